import type { Module } from 'h5wasm'
import { libraryFile } from './library-file.js'

type H5Module = typeof Module

type Settings = { noInitialRun: boolean; printErr: (line: string) => void }
type Factory = (settings: Settings) => Promise<H5Module>

/** The HDF5 library in memory, with what it complained about. */
export interface Hdf5Instance {
  readonly module: H5Module
  /**
   * Runs one call of the library and throws if it complained: most of its functions give no status, and leave
   * whatever was there before as their result.
   */
  checked<T>(what: string, call: () => T): T
}

interface Loaded {
  readonly module: H5Module
  /** The lines of the library since the last look. */
  readonly complaints: string[]
  /** Whether a call has failed: then it may hold memory and open objects for good. */
  harmed: boolean
}

let idle: Loaded | undefined
// a heap that has grown this far is given back rather than kept for the next file
const mostIdleBytes = 128 * 1024 * 1024

/** Makes the error of what the library complained about. */
export type Complain = (problem: string, cause?: unknown) => Error

/**
 * Runs `body` with the HDF5 library. An instance in which a call failed is dropped: a file that broke it cannot
 * reach the next one, and what the failed call did not free goes with it.
 */
export async function withHdf5<T>(complain: Complain, body: (hdf5: Hdf5Instance) => T): Promise<T> {
  const loaded = idle ?? (await load())
  idle = undefined
  try {
    return body({ module: loaded.module, checked: checker(loaded, complain) })
  } finally {
    if (!loaded.harmed && loaded.module.HEAPU8.length <= mostIdleBytes) idle = loaded
  }
}

async function load(): Promise<Loaded> {
  const { default: factory } = (await import(libraryFile())) as { default: Factory }
  const complaints: string[] = []
  const module = await factory({ noInitialRun: true, printErr: (line) => complaints.push(line) })
  return { module, complaints, harmed: false }
}

function checker(loaded: Loaded, complain: Complain): Hdf5Instance['checked'] {
  const { complaints } = loaded
  const failed = (what: string, cause?: unknown) => {
    loaded.harmed = true
    return complain(`${what}: the HDF5 library failed${reason(complaints)}.`, cause)
  }
  return (what, call) => {
    complaints.length = 0
    let result: ReturnType<typeof call>
    try {
      result = call()
    } catch (cause) {
      throw failed(what, cause)
    }
    if (complaints.length > 0) throw failed(what)
    return result
  }
}

/** The innermost of the library's lines: `#005: .../H5Fsuper.c line 388 in H5F__super_read(): signature not found`. */
function reason(complaints: readonly string[]): string {
  const last = complaints.findLast((line) => /^\s*#\d+:/.test(line))
  const text = last?.replace(/^.*?\(\): /, '')
  return text ? ` (${text.slice(0, 120)})` : ''
}
