import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { loadModel } from '../../../src/saving/index.js'
import { jsonLines, keratin, TextCapture, withFolder } from '../harness.js'

/** A stream that interrupts the run when a text appears in it. */
class Trigger extends TextCapture {
  constructor(
    readonly word: string,
    readonly controller: AbortController,
  ) {
    super()
  }
  override write(text: string): boolean {
    if (text.includes(this.word)) setTimeout(() => this.controller.abort(), 100)
    return super.write(text)
  }
}

test('an interrupted run saves the model as it is, keeps finished epochs, and ends with 130', () =>
  withFolder(async (cwd) => {
    const before = tf.memory().numTensors
    const controller = new AbortController()
    const stdout = new Trigger('"epoch":1', controller)
    const words = '--limit 60 --epochs 500 --batch-size 6 --out run --json --seed 1'.split(' ')
    const { code, stderr } = await keratin(['train', 'digits', ...words], {
      cwd,
      stdout,
      signal: controller.signal,
    })
    expect(code).toBe(130)
    expect(stderr).toMatch(/Interrupted after \d+ epochs?; .*run\/last\.keras/)
    const events = jsonLines(stdout.text)
    const epochs = events.filter((e) => e.event === 'epoch').length
    expect(epochs).toBeGreaterThanOrEqual(1)
    expect(epochs).toBeLessThan(500)
    expect(events.at(-1)).toMatchObject({ event: 'result', status: 'interrupted', epochs })
    expect(events.at(-1)).not.toHaveProperty('test')
    expect(jsonLines(await readFile(join(cwd, 'run/history.jsonl'), 'utf8'))).toHaveLength(epochs)
    const model = await loadModel(join(cwd, 'run/last.keras'))
    expect(model.countParams()).toBe(872_714)
    model.dispose()
    expect(tf.memory().numTensors).toBe(before)
  }))

test('interrupted before it begins, it leaves nothing', () =>
  withFolder(async (cwd) => {
    const words = '--limit 40 --epochs 1 --out run'.split(' ')
    const { code } = await keratin(['train', 'digits', ...words], { cwd, signal: AbortSignal.abort() })
    expect(code).toBe(130)
    expect(await readdir(cwd)).toEqual([])
  }))
