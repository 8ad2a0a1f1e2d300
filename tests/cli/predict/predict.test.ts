import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digits } from '../../../datasets/index.js'
import { ranked } from '../../../src/cli/predict/rank.js'
import { tf } from '../../../src/engine/index.js'
import { loadModel } from '../../../src/saving/index.js'
import { keratin, TextCapture, tinyRun } from '../harness.js'

describe('keratin predict', () => {
  let cwd: string
  let remove: () => Promise<void>
  const labels: number[] = []

  beforeAll(async () => {
    const run = await tinyRun()
    ;({ cwd, remove } = run)
    expect(run.outcome.code).toBe(0)
    // the model's own digits, dark on a light ground, as someone would scan them
    const { train, test: held } = await digits.load({ train: 1, test: 12, seed: 3 })
    const [pixels, classes] = [held.x.dataSync(), held.y.dataSync()]
    for (const t of [train.x, train.y, held.x, held.y]) t.dispose()
    await mkdir(join(cwd, 'scans'))
    for (let i = 0; i < 12; i++) {
      const grey = Uint8Array.from(pixels.slice(i * 784, (i + 1) * 784), (p) => 255 - 255 * p)
      const image = sharp(grey, { raw: { width: 28, height: 28, channels: 1 } })
      await image
        .resize(84)
        .extend({ top: 20, left: 10, background: 'white' })
        .png()
        .toFile(join(cwd, `scans/${i + 10}.png`))
      labels.push(classes[i]!)
    }
    await writeFile(join(cwd, 'empty.png'), '')
    await writeFile(join(cwd, 'page.png'), '<html>404</html>')
    await copyFile(join(cwd, 'run/best.keras'), join(cwd, 'alone.keras'))
  })
  afterAll(() => remove())

  test('says no class that is less probable than it is told', async () => {
    const words = ['predict', 'run', 'scans/10.png', 'scans/11.png', '--threshold', '1']
    const { code, stdout, stderr } = await keratin(words, { cwd })
    expect([code, stderr]).toEqual([0, '2 of 2 without a class: none is as probable as 1.\n'])
    expect(stdout).toMatch(/^scans\/10\.png\t-\t0\.\d{4}\nscans\/11\.png\t-\t0\.\d{4}\n$/)
    const { predictions } = JSON.parse((await keratin([...words, '--json'], { cwd })).stdout)
    expect(predictions[0]).toMatchObject({ label: null, probability: expect.any(Number), classes: [] })
    const row = Float32Array.of(0.25, 0.5, 0.2, 0.05)
    expect(ranked(row, ['a', 'b'], { topK: 4, threshold: 0.2 }).classes.map(({ label }) => label)).toEqual([
      'b',
      'a',
      '2',
    ])
    expect((await keratin([...words.slice(0, -1), '2'], { cwd })).stderr).toContain(
      'must be a number of at least 0 and of at most 1',
    )
  })

  test('one line for each file: name, class, probability', async () => {
    const { code, stdout, stderr } = await keratin(['predict', 'run', 'scans/*.png'], { cwd })
    expect([code, stderr]).toEqual([0, ''])
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(12)
    for (const line of lines) expect(line).toMatch(/^scans\/\d+\.png\t\d\t[01]\.\d{4}$/)
  })

  test('as JSON, and as good as the model is', async () => {
    const { code, stdout } = await keratin(['predict', 'run', 'scans', '--top-k', '3', '--json'], { cwd })
    expect(code).toBe(0)
    const { model, predictions, failed } = JSON.parse(stdout)
    expect([model, failed]).toEqual([join(cwd, 'run/best.keras'), []])
    for (const { label, probability, classes } of predictions) {
      expect(classes).toHaveLength(3)
      expect(classes[0]).toEqual({ label, probability })
      expect(classes[0].probability).toBeGreaterThanOrEqual(classes[1].probability)
    }
    const right = predictions.filter(
      (p: { label: string }, i: number) => p.label === String(labels[i]),
    ).length
    expect(right).toBeGreaterThanOrEqual(5)
  })

  test('an image can be piped in; what is about texts is refused', async () => {
    const piped = (bytes: Buffer) =>
      keratin(['predict', 'run', '-', 'scans/11.png', '--json'], {
        cwd,
        stdin: (async function* () {
          yield bytes.subarray(0, 100)
          yield bytes.subarray(100)
        })(),
      })
    const { code, stdout } = await piped(await readFile(join(cwd, 'scans/10.png')))
    expect(code).toBe(0)
    const { predictions } = JSON.parse(stdout)
    const byName = JSON.parse(
      (await keratin(['predict', 'run', 'scans/10.png', 'scans/11.png', '--json'], { cwd })).stdout,
    )
    expect(predictions).toEqual([{ ...byName.predictions[0], file: '-' }, byName.predictions[1]])
    const none = await piped(Buffer.alloc(0))
    expect(none.code).toBe(1)
    expect(none.stderr).toContain('Cannot read standard input as an image: it is empty.')
    const explained = await keratin(['predict', 'run', 'scans', '--explain'], { cwd })
    expect([explained.code, explained.stderr]).toEqual([2, expect.stringContaining('the model takes images')])
  })

  test('the numbers are those of the model itself', async () => {
    const { stdout } = await keratin(
      ['predict', 'run/last.keras', 'scans/10.png', '--top-k', '10', '--json'],
      { cwd },
    )
    const [{ classes }] = JSON.parse(stdout).predictions
    const { loadDigit } = await import('../../../src/data/images/index.js')
    const model = await loadModel(join(cwd, 'run/last.keras'))
    const x = tf.tensor(await loadDigit(join(cwd, 'scans/10.png')), [1, 28, 28, 1])
    const y = (await model.predict(x)) as tf.Tensor
    const expected = Array.from(y.dataSync())
    for (const { label, probability } of classes) expect(probability).toBeCloseTo(expected[Number(label)]!, 6)
    tf.dispose([x, y])
    model.dispose()
  })

  test('a bare file of that input shape is given digits, in batches as well', async () => {
    const inRun = await keratin(['predict', 'run/best.keras', 'scans', '--json'], { cwd })
    const alone = await keratin(['predict', 'alone.keras', 'scans', '--json', '--batch-size', '5'], { cwd })
    const close = (text: string) =>
      JSON.parse(text).predictions.map((p: { label: string; probability: number }) => [
        p.label,
        p.probability.toFixed(4),
      ])
    expect(close(alone.stdout)).toEqual(close(inRun.stdout))
  })

  test('a table on a terminal', async () => {
    const stdout = new TextCapture(true)
    await keratin(['predict', 'run', 'scans/10.png', '--top-k', '2'], { cwd, stdout })
    expect(stdout.text).toMatch(/^scans\/10\.png {2}\d {2}[01]\.\d{4}\n {14}\d {2}0\.\d{4}\n$/)
  })

  test('bad files are reported and left out; the others are predicted', async () => {
    const words = ['predict', 'run', 'empty.png', 'scans/10.png', 'none.png', 'page.png']
    const { code, stdout, stderr } = await keratin(words, { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^scans\/10\.png\t\d\t[\d.]+\n$/)
    const warnings = stderr.trimEnd().split('\n')
    expect(warnings).toHaveLength(3)
    expect(warnings[0]).toMatch(/^warning: skipped \[FILE_UNREADABLE\]: .*empty\.png/)
    expect(warnings[1]).toMatch(/^warning: skipped \[FILE_NOT_FOUND\]: .*none\.png/)
    expect(warnings[2]).toMatch(/^warning: skipped \[FILE_UNREADABLE\]: .*page\.png/)
  })

  test('if all are bad, nothing could be read', async () => {
    const { code, stdout } = await keratin(['predict', 'run', 'empty.png', 'no*.png', '--json'], { cwd })
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({
      predictions: [],
      failed: [
        { file: 'empty.png', code: 'FILE_UNREADABLE' },
        { file: 'no*.png', code: 'FILE_NOT_FOUND' },
      ],
    })
  })

  test('keeps no tensors', async () => {
    const before = tf.memory().numTensors
    await keratin(['predict', 'run', 'scans/10.png', 'empty.png'], { cwd })
    expect(tf.memory().numTensors).toBe(before)
  })

  test.each([
    ['rum', /error\[FILE_NOT_FOUND\]: .*rum does not exist\. Did you mean ".*run"\?/],
    ['scans', /error\[FILE_NOT_FOUND\]: The folder scans holds no model/],
    ['page.png', /error\[FILE_UNREADABLE\]: .*page\.png/],
    ['empty.png', /error\[FILE_UNREADABLE\]: .*empty\.png/],
  ])('a model that is none: %s', async (model, message) => {
    const { code, stdout, stderr } = await keratin(['predict', model, 'scans/10.png'], { cwd })
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test('a run whose description is damaged', async () => {
    await mkdir(join(cwd, 'damaged'))
    await copyFile(join(cwd, 'run/best.keras'), join(cwd, 'damaged/best.keras'))
    for (const content of ['{', '{"labels": 3}', '{"labels": ["a"], "input": {"kind": "smell"}}']) {
      await writeFile(join(cwd, 'damaged/labels.json'), content)
      const { code, stderr } = await keratin(['predict', 'damaged', 'scans/10.png'], { cwd })
      expect(code).toBe(3)
      expect(stderr).toMatch(/^error\[FILE_UNREADABLE\]: .*labels\.json is damaged: /)
    }
  })
})
