/** Web pages as ward and newspaper sites serve them: the text, and what the page tells of itself. */
import t from 'tap'
import { dayOf } from '../src/inputs/published.js'
import { readText, type ReadOptions } from '../src/inputs/read.js'
import { asWestern, toTcvn3, toVni, toWindows1258 } from './helpers/encodings.js'

const paragraphs = [
  'Sáng 12/7, Đảng ủy phường Thử tổ chức hội nghị sơ kết công tác xây dựng Đảng, chính quyền 6 tháng đầu năm 2023.',
  'Dự có đồng chí Nguyễn Văn Thử, Bí thư Đảng ủy; đồng chí Trần Thị Mẫu, Phó Bí thư, Chủ tịch UBND phường.',
  'Kết luận hội nghị, đồng chí Nguyễn Văn Thử yêu cầu các chi bộ tiếp tục thực hiện nghị quyết, hoàn thành kế hoạch.'
]

const page = (head: string, body: string) => `<!DOCTYPE html>
<html lang="vi"><head><title>Đảng ủy phường Thử họp | Trang tin</title>${head}
<script>document.write('không có')</script><style>p { color: red }</style></head>
<body onload="while (true) {}"><header><a href="/">Trang chủ</a> Trực tuyến: 145</header>
<nav><ul><li>Tin tức</li><li>Văn bản</li></ul></nav>
<div id="content" class="article"><h1>Đảng ủy phường Thử họp</h1>${body}</div>
<aside><a href="/2">Tin liên quan</a></aside><footer>Lượt truy cập: 1326</footer></body></html>`

const body = `<p class="sapo">${paragraphs[0]}</p>
<figure><img src="a.jpg" alt="ảnh"><figcaption>Quang cảnh hội nghị</figcaption></figure>
<p>${paragraphs[1]}</p>
<table><caption>Kết quả 6 tháng</caption><tr><th>Chỉ tiêu</th><th>Kết quả</th></tr>
  <tr><td>Thu ngân sách</td><td><p>49 tỷ</p><p>687 triệu</p></td></tr></table>
<ul><li>Kết nạp 5 đảng viên;</li><li>chuyển đảng chính thức
  3&nbsp;đồng chí.</li></ul>
<p>${paragraphs[2]}<br>Bế mạc.</p><p style="display: none">ẩn</p><script>var a = '<p>không</p>'</script>`

const text = ['Đảng ủy phường Thử họp', paragraphs[0], 'Quang cảnh hội nghị', paragraphs[1], 'Kết quả 6 tháng',
  'Chỉ tiêu\tKết quả', 'Thu ngân sách\t49 tỷ 687 triệu', 'Kết nạp 5 đảng viên;',
  'chuyển đảng chính thức 3\u00A0đồng chí.', paragraphs[2], 'Bế mạc.'].join('\n')

const read = async (html: string | Buffer, options: ReadOptions = {}) => await readText(Buffer.from(html), options)

t.test('the article of a page, a line for each paragraph, item, caption and row', async t => {
  const head = '<meta property="article:published_time" content="2023-07-12T18:30:00Z">' +
    '<link rel="canonical" href="https://thu.example/tin/1">'
  t.strictSame(await read(page(head, body)), {
    text,
    format: 'html',
    encoding: 'utf-8',
    title: 'Đảng ủy phường Thử họp',
    publishedOn: '2023-07-13',
    url: 'https://thu.example/tin/1',
    notes: []
  })
})

t.test('the lead and the headline belong to the article; lists of links beside it do not', async t => {
  const cms = `<!DOCTYPE html><html><head><title>Phường Thử: Hội nghị sơ kết 6 tháng - Báo Mẫu</title></head><body>
    <h1 class="logo">Báo Mẫu</h1><div class="now">Thứ hai, 20/11/2026 08:15</div>
    <div class="menu"><a href="#">Trang chủ</a><a href="#">Thời sự</a></div><div class="column">
    <h1>Phường Thử: Hội nghị sơ kết 6 tháng</h1><div class="date">Thứ tư, 12/07/2023 15:30</div>
    <h2>(BM) - Tổng thu ngân sách đạt 49 tỷ.</h2><div class="share-box">Chia sẻ</div><div class="content">
    ${paragraphs.map(text => `<p>${text}</p>`).join('')}<p align="right"><b>Tác Giả Mẫu</b></p></div>
    <div class="list"><h3>Tin khác</h3><ul><li><a href="#">Phường Nháp họp</a></li></ul></div></div></body></html>`
  const { text, title, publishedOn, notes } = await read(cms)
  t.strictSame({ text, title, publishedOn, notes }, {
    text: ['Phường Thử: Hội nghị sơ kết 6 tháng', 'Thứ tư, 12/07/2023 15:30', '(BM) - Tổng thu ngân sách đạt 49 tỷ.',
      ...paragraphs, 'Tác Giả Mẫu'].join('\n'),
    title: 'Phường Thử: Hội nghị sơ kết 6 tháng',
    publishedOn: '2023-07-12',
    notes: []
  })
})

