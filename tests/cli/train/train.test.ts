import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { loadModel } from '../../../src/saving/index.js'
import { jsonLines, keratin, type Outcome, TextCapture, tinyRun, withFolder } from '../harness.js'

const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'))

describe('keratin train', () => {
  let folder: string
  let outcome: Outcome
  let remove: () => Promise<void>

  beforeAll(async () => {
    ;({ folder, outcome, remove } = await tinyRun())
  })
  afterAll(() => remove())

  test('ends well, and says the plan, the epochs and the result', () => {
    expect(outcome.stderr).toContain('drawn on the spot')
    expect(outcome.code).toBe(0)
    const events = jsonLines(outcome.stdout)
    expect(events.map((e) => e.event)).toEqual(['plan', 'epoch', 'epoch', 'result'])
    expect(events[0]).toMatchObject({
      recipe: 'digits',
      data: { train: 180, validation: 20, test: 200, classes: 10, from: 'drawn' },
      model: { layers: 6, parameters: 872_714 },
      settings: { epochs: 2, batchSize: 20, seed: 3 },
      run: 'run',
    })
    expect(events[1]).toMatchObject({ epoch: 1, best: true })
    expect(events[3]).toMatchObject({ status: 'completed', run: 'run', epochs: 2 })
    const { accuracy } = events[3]!.test as { accuracy: number }
    expect(accuracy).toBeGreaterThan(0.3)
  })

  test('writes the run down completely', async () => {
    const files = [
      'best.keras',
      'config.json',
      'curves-dark.svg',
      'curves.svg',
      'environment.json',
      'history.jsonl',
      'labels.json',
      'last.keras',
    ]
    expect((await readdir(folder)).sort()).toEqual([...files, 'result.json', 'samples.json', 'summary.txt'])
    expect(await read(join(folder, 'config.json'))).toEqual({
      recipe: 'digits',
      limit: 200,
      epochs: 2,
      batchSize: 20,
      lr: 0.001,
      valSplit: 0.1,
      seed: 3,
      engine: 'auto',
    })
    expect(await read(join(folder, 'labels.json'))).toEqual({
      labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      input: { kind: 'digit', shape: [28, 28, 1] },
    })
    expect(await read(join(folder, 'environment.json'))).toMatchObject({ node: process.versions.node })
    const history = jsonLines(await readFile(join(folder, 'history.jsonl'), 'utf8'))
    expect(history.map((h) => h.epoch)).toEqual([1, 2])
    for (const line of history) {
      for (const name of ['loss', 'accuracy', 'val_loss', 'val_accuracy'])
        expect(line[name]).toBeTypeOf('number')
    }
    expect(await readFile(join(folder, 'summary.txt'), 'utf8')).toContain('Total params')
    const result = await read(join(folder, 'result.json'))
    expect(result).toMatchObject(jsonLines(outcome.stdout)[3]!.test ? { status: 'completed' } : {})
    const best = history.reduce((a, b) => ((b.val_loss as number) < (a.val_loss as number) ? b : a))
    expect(result.best.epoch).toBe(best.epoch)
  })

  test('runs show fits its summary into the terminal in which it is shown', async () => {
    for (const columns of [60, 80, 120]) {
      const stdout = new TextCapture(true, columns)
      expect((await keratin(['runs', 'show', folder], { stdout })).code).toBe(0)
      const lines = stdout.text.split('\n')
      expect(lines.filter((line) => line.length > columns)).toEqual([])
      const drawn = lines.filter((line) => /^[┏┃┡│├└]/.test(line))
      expect(new Set(drawn.map((line) => line.length))).toEqual(new Set([Math.min(columns, 88)]))
      expect(stdout.text).toContain('872,714')
      // a table for as many results as fit, each with all epochs
      const tables = lines.filter((line) => line.startsWith('epoch  '))
      expect(tables).toHaveLength(columns === 60 ? 2 : 1)
      expect(tables.join(' ').match(/loss|accuracy|learning_rate/g)).toHaveLength(5)
    }
  })

  test('saves models that load, with the state of the optimizer', async () => {
    for (const name of ['best.keras', 'last.keras']) {
      const model = await loadModel(join(folder, name))
      expect(model.countParams()).toBe(872_714)
      expect(model.optimizer?.variables.length).toBeGreaterThan(8)
      model.dispose()
    }
  })

  test('gives the same numbers for the same seed, and others for another', async () => {
    const numbers = (text: string) => jsonLines(text).map(({ seconds, totalSeconds, run, ...rest }) => rest)
    const words = 'train digits --limit 20 --epochs 1 --batch-size 9 --out run --json --seed'.split(' ')
    const short = (seed: string) =>
      withFolder(async (cwd) => numbers((await keratin([...words, seed], { cwd })).stdout).slice(1))
    const first = await short('5')
    expect(first).toHaveLength(2)
    expect(await short('5')).toEqual(first)
    expect(await short('6')).not.toEqual(first)
  })

  test('can be repeated from its configuration', async () => {
    const config = join(folder, 'config.json')
    const words = ['train', '--config', config, '--print-config']
    const { code, stdout } = await keratin(words)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual(await read(config))
  })
})

