import { dirname, join } from 'node:path'
import { cacheFolder } from '../../src/support/cache-folder.js'
import { writeFileAtomic } from '../../src/support/files.js'
import { makeFolders } from '../../src/support/make-folders.js'
import { readFileBytes } from '../../src/support/read-file.js'

const magic = 'keratin features 1\n'
/** Bytes of a SHA-256. */
const keyBytes = 32

/**
 * Features that were computed once, in a file of the cache for each base and way to prepare photos: the hash of each
 * photo and its numbers. A file that is damaged counts as none.
 */
export class FeatureCache {
  readonly path: string
  readonly #known = new Map<string, Float32Array>()
  #added = 0

  private constructor(
    name: string,
    readonly dimension: number,
  ) {
    this.path = join(cacheFolder('features'), `${name}.bin`)
  }

  /**
   * @param name what is the same for all that compute the same
   * @param dimension how many numbers a photo has
   */
  static async open(name: string, dimension: number): Promise<FeatureCache> {
    const cache = new FeatureCache(name, dimension)
    const bytes = await readFileBytes(cache.path, 'cache').catch(() => undefined)
    if (bytes) cache.#read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    return cache
  }

  #read(bytes: Buffer): void {
    const record = keyBytes + this.dimension * 4
    const rest = bytes.length - magic.length
    if (bytes.subarray(0, magic.length).toString('latin1') !== magic || rest % record !== 0) return
    for (let at = magic.length; at < bytes.length; at += record) {
      const key = bytes.subarray(at, at + keyBytes).toString('hex')
      const values = new Float32Array(this.dimension)
      new Uint8Array(values.buffer).set(bytes.subarray(at + keyBytes, at + record))
      this.#known.set(key, values)
    }
  }

  /** The features of the photo with that hash. */
  get(key: string): Float32Array | undefined {
    return this.#known.get(key)
  }

  set(key: string, features: Float32Array): void {
    this.#known.set(key, features)
    this.#added++
  }

  /** What the file takes, or will take. */
  get bytes(): number {
    return magic.length + this.#known.size * (keyBytes + this.dimension * 4)
  }

  /**
   * Writes what is new. What cannot be kept is computed again the next time: nothing else changes.
   *
   * @returns whether it is kept
   */
  async save(): Promise<boolean> {
    if (this.#added === 0) return true
    try {
      makeFolders(dirname(this.path))
      await writeFileAtomic(this.path, this.#records())
      this.#added = 0
      return true
    } catch {
      return false
    }
  }

  *#records(): Generator<string | Uint8Array> {
    yield magic
    for (const [key, values] of this.#known) {
      yield Buffer.from(key, 'hex')
      yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    }
  }
}
