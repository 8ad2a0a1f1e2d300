import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.js'
import { loadModel } from '../../src/saving/index.js'
import { fewTexts, type Outcome, TextCapture, trainTexts, withFolder } from './harness.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const bin = path('../../bin/keratin.js')

interface Started {
  child: ChildProcess
  done: Promise<Outcome & { signal: string | null }>
}

function start(
  words: readonly string[],
  cwd: string,
  onText?: (text: string, child: ChildProcess) => void,
  more: NodeJS.ProcessEnv = {},
): Started {
  const env = { ...process.env, KERATIN_ENGINE: '', KERATIN_CURVES: 'svg', ...more }
  const child = spawn(process.execPath, [bin, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout!.on('data', (d) => {
    stdout += d
    onText?.(stdout, child)
  })
  child.stderr!.on('data', (d) => {
    stderr += d
  })
  const done = new Promise<Outcome & { signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code: code ?? -1, signal, stdout, stderr }))
  })
  return { child, done }
}

describe('bin/keratin.js', () => {
  test('shows help without loading TensorFlow.js', () =>
    withFolder(async (cwd) => {
      const loaded = await start(['train', '--help'], cwd).done
      expect([loaded.code, loaded.stderr]).toEqual([0, ''])
      expect(loaded.stdout).toMatch(/^Usage: keratin train/)
      const probe = `
        import { run } from ${JSON.stringify(path('../../dist/src/cli/run.js'))}
        await run(['train', '--help'], { stdout: { write() {} } })
        const names = process.report.getReport().sharedObjects.join()
        process.stdout.write(String(globalThis._tfengine === undefined && !names.includes('sharp')))`
      const child = spawn(process.execPath, ['--input-type=module', '-e', probe], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let text = ''
      for await (const piece of child.stdout) text += piece
      expect(text).toBe('true')
    }))

  test('shows the help that the build kept where it is the same', () =>
    withFolder(async (cwd) => {
      const texts = JSON.parse(await readFile(path('../../dist/lib/help.json'), 'utf8'))
      expect(Object.keys(texts)).toEqual(['80', '100', '110'])
      for (const [columns, text] of Object.entries(texts)) {
        const stdout = new TextCapture(false, Number(columns))
        await run(['--help'], { stdout, env: {} })
        expect(text).toBe(stdout.text)
      }
      const env = { XDG_CACHE_HOME: cwd }
      expect(await start([], cwd, undefined, env).done).toMatchObject({
        code: 0,
        stdout: texts[100],
        stderr: '',
      })
      // nothing was compiled that is worth keeping
      expect(await readdir(cwd)).toEqual([])
    }))

  test.runIf(process.platform === 'linux')('keeps compiled code, and does without', () =>
    withFolder(async (cwd) => {
      const version = async (cache: string) => {
        const { code, stdout, stderr } = await start(['--version'], cwd, undefined, { XDG_CACHE_HOME: cache })
          .done
        expect([code, stderr]).toEqual([0, ''])
        return stdout
      }
      const file = join(cwd, `keratin/code/help-${process.version}`)
      const said = await version(cwd)
      expect(said).toMatch(/^\d+\.\d+\.\d+\n$/)
      const whole = await readFile(file)
      expect(whole.length).toBeGreaterThan(10_000)
      // what is damaged is made anew
      await writeFile(file, Buffer.from(whole).fill(7, 5000))
      expect(await version(cwd)).toBe(said)
      expect((await readFile(file)).subarray(5000, 5100)).not.toEqual(Buffer.alloc(100, 7))
      // what is whole is left as it is
      const { mtimeMs } = await stat(file)
      expect(await version(cwd)).toBe(said)
      expect((await stat(file)).mtimeMs).toBe(mtimeMs)
      expect(await version('/dev/null')).toBe(said)
    }),
  )

  test('packages that need TensorFlow.js find the one that it works with', () =>
    withFolder(async (cwd) => {
      const probe = `
        const { createRequire } = require('node:module')
        const there = createRequire(${JSON.stringify(path('../../dist/lib/start.cjs'))})
        process.argv.push('keratin', 'engine', 'list')
        there('./start.cjs').start(process.argv.slice(2), (url) => import(url)).then(() => {
          const core = there('@tensorflow/tfjs-core')
          const own = globalThis._tfGlobals.get('Tensor')
          process.stderr.write([core.Tensor === own, core.getBackend()].join(' '))
        })`
      const child = spawn(process.execPath, ['-e', probe], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
      let text = ''
      for await (const piece of child.stderr) text += piece
      expect(text).toBe('true wasm')
    }))

  test('ends with the exit code', () =>
    withFolder(async (cwd) => {
      const { code, stdout, stderr } = await start(['train', 'minst'], cwd).done
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain('Did you mean "mnist"?')
    }))

  test('trains, and reads the model again', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'texts.csv'), fewTexts)
      const trained = await start(`${trainTexts} --epochs 1 --out run --quiet --json`.split(' '), cwd).done
      expect([trained.code, trained.stderr]).toEqual([0, ''])
      const summary = await start(['summary', 'run'], cwd).done
      expect([summary.code, summary.stderr]).toEqual([0, ''])
      expect(summary.stdout).toMatch(/Total params: 465 /)
    }))

  test('Ctrl-C saves the model and ends with 130', () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'texts.csv'), fewTexts)
      let sent = false
      const words = `${trainTexts} --epochs 5000 --out run --json --quiet`.split(' ')
      const { code, signal, stdout } = await start(words, cwd, (text, child) => {
        if (sent || !text.includes('"event":"epoch"')) return
        sent = true
        child.kill('SIGINT')
      }).done
      expect([code, signal]).toEqual([130, null])
      expect(stdout).toContain('"status":"interrupted"')
      expect(await readdir(join(cwd, 'run'))).toContain('result.json')
      const model = await loadModel(join(cwd, 'run/last.keras'))
      expect(model.countParams()).toBe(465)
      model.dispose()
    }))

  // a limit on the size of files is as good as a full disk
  test.runIf(process.platform === 'linux')(
    'a model that cannot be written ends the run, and nothing is left',
    () =>
      withFolder(async (cwd) => {
        await writeFile(join(cwd, 'texts.csv'), fewTexts)
        const line = `ulimit -f 12; exec "${process.execPath}" "${bin}" ${trainTexts} --epochs 1 --out run --quiet`
        const env = { ...process.env, KERATIN_CURVES: 'svg' }
        const child = spawn('bash', ['-c', line], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
        let stderr = ''
        for await (const piece of child.stderr) stderr += piece
        expect(stderr).toMatch(/^error\[FILE_UNWRITABLE\]: Cannot write .*run\/last\.keras: /)
        expect(stderr.trimEnd().split('\n')).toHaveLength(1)
        expect(await readdir(cwd)).toEqual(['texts.csv'])
      }),
  )

  test('a second Ctrl-C ends at once', () =>
    withFolder(async (cwd) => {
      const words = 'train digits --limit 500 --batch-size 500 --epochs 500 --out run --json --quiet'.split(
        ' ',
      )
      let sent = false
      const { code } = await start(words, cwd, (text, child) => {
        if (sent || !text.includes('"event":"plan"')) return
        sent = true
        child.kill('SIGINT')
        setTimeout(() => child.kill('SIGINT'), 50)
      }).done
      expect(code).toBe(130)
    }))
})
