import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { jsonLines, keratin, TextCapture } from '../harness.js'
import { writePhotos } from './photos.js'

describe('your own photos', () => {
  let cwd: string
  let trained: Awaited<ReturnType<typeof keratin>>
  const words = '--image-size 16 --epochs 3 --batch-size 8 --seed 3 --lr 0.01 --out run --json'.split(' ')

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'keratin-photos-'))
    await writePhotos(join(cwd, 'photos'), 24)
    await writeFile(join(cwd, 'photos/warm/broken.jpg'), 'no image')
    await mkdir(join(cwd, 'new'))
    await writePhotos(join(cwd, 'new'), 2, { inFolders: false })
    const before = tf.memory().numTensors
    trained = await keratin(['train', 'images', '--data', 'photos', ...words], { cwd })
    expect(tf.memory().numTensors).toBe(before)
  })
  afterAll(() => rm(cwd, { recursive: true, force: true }))

  test('are trained on, and what cannot be read is named', () => {
    expect(trained.stderr).toContain('broken.jpg')
    expect(trained.code).toBe(0)
    const [plan, ...rest] = jsonLines(trained.stdout) as [
      { data: { train: number; validation: number; test: number; classes: number } },
      ...Record<string, unknown>[],
    ]
    expect(plan.data).toMatchObject({ train: 37, validation: 6, test: 6, classes: 2 })
    expect(rest.filter((line) => line.event === 'epoch')).toHaveLength(3)
    const result = rest.at(-1) as { test: { accuracy: number } }
    expect(result.test.accuracy).toBeGreaterThan(0.6)
  })

  test('leave a run that knows its classes and how to read photos', async () => {
    const labels = JSON.parse(await readFile(join(cwd, 'run/labels.json'), 'utf8'))
    expect(labels).toEqual({
      labels: ['cold', 'warm'],
      input: { kind: 'image', shape: [16, 16, 3], rescale: 1 / 255 },
    })
    const config = JSON.parse(await readFile(join(cwd, 'run/config.json'), 'utf8'))
    expect(config).toMatchObject({ recipe: 'images', variant: 'default', imageSize: 16 })
  })

  test('predict prints names, in a table on a terminal', async () => {
    const { code, stdout, stderr } = await keratin(['predict', 'run', 'new', '--json'], { cwd })
    expect([code, stderr]).toEqual([0, ''])
    const { predictions } = JSON.parse(stdout)
    expect(predictions.map((p: { file: string }) => p.file)).toEqual(
      ['cold.0', 'cold.1', 'warm.0', 'warm.1'].map((name) => join('new', `${name}.png`)),
    )
    for (const { label } of predictions) expect(['cold', 'warm']).toContain(label)
    const terminal = new TextCapture(true)
    const env = { TERM: 'xterm' }
    await keratin(['predict', 'run', 'new/*.png'], {
      cwd,
      stdout: terminal,
      stderr: new TextCapture(true),
      env,
    })
    expect(terminal.text.split('\n')[0]).toMatch(/^new\/cold\.0\.png {2}(cold|warm) {2}[01]\.\d{4}$/)
  })

  test('evaluate shows the confusion matrix and the worst mistakes by file', async () => {
    const { code, stdout } = await keratin(['evaluate', 'run', '--json', '--mistakes', '2'], { cwd })
    expect(code).toBe(0)
    const { samples, confusion, mistakes, metrics } = JSON.parse(stdout)
    expect(samples).toBe(6)
    const right = confusion[0][0] + confusion[1][1]
    expect(metrics.accuracy).toBeCloseTo(right / 6, 5)
    expect(mistakes).toHaveLength(Math.min(2, 6 - right))
    for (const { file, actual, predicted, probability } of mistakes) {
      expect(file).toContain(`photos/${actual}/`)
      expect(predicted).not.toBe(actual)
      expect(probability).toBeGreaterThanOrEqual(0.5)
    }
    const text = (await keratin(['evaluate', 'run'], { cwd })).stdout
    expect(text).toMatch(/the worst mistakes|no mistakes/)
  })

  test('evaluate splits the folder of the run as training did, whoever names it', async () => {
    const { stdout } = await keratin(['evaluate', 'run', '--json'], { cwd })
    const named = await keratin(['evaluate', 'run', '--data', './photos/', '--json'], { cwd })
    expect(JSON.parse(named.stdout)).toEqual(JSON.parse(stdout))
    const result = JSON.parse(await readFile(join(cwd, 'run/result.json'), 'utf8'))
    expect(JSON.parse(stdout).metrics.loss).toBeCloseTo(result.test.loss, 5)
  })

  test('the file of the model alone knows its classes and how to read photos', async () => {
    await copyFile(join(cwd, 'run/best.keras'), join(cwd, 'alone.keras'))
    const alone = await keratin(['predict', 'alone.keras', 'new', '--json'], { cwd })
    const inRun = await keratin(['predict', 'run', 'new', '--json'], { cwd })
    expect(alone.code).toBe(0)
    expect(JSON.parse(alone.stdout).predictions).toEqual(JSON.parse(inRun.stdout).predictions)
  })

  test('in parts of their own are used as such', async () => {
    await writePhotos(join(cwd, 'split/train'), 8)
    await writePhotos(join(cwd, 'split/val'), 3)
    await writePhotos(join(cwd, 'split/test'), 4)
    const run = ['train', 'images', '--data', 'split', '--image-size', '21', '--dry-run', '--json']
    const [plan] = jsonLines((await keratin(run, { cwd })).stdout) as [{ data: object }]
    expect(plan.data).toMatchObject({ train: 16, validation: 6, test: 8 })
  })

  test('without a folder, or of the wrong size, say what to do', async () => {
    const none = await keratin(['train', 'images'], { cwd })
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--data is missing.')])
    // a folder of one's own is not looked for where data sets are
    await writeFile(join(cwd, 'mine.json'), JSON.stringify({ recipe: 'images', data: 'photos' }))
    const words = ['train', '--config', 'mine.json', '--print-config']
    const mine = await keratin(words, { cwd, env: { KERATIN_DATA: '/elsewhere' } })
    expect(JSON.parse(mine.stdout).data).toBe(join(cwd, 'photos'))
    const small = await keratin(['train', 'images', '--data', 'photos', '--image-size', '15'], { cwd })
    expect([small.code, small.stderr]).toEqual([2, expect.stringContaining('at least 16')])
    const digits = await keratin(['train', 'digits', '--image-size', '20'], { cwd })
    expect([digits.code, digits.stderr]).toEqual([
      2,
      expect.stringContaining('--image-size must be left out'),
    ])
  })
})
