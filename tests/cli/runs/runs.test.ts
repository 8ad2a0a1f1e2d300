import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sparkline } from '../../../src/cli/runs/show.js'
import { RunLock } from '../../../src/cli/train/run-lock.js'
import { keratin, TextCapture, withFolder } from '../harness.js'

interface Written {
  recipe?: string
  settings?: object
  /** The validation loss and accuracy of each epoch. */
  epochs?: (readonly [loss: number | null, accuracy: number])[]
  status?: 'completed' | 'interrupted'
  more?: Record<string, string>
}

let minutes = 0

/** A run folder as keratin train writes it, but for the models. */
async function writeRun(
  folder: string,
  { recipe = 'mnist', settings = {}, epochs = [], status, more = {} }: Written = {},
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const config = { recipe, epochs: 3, batchSize: 64, lr: 0.001, seed: 1, ...settings }
  const lines = epochs.map(([loss, accuracy], i) =>
    JSON.stringify({ epoch: i + 1, loss, accuracy, val_loss: loss, val_accuracy: accuracy, seconds: 1 }),
  )
  const files: Record<string, string> = {
    'config.json': JSON.stringify(config),
    ...(lines.length > 0 && { 'history.jsonl': `${lines.join('\n')}\n` }),
    ...(status && {
      'result.json': JSON.stringify({ status, test: { loss: 0.3, accuracy: 0.9 }, seconds: 75 }),
    }),
    ...more,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  // each begins a minute after the one before
  const began = new Date(Date.UTC(2026, 0, 1, 0, minutes++))
  await utimes(join(folder, 'config.json'), began, began)
}

const good: Written = { epochs: [[0.5, 0.8], [0.2, 0.9], [0.3, 0.95]], status: 'completed' } // biome-ignore format: epochs

/** Six runs in all states. */
async function writeAll(cwd: string): Promise<void> {
  const runs = join(cwd, 'runs')
  await writeRun(join(runs, 'mnist-1'), good)
  await writeRun(join(runs, 'mnist-2'), {
    ...good,
    settings: { lr: 0.01, variant: 'a' },
    more: { '.last.keras.ab.tmp': 'x' },
  })
  await writeRun(join(runs, 'mnist-3'), { epochs: [[0.5, 0.8]], status: 'interrupted' })
  await writeRun(join(runs, 'mnist-4'), { epochs: [[0.5, 0.8], [null, 0.1]] }) // biome-ignore format: epochs
  await writeRun(join(runs, 'mnist-5'))
  await writeRun(join(runs, 'mnist-6'), { more: { 'backup.bin': 'x' } })
  await writeRun(join(runs, 'odd'), { more: { 'history.jsonl': 'no JSON' } })
  await mkdir(join(runs, 'notes'))
}

describe('keratin runs', () => {
  it('list tells how far runs came and how well they do, the newest first', () =>
    withFolder(async (cwd) => {
      expect(await keratin(['runs', 'list'], { cwd })).toMatchObject({
        code: 0,
        stdout: '',
        stderr: expect.stringContaining('no runs in runs'),
      })
      expect(await keratin(['runs', 'list', '--dir', 'none'], { cwd })).toMatchObject({ code: 3 })
      await writeAll(cwd)
      const lock = await RunLock.take(join(cwd, 'runs/mnist-5'))
      const { stdout } = await keratin(['runs', 'list', '--json'], { cwd })
      await lock.release()
      const { runs } = JSON.parse(stdout)
      expect(runs.map(({ run, state }: { run: string; state: string }) => `${run} ${state}`)).toEqual([
        'runs/odd damaged',
        'runs/mnist-6 stopped',
        'runs/mnist-5 training',
        'runs/mnist-4 diverged',
        'runs/mnist-3 interrupted',
        'runs/mnist-2 finished',
        'runs/mnist-1 finished',
      ])
      expect(runs[5]).toMatchObject({
        recipe: 'mnist',
        variant: 'a',
        epochs: { done: 3, planned: 3 },
        monitor: 'val_loss',
        best: { epoch: 2, val_loss: 0.2 },
        test: { accuracy: 0.9 },
        seconds: 75,
        leftovers: ['.last.keras.ab.tmp'],
      })
      const table = (await keratin(['runs', 'list'], { cwd })).stdout.split('\n')
      expect(table[0]).toMatch(/^run +recipe +began +state +epochs +best +size$/)
      expect(table[7]).toMatch(
        /^runs\/mnist-1 +mnist +2\S+ \S+ +finished +3\/3 +val_loss 0\.2000 \(epoch 2\), test accuracy 0\.9000 +\d+ B$/,
      )
    }))

  it('show tells all of one, compare what differs', () =>
    withFolder(async (cwd) => {
      await writeAll(cwd)
      const shown = await keratin(['runs', 'show', 'runs/mnist-1'], { cwd })
      expect(shown.stdout).toMatch(/state +finished\n/)
      expect(shown.stdout).toMatch(/\nbatchSize +64\n/)
      expect(shown.stdout).toMatch(/\n2 \* +0\.2000 +0\.9000 +0\.2000 +0\.9000\n/)
      const one = JSON.parse((await keratin(['runs', 'show', 'runs/mnist-1', '--json'], { cwd })).stdout)
      expect(one).toMatchObject({
        run: 'runs/mnist-1',
        settings: { lr: 0.001 },
        history: [{}, { epoch: 2 }, {}],
      })
      const words = ['runs', 'compare', 'runs/mnist-1', 'runs/mnist-2', 'runs/mnist-3']
      const compared = JSON.parse((await keratin([...words, '--json'], { cwd })).stdout)
      expect(compared.settings).toEqual({ lr: [0.001, 0.01, 0.001], variant: [null, 'a', null] })
      expect(compared.results).toMatchObject({
        val_loss: [0.2, 0.2, 0.5],
        'test accuracy': [0.9, 0.9, 0.9],
        'best epoch': [2, 2, 1],
        epochs: [3, 3, 1],
      })
      const { stdout } = await keratin(words, { cwd })
      expect(stdout).toMatch(/\nlr +0\.001 +0\.01 +0\.001\n/)
      expect(stdout).toMatch(/\nseconds +1:15 +1:15 +1:15\n/)
      expect(await keratin(['runs', 'compare', 'runs/mnist-1'], { cwd })).toMatchObject({ code: 2 })
      expect((await keratin(['runs', 'show', 'runs/notes'], { cwd })).stderr).toContain('keratin runs list')
      expect((await keratin(['runs', 'show', 'runs/odd'], { cwd })).stderr).toContain('history.jsonl, line 1')
    }))

  it('clean removes what came to nothing, and never what is being trained', () =>
    withFolder(async (cwd) => {
      await writeAll(cwd)
      const names = () => readdir(join(cwd, 'runs'))
      const before = await names()
      const planned = await keratin(['runs', 'clean', '--dry-run', '--keep', '1', '--json'], { cwd })
      expect(
        JSON.parse(planned.stdout).removed.map(
          ({ run, what }: { run: string; what: string }) => `${run} ${what}`,
        ),
      ).toEqual(['runs/mnist-5 run', 'runs/mnist-4 run', 'runs/mnist-2 leftovers', 'runs/mnist-1 run'])
      // nobody can be asked
      expect(await keratin(['runs', 'clean'], { cwd })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--yes'),
      })
      expect(await names()).toEqual(before)

      const asked = (answer: string) => {
        const stdin = Object.assign((async function* () { yield answer })(), { isTTY: true }) // biome-ignore format: a line
        return keratin(['runs', 'clean'], { cwd, stdin, stderr: new TextCapture(true) })
      }
      await asked('n\n')
      expect(await names()).toEqual(before)
      const lock = await RunLock.take(join(cwd, 'runs/mnist-5'))
      await asked('y\n')
      await lock.release()
      // the one that was being trained stays, and so do files of one's own
      expect(await names()).toEqual(['mnist-1', 'mnist-2', 'mnist-3', 'mnist-5', 'mnist-6', 'notes', 'odd'])
      expect(await readdir(join(cwd, 'runs/mnist-2'))).toEqual([
        'config.json',
        'history.jsonl',
        'result.json',
      ])

      await writeFile(join(cwd, 'runs/mnist-3/notes.txt'), 'mine')
      const events = join(cwd, 'runs/mnist-3/tensorboard/train')
      await mkdir(events, { recursive: true })
      await writeFile(join(events, 'events.out.tfevents.1.keratin-a.0000'), '')
      const named = await keratin(['runs', 'clean', 'runs/mnist-3', 'runs/mnist-5'], { cwd })
      expect([named.code, named.stdout]).toEqual([
        0,
        'removed the files of runs/mnist-3; what is not of the run stays: notes.txt\nremoved runs/mnist-5\n',
      ])
      expect(await readdir(join(cwd, 'runs/mnist-3'))).toEqual(['notes.txt'])
      await keratin(['runs', 'clean', '--keep', '1', '--yes'], { cwd })
      expect(await names()).toEqual(['mnist-2', 'mnist-3', 'mnist-6', 'notes', 'odd'])
      const held = await RunLock.take(join(cwd, 'runs/mnist-2'))
      expect(await keratin(['runs', 'clean', 'runs/mnist-2'], { cwd })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('A training is running'),
      })
      await held.release()
      expect(await keratin(['runs', 'clean', 'runs/notes'], { cwd })).toMatchObject({ code: 3 })
    }))
})

it('a small curve is as high as its values', () => {
  expect(sparkline([0, 1, null, 0.5])).toBe('▁█ ▅')
  expect(sparkline([2, 2])).toBe('▁▁')
  expect(sparkline(Array.from({ length: 100 }, (_, i) => i))).toHaveLength(24)
})
