/** Vietnamese text as a machine sees it: folding, search words, the order of lists, and the identity of names. */
import t from 'tap'
import { canonicalName, fold, personSortKey, searchWords, sortKey } from '../src/domain/text.js'

t.test('folding leaves letters and numbers, whatever the spelling and the form of Unicode', async t => {
  const cases: Record<string, readonly string[]> = {
    'nghi hoa': ['Nghi Hòa', 'Nghi Hoà', 'nghi hòa', 'NGHI HOÀ', '  Nghi – Hòa. ', 'Nghi_Hòa', 'nghi\u00a0hòa'],
    'dang uy dac xuan': ['Đảng ủy Đắc Xuân', 'ĐẢNG UỶ ĐẮC XUÂN', 'đảng-uỷ đắc/xuân'],
    'uoc nguyen': ['Ước nguyện', 'ước nguyện'],
    '21 nq tu': ['21-NQ/TU', '21–NQ/TƯ', '21 nq tu'],
    '1 679': ['1.679', '1,679', '1 679'],
    '': ['', '  ', '…–!?', '“”', '\u0301']
  }
  for (const [folded, texts] of Object.entries(cases)) {
    for (const text of texts) {
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
        t.equal(fold(text.normalize(form)), folded, `${JSON.stringify(text)} ${form}`)
      }
    }
  }
})

t.test('folding twice is folding once', async t => {
  for (const text of ['Phường Nghi Hòa', 'ĐẶC KHU', 'İstanbul', 'ß', '½', '2²', 'ǅ']) {
    t.equal(fold(fold(text)), fold(text), text)
  }
})

t.test('different words stay different', async t => {
  for (const [one, other] of [['hoa', 'hoe'], ['an', 'ang'], ['2023', '2024'], ['nghi hoa', 'nghihoa']]) {
    t.not(fold(one!), fold(other!))
  }
})

t.test('search words are each there once, and what is unknown adds none', async t => {
  t.equal(searchWords('Phường Hà Khánh', null, 'ha-khanh', undefined, '06649'), 'phuong ha khanh 06649')
  t.equal(searchWords(), '')
  t.equal(searchWords(null, '…'), '')
})

t.test('what is longer than any word is not among the search words', async t => {
  const [longest, longer] = ['a'.repeat(100), 'b'.repeat(101)]
  t.equal(searchWords(`Phường ${longer} Hà`, longer, longest), `phuong ha ${longest}`)
  t.equal(searchWords(longer), '')
  t.equal(searchWords('Đ'.repeat(100)), 'd'.repeat(100), 'letters are counted as they are folded')
})

/** A list that is in order: shuffling and sorting it by its keys must give it back. */
function isInOrder (list: readonly string[], keyOf: (text: string) => string) {
  const byKey = (a: string, b: string) => keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0
  for (const start of [[...list].reverse(), [...list.slice(3), ...list.slice(0, 3)]]) {
    t.strictSame(start.sort(byKey), list)
  }
}

t.test('texts stand in the order of Vietnamese dictionaries', async () => {
  isInOrder(['a', 'à', 'ả', 'ã', 'á', 'ạ', 'ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ', 'â', 'b', 'd', 'đ', 'e', 'ê', 'g'], sortKey)
  isInOrder(['ma', 'mà', 'mả', 'mã', 'má', 'mạ', 'mac', 'mai', 'măng', 'mân'], sortKey)
  isInOrder(['o', 'ô', 'ơ', 'u', 'ư', 'y'], sortKey)
  isInOrder(['Cao Xanh', 'Cửa Lò', 'Đức Xuân', 'Hà Khánh', 'Hạ Long', 'Huyền Tụng'], sortKey)
  isInOrder(['Khu phố 2', 'Khu phố 10', 'Khu phố 11', 'Khu phố A'], sortKey)
  isInOrder(['Hà', 'Hà An', 'Hạ An', 'Hà Anh', 'Hai'], sortKey)
})

t.test('case and the form of Unicode do not move a text', async t => {
  for (const text of ['Phường Nghi Hòa', 'Đắc Xuân', 'Ước']) {
    t.equal(sortKey(text.normalize('NFD')), sortKey(text))
    t.equal(sortKey(text.toUpperCase()), sortKey(text))
  }
  t.not(sortKey('Hòa'), sortKey('Hoa'))
})

t.test('the byte order of keys is their order on every engine', async t => {
  for (const text of ['Phường Đức Xuân 10, “khu”', 'Zürich', '東京']) t.match(sortKey(text), /^[\p{L}\p{N}#$!]+$/u, text)
})

t.test('persons stand by their given names, then by the rest', async () => {
  isInOrder(['Nguyễn Thanh Bình', 'Phạm Quyết Chiến', 'Lê Thanh Giang', 'Nguyễn Đăng Giang', 'Trần Việt Hùng',
    'Phạm Ngọc Lan', 'Đặng Văn Lê', 'Trần Thị Thủy'], personSortKey)
  isInOrder(['An', 'Lê An', 'Nguyễn  An', 'Lê Anh'], personSortKey)
})

t.test('a name is one name however its tone is placed, and marks make it another', async t => {
  const same: ReadonlyArray<readonly [string, string]> = [
    ['Trần Thị Thanh Thuỷ', 'Trần Thị Thanh Thủy'],
    ['Nghi Hoà', 'Nghi Hòa'],
    ['Hoè', 'Hòe'],
    ['Thuý', 'Thúy'],
    ['  Phạm\u00a0Duy  Phong ', 'Phạm Duy Phong'],
    ['Phạm Duy Phong'.normalize('NFD'), 'Phạm Duy Phong'],
    // Here the tone is where both ways of writing have it.
    ['Nguyễn Quý', 'Nguyễn Quý'],
    ['Quỳnh', 'Quỳnh'],
    ['Hoàng', 'Hoàng'],
    ['Thoại', 'Thoại'],
    ['Huỳnh', 'Huỳnh']
  ]
  for (const [written, canonical] of same) t.equal(canonicalName(written), canonical, written)
  for (const [one, other] of [['Hòa', 'Hoa'], ['Thủy', 'Thùy'], ['Lê', 'Le'], ['hòa', 'Hòa']]) {
    t.not(canonicalName(one!), canonicalName(other!))
  }
})

t.test('tone placement does not depend on case', async t => {
  t.equal(canonicalName('NGHI HOÀ'), canonicalName('NGHI HÒA'))
  t.equal(canonicalName('THUỶ'), canonicalName('THỦY'))
})
