import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { answerOf, closeSockets, fileIn, hostileThings } from '../harness/hostile.js'
import { readers } from './readers.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-'))
})
afterEach(() => {
  closeSockets()
  rmSync(folder, { recursive: true })
})

describe.each(Object.keys(hostileThings))('%s', (name) => {
  const { make, says } = hostileThings[name]!

  test.each(Object.keys(readers))('in the place of a file of %s', async (which) => {
    const reader = readers[which]!
    await make(fileIn(folder, reader))
    const before = tf.memory().numTensors
    const answer = await answerOf(() => reader.read(folder), which)
    expect(answer, which).toBeInstanceOf(KeratinError)
    expect((answer as KeratinError).message).toMatch(says)
    expect(tf.memory().numTensors).toBe(before)
  })
})
