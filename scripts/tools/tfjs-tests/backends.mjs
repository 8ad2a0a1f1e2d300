// The backends that the tests can run on.
import { guardHeap } from '../heap-guard.mjs'

const dist = (file) => import(new URL(`../../../dist/src/engine/${file}`, import.meta.url))

/** TensorFlow.js' own WASM backend, in the binary that the engine uses too. */
async function stock(tf) {
  const { BackendWasm } = await import('@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js')
  await import('@tensorflow/tfjs-backend-wasm')
  const { loadBinary } = await dist('wasm/load.js')
  const make = async () => {
    const { wasm } = await loadBinary(false)
    // Emscripten's stubs put the real function in their place on their first call
    wasm._free(wasm._malloc(1))
    return new BackendWasm(wasm)
  }
  const register = () => {
    tf.removeBackend('wasm')
    tf.registerBackend('wasm', make, 3)
  }
  register()
  return register
}

async function keratin() {
  process.env.KERATIN_ENGINE = 'wasm'
  process.env.KERATIN_THREADS ??= '1'
  await dist('index.js')
  const { registerWasm } = await dist('wasm/register.js')
  return registerWasm
}

/**
 * Makes a backend known to TensorFlow.js.
 *
 * @param name `wasm` (the engine's), `stock-wasm` or `cpu`
 * @returns its name in TensorFlow.js, `watch()`, which puts borders around blocks of its memory from now on, `check()`,
 *   which tells what was written outside of them, and `renew()`, which puts a fresh backend in its place
 */
export async function loadBackend(name, tf) {
  if (name === 'cpu') {
    await dist('tf.js')
    return { backendName: 'cpu', watch() {}, check: () => [], async renew() {} }
  }
  const register = name === 'wasm' ? await keratin() : await stock(tf)
  // blocks of Keratin's backend are whole vectors long
  const slack = name === 'wasm' ? 32 : 0
  let watched
  let guard
  return {
    backendName: 'wasm',
    watch() {
      const { wasm } = tf.backend()
      if (wasm === watched) return
      watched = wasm
      guard = guardHeap(wasm, { slack })
    },
    check: () => guard.check(),
    async renew() {
      // a wrecked one cannot be taken down
      tf.backend().dispose = () => {}
      await register()
      await tf.setBackend('wasm')
    },
  }
}