describe('the settings of a run', () => {
  test('are the file, over it the environment, over both the flags', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'run.json'), '{"epochs": 5, "batchSize": 7, "lr": 0.5, "data": "there"}')
      const words = [
        'train',
        'mnist',
        '--config',
        'run.json',
        '--print-config',
        '--lr',
        '0.25',
        '--seed',
        '1',
      ]
      const env = { KERATIN_BATCH_SIZE: '9', KERATIN_LR: '0.75' }
      const { code, stdout } = await keratin(words, { cwd, env })
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toEqual({
        recipe: 'mnist',
        data: join(cwd, 'there'),
        epochs: 5,
        batchSize: 9,
        lr: 0.25,
        valSplit: 0.1,
        seed: 1,
        engine: 'auto',
      })
      const withData = await keratin(words, { cwd, env: { KERATIN_DATA: '/elsewhere' } })
      expect(JSON.parse(withData.stdout)).not.toHaveProperty('data')
    }))

  test('of another recipe are refused', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'run.json'), '{"recipe": "digits"}')
      const { code, stderr } = await keratin(['train', 'mnist', '--config', 'run.json'], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('run.json is for the recipe "digits", not for "mnist"')
    }))

  test('without a seed have one drawn', async () => {
    const { stdout } = await keratin(['train', 'digits', '--print-config'])
    expect(JSON.parse(stdout).seed).toBeTypeOf('number')
  })
})