t.test('a fragment is read as it is', async t => {
  const { text, notes, format } =
    await read('<p>Đoạn một</p>Đoạn&nbsp;<b>hai</b> &ocirc;<div>ba<pre>bốn\n  năm</pre></div>')
  t.strictSame([text, notes, format], ['Đoạn một\nĐoạn\u00A0hai ô\nba\nbốn\nnăm', [], 'html'])
  t.equal((await read('Đoạn một<br>Đoạn hai', { contentType: 'text/html; charset=utf-8' })).text, 'Đoạn một\nĐoạn hai')
  t.equal((await read('<!-- a --><!-- b --><p>Họp')).text, 'Họp')
  const layout = '<table><tr><td><table><tr><td>A</td><td>1</td></tr></table></td>' +
    '<td><p>Một.</p><p>Hai.</p></td></tr></table>'
  t.equal((await read(layout)).text, 'A\t1\nMột.\nHai.', 'tables that only place things are none')
})

t.test('a page without an article gives all that is in it, and says so', async t => {
  const read = await readText(Buffer.from(page('', '<p>Phường họp.</p>')))
  t.strictSame([read.text, read.notes.map(({ code }) => code)],
    ['Đảng ủy phường Thử họp\nPhường họp.', ['whole-page']])
  await t.rejects(readText(Buffer.from('<html><body><script>1</script></body></html>')), { code: 'no-text' })
})

t.test('what is HTML is seen in it, whatever it is called', async t => {
  t.equal((await read('<p>Họp', { name: 'a.txt', contentType: 'text/plain' })).format, 'html')
  t.equal((await read('Họp <b>sơ kết</b>', { name: 'a.txt' })).format, 'text')
  t.equal((await read('a < b và b > c', { name: 'a.html' })).format, 'text', 'no tag in it')
})

t.test('when a page was published: what it tells machines, then what it shows', async t => {
  const cases: Record<string, string | null> = {
    '<meta name="pubdate" content="2023-07-12T08:00:00+07:00">': '2023-07-12',
    '<meta itemprop="datePublished" content="12/07/2023 15:30">': '2023-07-12',
    '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2023-7-2"}]}</script>':
      '2023-07-02',
    '<script type="application/ld+json">{broken</script><time datetime="2023-07-12">hôm qua</time>': '2023-07-12',
    '<time>Thứ tư, 12/07/2023 | 15:30 [GMT+7]</time>': '2023-07-12',
    '<p>Đăng ngày 19/12/2023</p>': '2023-12-19',
    '<div>Cập nhật: 9-1-2024</div>': '2024-01-09',
    '<meta name="pubdate" content="2023-02-30">': null,
    '<p>Sáng 12/7/2023, phường họp.</p>': null,
    '<p>Đăng ký tiếp công dân ngày 12/7/2023</p>': null
  }
  for (const [html, day] of Object.entries(cases)) {
    t.equal((await read(page('', html))).publishedOn, day, html)
  }
  const written = ['2023-07-12T17:00:00Z', '2023-07-12T16:59:59.9Z', '31/4/2023', '12.7.2023', '', null, '2023']
  t.strictSame(written.map(dayOf),
    ['2023-07-13', '2023-07-12', null, '2023-07-12', null, null, null])
})

t.test('only an address on the web is the address of a page', async t => {
  const url = async (head: string) => (await read(page(head, body))).url
  const shared = '<meta property="og:url" content="http://a.example/1">'
  t.equal(await url(`<link rel="canonical" href="javascript:alert(1)">${shared}`), 'http://a.example/1')
  t.equal(await url('<link rel="canonical" href="/tin/1">'), null)
})

t.test('pages in the encodings of before Unicode, named rightly, wrongly or not at all', async t => {
  const small = (text: string) => text.toLowerCase()
  const plain = page('', body)
  const windows = await readText(toWindows1258(plain), { contentType: 'text/html; charset=windows-1258' })
  t.strictSame([windows.text, windows.encoding, windows.notes], [text, 'windows-1258', []])
  const meta = page('<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">', body)
  t.equal((await readText(toWindows1258(meta))).text, text, 'named in the page')
  const wrong = page('<meta charset="iso-8859-1">', body)
  for (const [bytes, encoding] of [[toVni(wrong), 'vni'], [toWindows1258(plain), 'windows-1258']] as const) {
    const read = await readText(bytes, { contentType: 'text/html; charset=utf-8' })
    t.strictSame([read.text, read.title, read.encoding, read.notes.map(({ code }) => code)],
      [text, 'Đảng ủy phường Thử họp', encoding, ['converted']])
  }
  const tcvn3 = await readText(toTcvn3(wrong))
  t.strictSame([small(tcvn3.text), tcvn3.encoding], [small(text), 'tcvn3'])
  const spoiled = await read(asWestern(toVni(plain)))
  t.strictSame([spoiled.text, spoiled.encoding], [text, 'utf-8'], 'spoiled before it became UTF-8')
  const declared = await read(page('<meta charset="windows-1252">', body))
  t.strictSame([declared.text, declared.encoding], [text, 'utf-8'], 'what is UTF-8 is read as such')
})

t.test('a character that is cut off does not cost the page', async t => {
  const [before, after] = page('', body).split('Quang cảnh').map(part => Buffer.from(part))
  const bytes = Buffer.concat([before!, Buffer.from([0xE1, 0xBA]), Buffer.from('Quang cảnh'), after!])
  const read = await readText(bytes)
  t.strictSame([read.text, read.notes.map(({ code }) => code)],
    [text.replace('Quang cảnh', '\uFFFDQuang cảnh'), ['damaged-characters']])
})
