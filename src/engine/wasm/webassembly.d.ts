/** The part of the WebAssembly interface that the engine uses; Node's own types leave it to the DOM library. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    readonly exports: Record<string, unknown>
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>)
  }
  class Memory {
    readonly buffer: ArrayBuffer
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean })
    grow(pages: number): number
  }
  /** Whether the bytes are a module that this host can run. */
  function validate(bytes: Uint8Array): boolean
}