describe('a run that comes to nothing', () => {
  const quick = ['--limit', '40', '--epochs', '1', '--quiet']

  test('dry: trains a batch and writes nothing', () =>
    withFolder(async (cwd) => {
      const { code, stdout } = await keratin(['train', 'digits', ...quick, '--dry-run', '--json'], { cwd })
      expect(code).toBe(0)
      const events = jsonLines(stdout)
      expect(events.map((e) => e.event)).toEqual(['plan', 'result'])
      expect(await readdir(cwd)).toEqual([])
      const { held, process: whole } = events[1]!.memory as { held: number; process: number }
      // the weights and what Adam keeps of each
      expect(held).toBeGreaterThan(3 * 4 * 872_714)
      expect(whole).toBeGreaterThan(held)
    }))

  test('leaves nothing behind, neither files nor tensors', () =>
    withFolder(async (cwd) => {
      const before = tf.memory().numTensors
      const failures: [words: string[], code: number, message: RegExp][] = [
        [['train', 'mnist', '--data', 'nowhere'], 3, /error\[DATA\]: mnist: .*nowhere does not exist/],
        [
          ['train', 'mnist', '--data', import.meta.filename],
          3,
          /mnist: .*train\.test\.ts is a file. Expected: a folder/,
        ],
        [['train', 'images', '--data', import.meta.filename], 3, /is a file. Expected: a folder/],
        [['train', 'text', '--data', `${import.meta.dirname}/../../../package.json`], 3, /one JSON document/],
        [['train', 'text', '--data', import.meta.filename], 3, /which column.*Texts are read from tables/s],
        [['train', 'digits', '--data', '.'], 2, /error\[ARGUMENT\]: .*--data must be left out/],
        [['train', 'digits', '--variant', 'big'], 2, /--variant must be left out/],
        [['train', 'digits', '--limit', '1', '--val-split', '0.5'], 3, /leave none to train on/],
      ]
      for (const [words, expected, message] of failures) {
        const { code, stdout, stderr } = await keratin([...words, '--out', 'deep/run', '--quiet'], { cwd })
        expect([code, stdout], words.join(' ')).toEqual([expected, ''])
        expect(stderr).toMatch(message)
        expect(await readdir(cwd)).toEqual([])
      }
      expect(tf.memory().numTensors).toBe(before)
    }))

  test('that has diverged keeps its folder, which shows how', () =>
    withFolder(async (cwd) => {
      const words = ['train', 'digits', '--limit', '40', '--lr', '1e30', '--epochs', '1', '--out', 'deep/run']
      const { code, stderr } = await keratin([...words, '--quiet'], { cwd })
      expect(code).toBe(1)
      expect(stderr).toMatch(/error\[DIVERGED\]: .*--lr/)
      const files = await readdir(join(cwd, 'deep/run'))
      expect(files).toEqual(expect.arrayContaining(['config.json', 'history.jsonl', 'last.keras']))
      expect(files).not.toContain('run.lock')
    }))

  test('does not touch what is in its place', () =>
    withFolder(async (cwd) => {
      await mkdir(join(cwd, 'run'))
      await writeFile(join(cwd, 'run', 'best.keras'), 'precious')
      await writeFile(join(cwd, 'file'), 'precious')
      const full = await keratin(['train', 'digits', ...quick, '--out', 'run'], { cwd })
      expect(full.code).toBe(1)
      expect(full.stderr).toMatch(/^error\[FILE_UNWRITABLE\]: The folder .*run is not empty\. .*--force/)
      const file = await keratin(['train', 'digits', ...quick, '--out', 'file'], { cwd })
      expect(file.code).toBe(1)
      expect(file.stderr).toMatch(/^error\[FILE_UNWRITABLE\]: .*file is a file, not a folder/)
      const below = await keratin(['train', 'digits', ...quick, '--out', 'file/run'], { cwd })
      expect([below.code, below.stdout]).toEqual([1, ''])
      expect(await readFile(join(cwd, 'run', 'best.keras'), 'utf8')).toBe('precious')
      expect(await readFile(join(cwd, 'file'), 'utf8')).toBe('precious')
    }))

  test('with --force replaces a run, and without --out takes the next number', () =>
    withFolder(async (cwd) => {
      await mkdir(join(cwd, 'runs/digits-3'), { recursive: true })
      await writeFile(join(cwd, 'runs/digits-3/history.jsonl'), 'old')
      const numbered = await keratin(['train', 'digits', ...quick], { cwd })
      expect(numbered.stdout).toMatch(
        /^test accuracy [\d.e-]+, test loss [\d.]+ \(epoch 1 of 1\)\nruns\/digits-4\n$/,
      )
      const forced = await keratin(['train', 'digits', ...quick, '--out', 'runs/digits-3', '--force'], {
        cwd,
      })
      expect([forced.code, forced.stderr]).toEqual([0, expect.stringMatching(/^Epoch 1\/1 {2}.*\n$/)])
      expect(await readFile(join(cwd, 'runs/digits-3/history.jsonl'), 'utf8')).toMatch(/^\{"epoch":1,.*\}\n$/)
    }))
})
