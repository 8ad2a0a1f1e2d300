import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fitToTime } from '../../../src/cli/train/fit-to-time.js'
import { keratin, withFolder } from '../harness.js'
import { kinds, outcomeOf } from './kinds-of-run.js'

const words = 'text --data texts.csv --batch-size 4 --seed 6'

describe('a run whose settings are measured', () => {
  test('is the same as one that is told what was found, and can be gone on with before it is', () =>
    withFolder(async (cwd) => {
      await kinds.text!.prepare(cwd)
      const line = `train ${words} --lr find --minutes 0.02 --out run`
      const { code, stderr, stdout } = await keratin(line.split(' '), { cwd })
      expect(code, stderr).toBe(0)
      expect(stderr).toMatch(/^settings {2}0.02 minutes, batch size 4, learning rate to be found/m)
      expect(stderr).toMatch(/^The loss falls fastest with a learning rate of /m)
      expect(stderr).toMatch(/^0.02 minutes leave \d+s to train: \d+ epochs?/m)
      expect(stderr.match(/^model /gm)).toHaveLength(1)
      expect(stdout).toContain('test accuracy')
      const read = (file: string) => readFileSync(join(cwd, file), 'utf8')
      const config = JSON.parse(read('run/config.json'))
      expect(config).toMatchObject({ minutes: 0.02, lr: expect.any(Number), epochs: expect.any(Number) })
      expect(read('run/learning-rate.txt')).toMatch(/rate\tloss\tsmoothed\n/)
      expect(read('run/learning-rate.svg')).toContain('<svg')
      const again = await keratin('train --config run/config.json --out again'.split(' '), { cwd })
      expect(again.code, again.stderr).toBe(0)
      expect(readdirSync(join(cwd, 'again'))).not.toContain('learning-rate.txt')
      const [first, second] = [await outcomeOf(join(cwd, 'run')), await outcomeOf(join(cwd, 'again'))]
      expect([second.weights, second.history]).toEqual([first.weights, first.history])
      // one that was killed while the rate was tried finds the same
      await mkdir(join(cwd, 'killed'))
      const { minutes: _, stepsPerEpoch: __, ...rest } = config
      await writeFile(join(cwd, 'killed/config.json'), JSON.stringify({ ...rest, lr: 'find', epochs: 1 }))
      const resumed = await keratin('train --resume killed'.split(' '), { cwd })
      expect(resumed.code, resumed.stderr).toBe(0)
      expect(JSON.parse(read('killed/config.json')).lr).toBe(config.lr)
    }))

  test('takes no epochs beside a time, and no time beside an unfrozen base', async () => {
    const fails = async (line: string) => (await keratin(['train', ...line.split(' ')])).stderr
    expect(await fails('digits --minutes 1 --epochs 3')).toContain('--epochs must be left out with --minutes')
    expect(await fails('images --base x.keras --unfreeze 2 --minutes 1')).toContain(
      '--minutes must be left out with --unfreeze',
    )
    expect(await fails('digits --lr found')).toContain('--lr must be a number above 0')
    expect(await fails('digits --minutes 0')).toContain('--minutes must be a number above 0')
  })

  test('has as many epochs as fit into the time, or a part of one', () => {
    const measured = { pace: 0.1, steps: 100, perEpoch: 2 }
    expect(fitToTime(60, measured)).toEqual({ epochs: 5 })
    expect(fitToTime(12, measured)).toEqual({ epochs: 1 })
    expect(fitToTime(11.9, measured)).toEqual({ epochs: 1, stepsPerEpoch: 99 })
    expect(fitToTime(4, measured)).toEqual({ epochs: 1, stepsPerEpoch: 20 })
    expect(fitToTime(-3, measured)).toEqual({ epochs: 1, stepsPerEpoch: 1 })
  })
})
