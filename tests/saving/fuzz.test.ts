import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { loadModel, saveModel } from '../../src/saving/index.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { KeratinError } from '../../src/support/errors.js'
import { RandomStream } from '../../src/support/random.js'
import { computingTime } from '../harness/computing-time.js'
import { mutateJson } from '../harness/mutate-json.js'
import { drawAnywhere } from '../harness/share.js'
import { configIn, replaceEntries, smallModel } from './small-model.js'

/** The seed of the run draws a third of them, but in the full suite. */
const rounds = process.env.KERATIN_TEST_FULL ? 2000 : 100
/** Milliseconds of computing for one file, of which most take a few: what is broken must not be read for ever. */
const slowest = 10_000

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const path = join(folder, 'mutant.keras')
let good: Buffer
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const model = await smallModel()
  await saveModel(model, path)
  good = readFileSync(path)
  model.dispose()
})

function flipBytes(bytes: Uint8Array, random: RandomStream, count: number, within = bytes.length): Buffer {
  const copy = Buffer.from(bytes)
  for (let i = 0; i < count; i++) copy[random.below(within)] = random.below(256)
  return copy
}

const mutations: Record<string, (random: RandomStream) => Uint8Array> = {
  'bytes of the archive': (random) => flipBytes(good, random, 1 + random.below(8)),
  'the end of the archive': (random) => {
    const tail = 400
    const end = flipBytes(good.subarray(-tail), random, 1 + random.below(4))
    return Buffer.concat([good.subarray(0, -tail), end])
  },
  'the length of the archive': (random) => good.subarray(0, random.below(good.length)),
  'characters of the configuration': (random) => {
    const text = Buffer.from(openZip(good).read('config.json')!)
    return replaceEntries(good, { 'config.json': flipBytes(text, random, 1) })
  },
  'values of the configuration': (random) =>
    replaceEntries(good, { 'config.json': JSON.stringify(mutateJson(configIn(good), random)) ?? '' }),
  'bytes of the weights': (random) => {
    const weights = openZip(good).read('model.weights.h5')!
    // most of what the library could stumble over comes first
    const within = random.below(2) ? weights.length : 4096
    return replaceEntries(good, {
      'model.weights.h5': flipBytes(weights, random, 1 + random.below(16), within),
    })
  },
}

test.each(Object.keys(mutations))(
  'with %s changed, a file is loaded or refused with a clear error',
  async (kind) => {
    const random = new RandomStream(20_260_102)
    const before = tf.memory().numTensors
    let refused = 0
    const isDrawn = drawAnywhere(`changes of ${kind}`, 3)
    for (let i = 0; i < rounds; i++) {
      const mutant = mutations[kind]!(random)
      if (!isDrawn()) continue
      writeFileSync(path, mutant)
      const milliseconds = await computingTime(async () => {
        try {
          const model = await loadModel(path)
          model.dispose()
        } catch (error) {
          refused++
          if (!(error instanceof KeratinError))
            throw new Error(`round ${i}: not a KeratinError`, { cause: error })
          expect(error.message).toContain(path)
          expect(['FILE_UNREADABLE', 'UNSUPPORTED']).toContain(error.code)
        }
      })
      expect(milliseconds, `milliseconds of round ${i}`).toBeLessThan(slowest)
      expect(tf.memory().numTensors, `tensors left behind by round ${i}`).toBe(before)
    }
    expect(refused).toBeGreaterThan(0)
  },
)
