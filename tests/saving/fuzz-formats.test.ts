import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import type { Model } from '../../src/model/index.js'
import { loadModel, modelFromJSON, saveModel } from '../../src/saving/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { RandomStream } from '../../src/support/random.js'
import { computingTime } from '../harness/computing-time.js'
import { mutateJson } from '../harness/mutate-json.js'
import { drawAnywhere } from '../harness/share.js'
import { smallModel } from './small-model.js'

/** The seed of the run draws half of them, but in the full suite. */
const rounds = process.env.KERATIN_TEST_FULL ? 2000 : 40
/** Milliseconds of computing for one file, of which most take a few. */
const slowest = 10_000

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const good = (name: string) => readFileSync(join(name.startsWith('written') ? folder : fixtures, name))
let weighted: Model

beforeAll(async () => {
  await tf.ready()
  cpSync(fixtures, folder, { recursive: true })
  weighted = modelFromJSON(good('weights.architecture.json').toString())
  // weights are made when they are needed first
  for (const weight of weighted.weights) weight.read()
  const written = await smallModel()
  written.metadata = { labels: ['a', 'b'] }
  await saveModel(written, join(folder, 'written.h5'))
  await saveModel(written, join(folder, 'written'), { format: 'tfjs' })
  written.dispose()
})
afterAll(() => {
  weighted.dispose()
  rmSync(folder, { recursive: true })
})

/** Some bytes changed, mostly where there is structure, or the end left out. */
function flipped(bytes: Buffer, random: RandomStream): Buffer {
  if (random.below(8) === 0) return bytes.subarray(0, random.below(bytes.length))
  const copy = Buffer.from(bytes)
  const within = random.below(2) ? bytes.length : Math.min(bytes.length, 2048)
  for (let i = random.below(8); i >= 0; i--) copy[random.below(within)] = random.below(256)
  return copy
}

const json = (bytes: Buffer, random: RandomStream): Buffer =>
  Buffer.from(JSON.stringify(mutateJson(JSON.parse(bytes.toString()), random)) ?? '')

interface Kind {
  /** The file that is changed. */
  file: string
  mutate: (bytes: Buffer, random: RandomStream) => Buffer
  load: (path: string) => Promise<unknown>
}

const whole = async (path: string) => (await loadModel(path)).dispose()
const weights = (path: string) => weighted.loadWeights(path)

const kinds: Record<string, Kind> = {
  'HDF5 of Keras 2': { file: 'keras-2.2-nested.h5', mutate: flipped, load: whole },
  'HDF5 of Keras 1': { file: 'keras-1.2-gru.h5', mutate: flipped, load: whole },
  'archives of Keras 2': { file: 'keras-2.13.keras', mutate: flipped, load: whole },
  'model.json': { file: 'tfjs-quantized/model.json', mutate: json, load: whole },
  'bytes of model.json': { file: 'tfjs-quantized/model.json', mutate: flipped, load: whole },
  'HDF5 of our own': { file: 'written.h5', mutate: flipped, load: whole },
  'model.json of our own': { file: 'written/model.json', mutate: json, load: whole },
  safetensors: { file: 'weights.safetensors', mutate: flipped, load: weights },
  'NumPy archives': { file: 'weights-by-name.npz', mutate: flipped, load: weights },
  'Keras JSON': {
    file: 'weights.architecture.json',
    mutate: json,
    load: async (path) => modelFromJSON(readFileSync(path, 'utf8')).dispose(),
  },
}

test.each(Object.keys(kinds))(
  '%s with changes are loaded or refused with a clear error',
  async (name) => {
    const { file, mutate, load } = kinds[name]!
    const random = new RandomStream(20_260_816)
    const path = join(folder, file)
    const original = good(file)
    const before = tf.memory().numTensors
    let refused = 0
    const isDrawn = drawAnywhere(`changes of ${name}`, 2)
    for (let i = 0; i < rounds; i++) {
      const mutant = mutate(original, random)
      if (!isDrawn()) continue
      writeFileSync(path, mutant)
      const milliseconds = await computingTime(async () => {
        try {
          await load(path)
        } catch (error) {
          refused++
          if (!(error instanceof KeratinError))
            throw new Error(`round ${i}: not a KeratinError: ${(error as Error).message}`, { cause: error })
          expect(error.message.length).toBeLessThan(2000)
        }
      })
      expect(milliseconds, `milliseconds of round ${i}`).toBeLessThan(slowest)
      expect(tf.memory().numTensors, `tensors left behind by round ${i}`).toBe(before)
    }
    expect(refused).toBeGreaterThan(0)
  },
  1_800_000,
)
