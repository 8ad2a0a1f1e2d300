import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Conv2D, Dense, GlobalAveragePooling2D, Input } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { loadModel } from '../../../src/saving/index.js'
import { readEvents } from '../../training/callbacks/read-events.js'
import { writePhotos } from '../photos/photos.js'

const logs = '--csv --tensorboard'

/** A small run of each kind: the words of its command line, and what writes its data into a folder. */
export const kinds: Readonly<Record<string, { words: string; prepare(folder: string): Promise<void> }>> = {
  digits: {
    words: `digits --limit 20 --epochs 2 --batch-size 10 --seed 4 ${logs}`,
    prepare: async () => {},
  },
  images: {
    words: `images --data photos --image-size 16 --epochs 2 --batch-size 4 --seed 5 ${logs}`,
    prepare: (folder) => writePhotos(join(folder, 'photos'), 8),
  },
  text: {
    words: `text --data texts.csv --variant simple-rnn --epochs 2 --batch-size 8 --seed 6 ${logs}`,
    prepare: (folder) => writeFile(join(folder, 'texts.csv'), texts()),
  },
  'one that ends early': {
    words: `text --data texts.csv --variant simple-rnn --epochs 6 --batch-size 8 --seed 6 --lr 0.1 --early-stop 1 ${logs}`,
    prepare: (folder) => writeFile(join(folder, 'texts.csv'), texts()),
  },
  'a base and its last layers': {
    words: `images --data photos --base base.keras --unfreeze 1 --epochs 1 --batch-size 4 --seed 7 --lr 0.01 ${logs}`,
    prepare: async (folder) => {
      await mkdir(join(folder, 'photos'), { recursive: true })
      await writePhotos(join(folder, 'photos'), 8)
      await writeBase(join(folder, 'base.keras'))
    },
  },
}

function texts(): string {
  const kinds = { good: 'fine great lovely warm'.split(' '), bad: 'poor dull awful cold'.split(' ') }
  const rows = Object.entries(kinds).flatMap(([label, words]) =>
    Array.from(
      { length: 20 },
      (_, i) => `"the film ${i} was ${words[i % 4]} and ${words[(i * 3 + 1) % 4]}",${label}`,
    ),
  )
  return `text,label\n${rows.join('\n')}\n`
}

async function writeBase(path: string): Promise<void> {
  const base = new Sequential([
    Input({ shape: [12, 16, 3] }),
    Conv2D(4, 3, { activation: 'relu', name: 'first' }),
    Conv2D(5, 3, { activation: 'relu', name: 'last' }),
    GlobalAveragePooling2D(),
    Dense(4, { activation: 'softmax' }),
  ])
  base.metadata = { input: { kind: 'image', shape: [12, 16, 3], rescale: 1 / 127.5, offset: -1 } }
  await base.save(path)
  base.dispose()
}

/** The weights of a model and the state of its optimizer, as one word. */
async function stateOf(file: string): Promise<string> {
  const model = await loadModel(file)
  const hash = createHash('sha256')
  for (const variable of [...model.weights, ...model.optimizer!.variables]) hash.update(variable.data())
  model.dispose()
  return hash.digest('hex')
}

/** What a run leaves behind, but for how long it took. */
export async function outcomeOf(run: string) {
  const text = (file: string) => readFileSync(join(run, file), 'utf8')
  const { seconds: _, ...result } = JSON.parse(text('result.json'))
  return {
    files: readdirSync(run).sort(),
    weights: [await stateOf(join(run, 'last.keras')), await stateOf(join(run, 'best.keras'))],
    ...(existsSync(join(run, 'history.csv')) && { table: text('history.csv') }),
    events: ['train', 'validation'].map((part) => readEvents(join(run, 'tensorboard', part))),
    history: text('history.jsonl').replace(/"seconds":[^}]*/g, ''),
    samples: text('samples.json'),
    result,
  }
}
