/** Names in running text: found in every way in which they are written, and taken out without moving anything. */
import t from 'tap'
import { keysOfName, maskOf, nameOf, occurrencesOf, windowsOf, withoutNames } from '../src/domain/names.js'

const NAME = 'Nguyễn Thử Hòa'
const names = [nameOf(NAME)]
const found = (text: string) => occurrencesOf(text, names).map(({ start, end }) => text.slice(start, end))

t.test('a name is found in whichever way it is written', async t => {
  for (const written of [NAME, 'Nguyễn Thử Hoà', NAME.normalize('NFD'), 'NGUYỄN THỬ HÒA', 'nguyen thu hoa',
    'nguyen-thu-hoa', 'Nguyễn\u00A0Thử\r\nHòa', 'Ngu\u00ADyễn\u200B Thử Hòa']) {
    t.strictSame(found(`ông ${written}, Bí thư`), [written], written)
    t.strictSame(found(written), [written], written)
    t.strictSame(found(`${written}${'.'.repeat(9)}${written}`), [written, written], written)
  }
})

t.test('another name is left alone', async t => {
  for (const other of ['Nguyễn Thư Hòa', 'Nguyễn Thử Hoa', 'Nguyễn Thử', 'Nguyễn Thử Hòang',
    'Nguyễn Thử. Cuối năm, Hòa', 'Anguyễn Thử Hòa', 'Nguyễn. Và còn Thử Hòa', '']) {
    t.strictSame(found(other), [], other)
  }
})

t.test('the mask is as long as what it stands for, so that offsets hold', async t => {
  t.strictSame([1, 2, 3, 5].map(maskOf), ['…', '……', '[…]', '[………]'])
  const text = `a ${NAME.normalize('NFD')} b ${NAME} c`
  const masked = withoutNames(text, names)
  t.equal(masked.length, text.length)
  t.match(masked, /^a \[…+\] b \[…+\] c$/)
  t.equal(withoutNames(masked, names), masked)
  t.equal(withoutNames('không có ai', names), 'không có ai')
})

t.test('what is kept of a name knows it again in a text', async t => {
  const keys = keysOfName(nameOf(NAME))
  t.strictSame(keys, ['nguyễn thử hòa', 'nguyen thu hoa'])
  for (const text of ['do Nguyễn Thử Hoà ký', 'NGUYEN THU HOA']) {
    t.ok([...windowsOf(text, 3)].some(window => keys.includes(window)), text)
  }
  t.notOk([...windowsOf('do Nguyễn Thư Hoa ký', 3)].some(window => keys.includes(window)))
  t.strictSame([...windowsOf('một hai', 3)], [])
})
