/**
 * Whether a word can be a Vietnamese syllable, by the letters of its onset, its rhyme and its tone. It tells Vietnamese
 * from what only looks like letters; it knows shapes, no words.
 */

const ONSETS = ('b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x').split(' ')

/** Those that end in p, t, c, ch or k take no other tone than acute and dot below. */
const RHYMES = (
  'a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
  'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu ' +
  'i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong ' +
  'op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
  'u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh ' +
  'uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu ' +
  'y yêm yên yêng yêt yêu ynh ych yt').split(' ')

const shapes = new Set(['', ...ONSETS].flatMap(onset => RHYMES.map(rhyme => onset + rhyme)))
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const STOPPED = /(?:[ptck]|ch)$/

/** Texts say the same words again and again. */
const known = new Map<string, boolean>()
const MOST_KNOWN = 20_000

/** Whether a word has the shape of a Vietnamese syllable, whatever its case. */
export function isSyllable (word: string): boolean {
  if (word.length > 14) return false
  let answer = known.get(word)
  if (answer === undefined) {
    answer = hasShape(word)
    if (known.size < MOST_KNOWN) known.set(word, answer)
  }
  return answer
}

function hasShape (word: string): boolean {
  const marks = word.toLowerCase().normalize('NFD')
  const tones = marks.match(TONES) ?? []
  if (tones.length > 1 || !shapes.has(marks.replace(TONES, '').normalize('NFC'))) return false
  return !STOPPED.test(marks) || tones[0] === '\u0301' || tones[0] === '\u0323'
}
