import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programFolder, runProgram } from './program.js'

let engine: ReturnType<typeof programFolder>
beforeAll(() => {
  engine = programFolder()
})
afterAll(() => engine.remove())

const run = (code: string, env?: Record<string, string>) => runProgram(engine.folder, code, env)

it.each(['1', '2', '3'])(
  'a program on %s threads prints nothing of its own, gains no listeners and no global Worker, sees its own rejections, and ends by itself',
  (threads) => {
    const code = `
      const events = ['uncaughtException', 'unhandledRejection', 'exit', 'SIGINT']
      const state = () => JSON.stringify([events.map((e) => process.listenerCount(e)), typeof globalThis.Worker])
      const before = state()
      const { engineInfo, setEngine, tf } = await import('./lib/index.js')
      const x = tf.ones([300, 300])
      for (let i = 0; i < 30; i++) tf.matMul(x, x).dispose()
      // all threads start, and none fails, which would end the process
      while (!tf.backend().pool.ready) await new Promise((resolve) => setTimeout(resolve, 5))
      for (let i = 0; i < 30; i++) tf.matMul(x, x).dispose()
      console.log(before === state(), engineInfo().threads, tf.sum(tf.matMul(x, x)).dataSync()[0])
      process.on('unhandledRejection', (error) => console.log('mine:', error.message))
      Promise.reject(new Error('lost'))`
    expect(run(code, { KERATIN_THREADS: threads })).toEqual({
      stdout: `true ${threads} 27000000\nmine: lost\n`,
      stderr: '',
      status: 0,
    })
  },
)

describe('the environment', () => {
  it.each([
    ['KERATIN_ENGINE', 'wasn', 'UNKNOWN_NAME', 'Did you mean "wasm"?'],
    ['KERATIN_THREADS', 'many', 'ARGUMENT', 'an integer from 1 to 64'],
    ['KERATIN_THREADS', '0', 'ARGUMENT', 'an integer from 1 to 64'],
  ])('is refused with a wrong %s=%s', (name, value, code, words) => {
    const program = `
      await import('./lib/index.js').catch((error) => console.log(error.code, error.message))`
    const { stdout, stderr } = run(program, { [name]: value })
    expect(stdout).toContain(code)
    expect(stdout).toContain(words)
    expect(stderr).toBe('')
  })

  it.each(['auto', 'wasm', 'cpu'])(
    'chooses the engine, which is there at once, for require too: KERATIN_ENGINE=%s',
    (name) => {
      const code = `
      import { createRequire } from 'node:module'
      const { engineInfo, tf } = createRequire(import.meta.url)('./lib/index.js')
      console.log(engineInfo().engine, tf.add(1, 2).dataSync()[0])
      console.log((await import('./lib/index.js')).tf === tf)`
      const engineName = name === 'auto' ? 'wasm' : name
      expect(
        run(code, { KERATIN_ENGINE: name, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }),
      ).toEqual({
        stdout: `${engineName} 3\ntrue\n`,
        stderr: '',
        status: 0,
      })
    },
  )

  it.each([
    ['a tensor', 'tf.ones([2])', 'wasm'],
    ['whoever asks for its name', 'core.getBackend()', 'wasm'],
    ['whoever waits for it', 'await core.ready()', 'wasm'],
    ['a reset, and what comes after', 'tf.engine().reset(); tf.ones([2])', 'wasm'],
    ["TensorFlow.js' own choice, once", "await core.setBackend('wasm'); await setEngine('wasm')", 'wasm'],
    ['what comes after another was refused', "await setEngine('gpu').catch(() => {}); tf.ones([2])", 'wasm'],
    ['nobody, where another is chosen first', "await setEngine('cpu'); tf.ones([2])", 'cpu'],
    ['nobody, where another is set first', "await core.setBackend('cpu'); tf.ones([2])", 'cpu'],
  ])('starts the embedded engine, where none is named, when it is first used: by %s', (_, use, name) => {
    const code = `
      import { createRequire } from 'node:module'
      const { Memory } = WebAssembly
      let memories = 0
      WebAssembly.Memory = function (...given) {
        if (given[0].initial > 1) memories++
        return new Memory(...given)
      }
      const { setEngine, tf } = await import('./lib/index.js')
      const core = createRequire(import.meta.url)('@tensorflow/tfjs-core')
      const started = () => Object.keys(core.engine().registry).join()
      const before = started()
      ${use}
      console.log(before === '', started(), core.getBackend(), memories)`
    expect(run(code, { KERATIN_ENGINE: 'auto' })).toEqual({
      stdout: `true ${name} ${name} ${name === 'wasm' ? 1 : 0}\n`,
      stderr: '',
      status: 0,
    })
  })

  it('warns once, with the reason and the next step, where only the slow engine is left', () => {
    const code = `
      WebAssembly.Module = class { constructor() { throw new Error('no WebAssembly here') } }
      const { engineInfo, setEngine, tf } = await import('./lib/index.js')
      await setEngine('auto')
      console.log(engineInfo().engine, tf.add(1, 2).dataSync()[0])`
    const { stdout, stderr } = run(code, { KERATIN_ENGINE: 'auto' })
    // the native engine comes before it, where it is installed
    if (stdout === 'tensorflow 3\n') return
    expect(stdout).toBe('cpu 3\n')
    expect(stderr.split('\n')).toHaveLength(2)
    expect(stderr).toContain('no WebAssembly here')
    expect(stderr).toContain('KERATIN_ENGINE=cpu')
  })

  it('loads the cpu backend when it is first used, sets it right then, and says nothing where others load it', () => {
    const code = `
      import { createRequire } from 'node:module'
      const require = createRequire(import.meta.url)
      const { tf } = await import('./lib/index.js')
      const isThere = () => Object.keys(require.cache).some((file) => file.includes('tfjs-backend-cpu'))
      const before = isThere()
      require('@tensorflow/tfjs-backend-cpu')
      const core = require('@tensorflow/tfjs-core')
      await core.setBackend('cpu')
      // the package itself says NaN
      console.log(before, isThere(), core.getBackend(), core.mean(core.zeros([0])).dataSync()[0], core.max([]).dataSync()[0])
      await tf.setBackend('wasm')
      console.log(tf.complex([1], [2]).mul(tf.complex([1], [2])).dataSync().join())`
    expect(run(code)).toEqual({ stdout: 'false true cpu NaN -Infinity\n-3,4\n', stderr: '', status: 0 })
  })
})

