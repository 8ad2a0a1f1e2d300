import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { drawAnywhere } from '../../harness/share.js'
import { keratin, TextCapture, withFolder } from '../harness.js'
import { kinds, outcomeOf } from './kinds-of-run.js'

/** A stream that does something whenever an epoch is told. */
class EachEpoch extends TextCapture {
  constructor(readonly then: (epoch: number) => void) {
    super()
  }
  override write(text: string): boolean {
    const epoch = /^Epoch (\d+)/.exec(text)?.[1]
    if (epoch !== undefined) this.then(Number(epoch))
    return super.write(text)
  }
}

/** A signal that is aborted when it has been looked at so many times: in the same place of every run. */
function abortedAfter(looks: number): AbortSignal {
  const controller = new AbortController()
  let left = looks
  return new Proxy(controller.signal, {
    get(signal, key) {
      if (key === 'aborted' && left-- <= 0) controller.abort()
      const value = Reflect.get(signal, key, signal)
      return typeof value === 'function' ? value.bind(signal) : value
    },
  })
}

const isFull = process.env.KERATIN_TEST_FULL === '1'

describe('keratin train --resume', () => {
  // each takes seconds: the seed of the run draws half of them
  test.each(Object.keys(kinds).filter(drawAnywhere('resumed runs', 2)))(
    'goes on with the same weights, to the bit: %s',
    (kind) =>
      withFolder(async (cwd) => {
        vi.stubEnv('XDG_CACHE_HOME', join(cwd, 'cache'))
        vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
        const { words, prepare } = kinds[kind]!
        await prepare(cwd)
        const begin = ['train', ...words.split(' '), '--out', 'run']
        // what is on the disk when an epoch is told, before its state is kept, is what kill -9 would leave there
        const moments: string[] = []
        const stderr = new EachEpoch((epoch) => {
          moments.push(`killed-${epoch}`)
          cpSync(join(cwd, 'run'), join(cwd, `killed-${epoch}`), { recursive: true })
        })
        const first = await keratin(begin, { cwd, stderr })
        expect(first.code, stderr.text).toBe(0)
        const whole = await outcomeOf(join(cwd, 'run'))
        for (const run of isFull ? moments : moments.slice(-1)) {
          const { code, stderr: said } = await keratin(['train', '--resume', run], { cwd })
          expect(code, said).toBe(0)
          const { result, ...rest } = await outcomeOf(join(cwd, run))
          expect({ ...rest, result: { ...result, run: 'run' } }).toEqual(whole)
        }
        // interrupted again and again, within epochs, between them and in the test at the end
        const again = ['train', ...words.split(' '), '--out', 'again']
        let interrupted = 0
        for (let looks = 9; ; looks += isFull ? 3 : 20) {
          const begun = existsSync(join(cwd, 'again/config.json'))
          const line = begun ? ['train', '--resume', 'again'] : again
          const { code, stderr: said } = await keratin(line, { cwd, signal: abortedAfter(looks) })
          if (code === 0) break
          expect([code, said]).toEqual([130, expect.any(String)])
          if (/^Interrupted after/m.test(said)) interrupted++
          if (existsSync(join(cwd, 'again/config.json')))
            expect(said).toContain('Go on with: keratin train --resume again')
        }
        expect(interrupted).toBeGreaterThan(0)
        const { result, ...rest } = await outcomeOf(join(cwd, 'again'))
        expect({ ...rest, result: { ...result, run: 'run' } }).toEqual(whole)
      }),
  )

  test('a run that could not be written goes on from its last whole epoch', () =>
    withFolder(async (cwd) => {
      await kinds.text!.prepare(cwd)
      const words = `train ${kinds.text!.words} --quiet --out`.split(' ')
      expect(await keratin([...words, 'whole'], { cwd })).toMatchObject({ code: 0 })
      const stderr = new EachEpoch((epoch) => {
        if (epoch > 1) return
        rmSync(join(cwd, 'run/last.keras'))
        mkdirSync(join(cwd, 'run/last.keras'))
      })
      expect((await keratin([...words, 'run'], { cwd, stderr })).code).toBe(1)
      expect(stderr.text).toMatch(
        /error\[FILE_UNWRITABLE\]: Cannot write .*run\/last\.keras: .* Then go on with: keratin train --resume run\n$/,
      )
      rmSync(join(cwd, 'run/last.keras'), { recursive: true })
      expect(await keratin(['train', '--resume', 'run', '--quiet'], { cwd })).toMatchObject({ code: 0 })
      const { result, ...rest } = await outcomeOf(join(cwd, 'run'))
      expect({ ...rest, result: { ...result, run: 'whole' } }).toEqual(await outcomeOf(join(cwd, 'whole')))
    }))

  test('takes no other settings, and no folder without a run; those of the environment are passed over', () =>
    withFolder(async (cwd) => {
      mkdirSync(join(cwd, 'run'))
      const config = {
        recipe: 'digits',
        limit: 20,
        epochs: 1,
        batchSize: 10,
        lr: 0.001,
        valSplit: 0.1,
        seed: 4,
        engine: 'auto',
      }
      writeFileSync(join(cwd, 'run/config.json'), JSON.stringify(config))
      const { code, stderr } = await keratin(['train', '--resume', 'run', '--epochs', '9'], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('--epochs cannot be 9. It was 1.')
      const other = await keratin(['train', 'mnist', '--resume', 'run'], { cwd })
      expect(other.stderr).toContain('the recipe cannot be mnist. It was digits.')
      const none = await keratin(['train', '--resume', 'nowhere'], { cwd })
      expect(none.code).toBe(3)
      expect(none.stderr).toContain('nowhere')
      const env = { KERATIN_EPOCHS: '7', KERATIN_SEED: '4' }
      const passed = await keratin(['train', '--resume', 'run'], { cwd, env })
      expect(passed.code, passed.stderr).toBe(0)
      expect(passed.stderr).toContain(
        'KERATIN_EPOCHS is passed over: the run goes on as it was set, with epochs 1.',
      )
      expect(passed.stderr).not.toContain('KERATIN_SEED')
      expect(passed.stdout).toContain('(epoch 1 of 1)')
      const again = await keratin(['train', '--resume', 'run'], { cwd })
      expect(again.code).toBe(0)
      expect(again.stderr).toContain('The run in run is complete')
    }))
})
