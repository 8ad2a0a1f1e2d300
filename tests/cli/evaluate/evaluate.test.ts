import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { jsonLines, keratin, tinyRun } from '../harness.js'

describe('keratin evaluate', () => {
  let cwd: string
  let remove: () => Promise<void>
  let trained: { loss: number; accuracy: number }

  beforeAll(async () => {
    const run = await tinyRun()
    ;({ cwd, remove } = run)
    trained = jsonLines(run.outcome.stdout).at(-1)!.test as typeof trained
    await copyFile(join(cwd, 'run/best.keras'), join(cwd, 'alone.keras'))
  })
  afterAll(() => remove())

  test('agrees with the run', async () => {
    const { code, stdout } = await keratin(['evaluate', 'run', '--json'], { cwd })
    expect(code).toBe(0)
    const { metrics, samples, classes, confusion, recipe } = JSON.parse(stdout)
    expect([recipe, samples]).toEqual(['digits', 200])
    expect(metrics.accuracy).toBeCloseTo(trained.accuracy, 6)
    expect(metrics.loss).toBeCloseTo(trained.loss, 5)
    const right = confusion.reduce((n: number, row: number[], i: number) => n + row[i]!, 0)
    expect(right / samples).toBeCloseTo(metrics.accuracy, 6)
    expect(classes.map((c: { label: string }) => c.label)).toEqual([...'0123456789'])
    expect(classes.reduce((n: number, c: { support: number }) => n + c.support, 0)).toBe(200)
  })

  test('as text has a row for each class', async () => {
    const { stdout } = await keratin(['evaluate', 'run', '--limit', '50'], { cwd })
    expect(stdout).toMatch(/^accuracy [\d.]+, loss [\d.]+ on 50 samples\n/)
    expect(stdout).toContain('confusion matrix')
    expect(stdout.match(/^\d {6,}[01]\.\d{4}/gm)).toHaveLength(10)
  })

  test('a bare file is measured with the recipe named', async () => {
    const words = ['evaluate', 'alone.keras', '--recipe', 'digits', '--limit', '100', '--json']
    expect(JSON.parse((await keratin(words, { cwd })).stdout)).toMatchObject({
      recipe: 'digits',
      samples: 100,
    })
  })

  test('a threshold decides the exit code', async () => {
    const least = async (text: string) =>
      keratin(['evaluate', 'run', '--limit', '20', '--min', text, '--json'], { cwd })
    const met = await least('accuracy=0.1')
    expect(met.code).toBe(0)
    expect(JSON.parse(met.stdout).threshold).toEqual({ metric: 'accuracy', least: 0.1, passed: true })
    const missed = await least('accuracy=1.1')
    expect(missed.code).toBe(4)
    expect(missed.stderr).toMatch(/^check failed: accuracy is [\d.]+, less than 1\.1\n$/)
    expect(JSON.parse(missed.stdout).threshold.passed).toBe(false)
    const unknown = await least('acuracy=0.5')
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toContain('Did you mean "accuracy"?')
  })

  test('writes the result into a file, and says when it cannot', async () => {
    const { stdout } = await keratin(['evaluate', 'run', '--limit', '20', '--json', '--output', 'm.json'], {
      cwd,
    })
    expect(JSON.parse(await readFile(join(cwd, 'm.json'), 'utf8'))).toEqual(JSON.parse(stdout))
    const { code, stderr } = await keratin(['evaluate', 'run', '--limit', '20', '--output', 'no/m.json'], {
      cwd,
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error\[FILE_UNWRITABLE\]: /)
    expect(await readdir(cwd)).not.toContain('no')
  })

  test('refuses what it cannot read', async () => {
    await writeFile(join(cwd, 'broken.keras'), (await readFile(join(cwd, 'alone.keras'))).subarray(0, 5000))
    const broken = await keratin(['evaluate', 'broken.keras', '--recipe', 'digits'], { cwd })
    expect(broken.code).toBe(3)
    expect(broken.stderr).toMatch(/^error\[FILE_UNREADABLE\]: .*broken\.keras/)
    const missing = await keratin(['evaluate', 'run', '--recipe', 'mnist', '--data', 'nowhere'], { cwd })
    expect(missing.code).toBe(3)
    expect(missing.stderr).toMatch(/^error\[DATA\]: /)
  })

  test('keeps no tensors', async () => {
    const before = tf.memory().numTensors
    await keratin(['evaluate', 'run', '--limit', '20'], { cwd })
    await keratin(['evaluate', 'run', '--limit', '20', '--min', 'no=1'], { cwd })
    expect(tf.memory().numTensors).toBe(before)
  })
})