describe('without shared memory', () => {
  it('the engine computes on one thread', () => {
    const code = `
      delete globalThis.SharedArrayBuffer
      const { engineInfo, tf } = await import('./lib/index.js')
      const x = tf.ones([200, 200])
      console.log(engineInfo().threads, tf.sum(tf.matMul(x, x)).dataSync()[0])`
    expect(run(code)).toEqual({ stdout: '1 8000000\n', stderr: '', status: 0 })
  })
})

/** A program with a thread, which registers gradients anew at its end, as @tensorflow/tfjs does when it is loaded. */
const withThread = `
  import { isMainThread, Worker, parentPort } from 'node:worker_threads'
  const { tf } = await import('./lib/index.js')
  const x = tf.ones([200, 200])
  const sum = tf.sum(tf.matMul(x, x)).dataSync()[0]
  if (!isMainThread) parentPort.postMessage(sum)
  else new Worker(new URL(import.meta.url)).on('message', (other) => {
    console.log(other === sum)
    const own = tf.getGradient('BatchMatMul')
    for (const { kernelName } of [...tf.getKernelsForBackend('cpu'), ...tf.getKernelsForBackend('wasm')])
      if (tf.getGradient(kernelName)) tf.registerGradient({ ...tf.getGradient(kernelName) })
    console.log(own === tf.getGradient('BatchMatMul'))
    const slope = tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([3])).dataSync()[0]
    console.log(slope, own === tf.getGradient('BatchMatMul'))
  })`

describe('a program with a thread', () => {
  let said: ReturnType<typeof run>
  beforeAll(() => {
    said = run(withThread)
  })

  it('has an engine in each', () => {
    expect(said).toMatchObject({ stdout: expect.stringMatching(/^true\n/), stderr: '', status: 0 })
  })

  it('keeps its gradients when @tensorflow/tfjs is loaded later', () => {
    expect(said.stdout).toMatch(/\nfalse\n6 true\n$/)
  })
})
