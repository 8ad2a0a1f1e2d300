import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { RandomStream } from '../../src/support/random.js'
import { answerOf, fileIn } from '../harness/hostile.js'
import { seedOf } from '../harness/seed.js'
import { readers } from './readers.js'
import { smallFiles } from './small-files.js'

const rounds = process.env.KERATIN_TEST_FULL ? 2000 : 25

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Some bytes changed, left out or doubled, mostly where there is structure, or the end left out. */
function mutated(bytes: Buffer, random: RandomStream): Buffer {
  const within = random.below(2) ? bytes.length : Math.min(bytes.length, 128)
  const at = random.below(within)
  switch (random.below(6)) {
    case 0:
      return bytes.subarray(0, random.below(bytes.length))
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8))])
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)])
    default: {
      const copy = Buffer.from(bytes)
      for (let i = random.below(8); i >= 0; i--) {
        const extreme = [0, 1, 0x7f, 0x80, 0xff]
        copy[random.below(within)] = random.below(2) ? random.below(256) : extreme[random.below(5)]!
      }
      return copy
    }
  }
}

test.each(Object.keys(smallFiles))('%s with changes is read or refused with a clear error', async (name) => {
  const { reader, make } = smallFiles[name]!
  const original = await make()
  const random = new RandomStream(seedOf(`mutated ${name}`))
  const place = mkdtempSync(join(folder, 'x'))
  const path = fileIn(place, readers[reader]!)
  const before = tf.memory().numTensors
  let refused = 0
  for (let i = 0; i < rounds; i++) {
    writeFileSync(path, mutated(original, random))
    const answer = await answerOf(() => readers[reader]!.read(place), `round ${i}`)
    if (answer instanceof Error) refused++
    expect(tf.memory().numTensors, `tensors left behind by round ${i}`).toBe(before)
  }
  expect(refused).toBeGreaterThan(0)
})
