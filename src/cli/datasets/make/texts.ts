import { dirname } from 'node:path'
import { writeFileAtomic } from '../../../support/files.js'
import { makeFolders } from '../../../support/make-folders.js'
import { RandomStream } from '../../../support/random.js'

const words = {
  thing: ['story', 'cast', 'plot', 'music', 'ending', 'dialogue', 'direction', 'scenery', 'humour', 'pace'],
  very: ['really', 'quite', 'truly', 'rather', 'simply', 'so'],
  positive: ['wonderful', 'moving', 'brilliant', 'charming', 'fresh', 'gripping', 'funny', 'beautiful'],
  negative: ['boring', 'weak', 'dreadful', 'clumsy', 'stale', 'confusing', 'dull', 'ugly'],
  begin: ['I saw it last night.', 'My friends chose it.', 'We had waited for this.', 'Where to begin?', ''],
  more: ['By the way, it is long.', 'The cinema was full.', 'It is set in a small town.', ''],
}

export interface MadeText {
  text: string
  label: 'negative' | 'positive'
}

/** Draws short reviews: mostly of one opinion, with a word of the other here and there. */
export function drawTexts(count: number, seed: number): MadeText[] {
  const random = new RandomStream(seed)
  const one = (list: readonly string[]) => list[random.below(list.length)]!
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2 === 0 ? ('negative' as const) : ('positive' as const)
    const opinion = () => {
      const side = random.next() < 0.85 ? label : label === 'positive' ? 'negative' : 'positive'
      return `The ${one(words.thing)} was ${one(words.very)} ${one(words[side])}.`
    }
    const sentences = [one(words.begin), opinion(), opinion(), one(words.more), opinion()]
    return { text: `${sentences.filter((s) => s !== '').join(' ')} No. ${i + 1}.`, label }
  })
}

/** Writes texts as lines of JSON, or as a table. */
export async function writeTexts(path: string, texts: readonly MadeText[]): Promise<void> {
  makeFolders(dirname(path))
  const lines = path.endsWith('.csv')
    ? ['text,label', ...texts.map(({ text, label }) => `"${text}",${label}`)]
    : texts.map(({ text, label }) => JSON.stringify({ text, label: label === 'positive' ? 1 : 0 }))
  await writeFileAtomic(path, `${lines.join('\n')}\n`)
}
