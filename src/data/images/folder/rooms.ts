/**
 * Memory of batches that are done with, of all folders, the latest last. Shared memory is kept for the next ones since
 * nobody knows when it would be collected: each thread that saw it has a say.
 */
const free: Float32Array[] = []
const mostBytes = 1 << 27

function take(length: number, isShared: boolean): Float32Array {
  const at = free.findLastIndex((room) => room.length === length && isSharedRoom(room) === isShared)
  if (at >= 0) return free.splice(at, 1)[0]!
  return new Float32Array(isShared ? new SharedArrayBuffer(4 * length) : new ArrayBuffer(4 * length))
}

function give(room: Float32Array): void {
  free.push(room)
  let bytes = free.reduce((sum, { byteLength }) => sum + byteLength, 0)
  while (bytes > mostBytes) bytes -= free.shift()!.byteLength
}

const isSharedRoom = ({ buffer }: Float32Array): boolean => !(buffer instanceof ArrayBuffer)

/** Room for the images of one pass, those of a batch side by side. */
export class Rooms {
  readonly #inUse = new Map<ArrayBufferLike, Float32Array>()
  #batch: Float32Array = new Float32Array()

  /**
   * @param length values of an image
   * @param count images of a batch
   * @param isShared whether threads write to them
   */
  constructor(
    readonly length: number,
    readonly count: number,
    readonly isShared: boolean,
  ) {}

  /** For the image whose turn it is; turns are asked for one after another. */
  next(turn: number): Float32Array {
    const { length, count } = this
    const place = turn % count
    if (place === 0) {
      this.#batch = take(length * count, this.isShared)
      this.#inUse.set(this.#batch.buffer, this.#batch)
    }
    return this.#batch.subarray(place * length, (place + 1) * length)
  }

  /** Says that the batch which pixels belong to is done with, and nobody holds on to them. */
  release({ buffer }: Float32Array): void {
    const room = this.#inUse.get(buffer)
    if (!room) return
    this.#inUse.delete(buffer)
    give(room)
  }

  /** The same of all batches. */
  releaseAll(): void {
    for (const room of [...this.#inUse.values()]) this.release(room)
  }
}
