import { dirname } from 'node:path'
import { compileFunction } from 'node:vm'
import { packageFile, readPackageFile, requireHere } from '../../support/package-file.js'
import type { KernelExports } from './exports.js'
import type { Observer, StockFunction } from './observer.js'

/** What Keratin uses of the Emscripten module of TensorFlow.js' WASM backend. */
export interface EmscriptenModule {
  _malloc(bytes: number): number
  _free(address: number): void
  HEAPU8: Uint8Array
  asm: { memory: WebAssembly.Memory }
  cwrap(name: string, returns: string | null, args: string[]): (...args: number[]) => number
  tfjs: Record<string, (...args: number[]) => number>
  /** Sees the calls of its kernels. */
  observer?: Observer | undefined
}

export interface LoadedBinary {
  wasm: EmscriptenModule
  memory: WebAssembly.Memory
}

/** 4 GiB, what a 32-bit address reaches. */
const MAXIMUM_PAGES = 65536
const INITIAL_PAGES = 1024

/** Whether threads can work in one memory: some hosts have no shared memory, or too little address space for it. */
export function canShareMemory(): boolean {
  try {
    new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true })
    return typeof SharedArrayBuffer !== 'undefined'
  } catch {
    return false
  }
}

const fileOf = (name: string): string => packageFile(name, 'engine/wasm/binary')
const compile = (name: string) => new WebAssembly.Module(readPackageFile(fileOf(name)))

/**
 * Loads the binary that ships with @tensorflow/tfjs-backend-wasm; at once, so that \`require\` can load Keratin.
 *
 * @param shared the threaded binary on memory that worker threads can share, else the plain SIMD binary
 * @param maximumPages of 64 KiB, how far the shared memory may grow
 */
export function loadBinary(shared: boolean, maximumPages = MAXIMUM_PAGES): LoadedBinary {
  const glue = shared ? 'tfjs-backend-wasm-threaded-simd.js' : 'tfjs-backend-wasm.js'
  const binary = shared ? 'tfjs-backend-wasm-threaded-simd.wasm' : 'tfjs-backend-wasm-simd.wasm'
  const wasmMemory = shared
    ? new WebAssembly.Memory({
        initial: Math.min(INITIAL_PAGES, maximumPages),
        maximum: maximumPages,
        shared: true,
      })
    : undefined
  const wasm = startGlue(fileOf(glue), compile(binary), wasmMemory)
  wasm.tfjs = {
    init: wasm.cwrap('init', null, []),
    initWithThreadsCount: wasm.cwrap('init_with_threads_count', null, ['number']),
    getThreadsCount: wasm.cwrap('get_threads_count', 'number', []),
    registerTensor: wasm.cwrap('register_tensor', null, ['number', 'number', 'number']),
    disposeData: wasm.cwrap('dispose_data', null, ['number']),
    dispose: wasm.cwrap('dispose', null, []),
  }
  showCalls(wasm)
  return { wasm, memory: wasmMemory ?? wasm.asm.memory }
}

/** Lets the observer see the calls of kernels, which ask for their functions when they are set up. */
function showCalls(wasm: EmscriptenModule): void {
  const wrap = wasm.cwrap.bind(wasm)
  wasm.cwrap = (name, returns, args) => {
    const run = wrap(name, returns, args)
    return (...given) => {
      wasm.observer?.stock(name, run as StockFunction, given, returns !== null)
      return run(...given)
    }
  }
}

/** The AssemblyScript kernels on that memory, and their module for other threads to bind to it. */
export function bindKernels(shared: boolean, memory: WebAssembly.Memory) {
  const module = compile(`kernels${shared ? '.shared' : ''}.wasm`)
  const { exports } = new WebAssembly.Instance(module, { env: { memory, now: () => performance.now() } })
  return { module, kernels: exports as unknown as KernelExports }
}

/** Emscripten fills the options that it is given: they become the module. */
type Factory = (options: Record<string, unknown>) => unknown

/** Starts the module. Emscripten promises it for later, but all it would wait for has happened by then. */
function startGlue(
  file: string,
  module: WebAssembly.Module,
  wasmMemory?: WebAssembly.Memory,
): EmscriptenModule {
  let failure: unknown
  const wasm: Record<string, unknown> = {
    ...(wasmMemory && { wasmMemory }),
    instantiateWasm(
      imports: ConstructorParameters<typeof WebAssembly.Instance>[1],
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) {
      try {
        const instance = new WebAssembly.Instance(module, imports)
        receive(instance, module)
        return instance.exports
      } catch (error) {
        // thrown from here, Emscripten would try again by itself, later
        failure = error
        return {}
      }
    },
  }
  evaluateGlue(file)(wasm)
  if (failure) throw failure
  if (!wasm.calledRun) throw new Error('the WASM backend did not start at once')
  return wasm as unknown as EmscriptenModule
}

/**
 * Runs Emscripten's glue code with a `process`, `global` and `require` of its own. Left alone it installs
 * process-wide uncaughtException and unhandledRejection listeners that turn every rejection into a crash, replaces
 * `global.Worker`, and starts eight threads that nobody uses: our kernels run on our own pool.
 */
function evaluateGlue(file: string): Factory {
  const module = { exports: {} as Factory }
  const quietProcess = {
    __proto__: process,
    on: () => quietProcess,
    listeners: () => [],
    removeListener: () => quietProcess,
    hrtime: process.hrtime,
    exit: (status: number) => {
      throw new Error(`the WASM backend tried to end the process with status ${status}`)
    },
  }
  const localRequire = (name: string) =>
    name === 'worker_threads' ? { Worker: IdleWorker } : requireHere(name)
  const globalObject = { __proto__: globalThis, Worker: IdleWorker }
  const parameters = [
    'module',
    'exports',
    'require',
    '__filename',
    '__dirname',
    'process',
    'global',
    'Worker',
  ]
  const run = compileFunction(readPackageFile(file).toString(), parameters, { filename: file })
  run(module, module.exports, localRequire, file, dirname(file), quietProcess, globalObject, IdleWorker)
  return module.exports
}

/** Stands in for the threads that Emscripten starts in advance: says it is loaded and does nothing. */
class IdleWorker {
  onmessage: ((event: { data: unknown }) => void) | undefined
  postMessage(message: { cmd?: string }): void {
    if (message.cmd === 'load') this.onmessage?.({ data: { cmd: 'loaded' } })
  }
  on(): this {
    return this
  }
  ref(): void {}
  unref(): void {}
  terminate(): void {}
}
