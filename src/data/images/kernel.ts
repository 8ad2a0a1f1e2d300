import { packageFile, readPackageFile } from '../../support/package-file.js'

type Resample = (
  ...args: [
    ...[x: number, line: number, channels: number, columns: number, columnCount: number, width: number],
    ...[
      rows: number,
      rowCount: number,
      height: number,
      y: number,
      factor: number,
      held: number,
      room: number,
    ],
  ]
) => void

interface Kernel {
  memory: WebAssembly.Memory
  resampleBytes: Resample
  resampleFloats: Resample
}

const page = 65536
let loaded: Kernel | undefined

/** The kernel that resamples (assembly/resample.ts) with so much memory; what is in it stays. */
export function resampleKernel(bytes: number): Kernel {
  if (!loaded) {
    const memory = new WebAssembly.Memory({ initial: 16 })
    const file = packageFile('resample.wasm', 'data/images/binary')
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readPackageFile(file)), {
      env: { memory },
    })
    loaded = { memory, ...(exports as unknown as Omit<Kernel, 'memory'>) }
  }
  const missing = bytes - loaded.memory.buffer.byteLength
  if (missing > 0) loaded.memory.grow(Math.ceil(missing / page))
  return loaded
}

let room: Buffer | undefined

/** Room in the memory of the kernel for an image that is resampled next: from there it need not be copied. */
export function roomInKernel(bytes: number): Buffer {
  const { buffer } = resampleKernel(bytes).memory
  if (room?.buffer !== buffer) room = Buffer.from(buffer)
  return room
}

/** Whether bytes lie in the memory of the kernel. */
export const isInKernel = ({ buffer }: ArrayBufferView): boolean => buffer === loaded?.memory.buffer
