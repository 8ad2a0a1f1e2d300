/**
 * Random numbers as explicit streams. One seed, set by `setRandomSeed`, feeds them all; each draw of a stream is
 * a pure function of (seed, index), computed the same way on every engine.
 */

/** A well-mixed 32-bit hash of two words: the finalizer of MurmurHash3 over a Weyl-like combination. */
export function hash32(a: number, b: number): number {
  let h = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77)) + 0x165667b1
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Told of every draw of every stream, while somebody wants to know. */
let onDraw: ((stream: RandomStream, word: number) => void) | undefined

/**
 * Runs `body` and tells of each word that is drawn meanwhile, of which stream: all other draws are made of words.
 *
 * @param told is called with the stream and the word, an unsigned 32-bit integer; undefined: nobody is told
 */
export function observeDraws<T>(
  told: ((stream: RandomStream, word: number) => void) | undefined,
  body: () => T,
): T {
  const before = onDraw
  onDraw = told
  try {
    return body()
  } finally {
    onDraw = before
  }
}

/** A seeded generator (sfc32): fast, small state, passes PractRand. */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #counter = 1
  #spare: number | undefined

  constructor(seed: number) {
    const s = Math.trunc(seed)
    this.#a = hash32(s | 0, 1)
    this.#b = hash32(Math.floor(s / 4294967296) | 0, 2)
    this.#c = hash32(s | 0, 3)
    for (let i = 0; i < 12; i++) this.nextInt32()
  }

  /** A uniform unsigned 32-bit integer. */
  nextInt32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + t) | 0
    onDraw?.(this, t >>> 0)
    return t >>> 0
  }

  /** A uniform number in [0, 1) with 32 random bits. */
  next(): number {
    return this.nextInt32() / 4294967296
  }

  /** A uniform integer in [0, n). */
  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** A draw from the standard normal distribution (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare
      this.#spare = undefined
      return spare
    }
    for (;;) {
      const u = 2 * this.next() - 1
      const v = 2 * this.next() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) {
        const f = Math.sqrt((-2 * Math.log(s)) / s)
        this.#spare = v * f
        return u * f
      }
    }
  }

  /** Shuffles in place (Fisher–Yates) and returns its argument. */
  shuffle<T extends { [i: number]: unknown; length: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const held = items[i]
      items[i] = items[j]
      items[j] = held
    }
    return items
  }

  /** The complete state, to continue the stream later in another process. */
  get state(): readonly number[] {
    const words = [this.#a, this.#b, this.#c, this.#counter]
    return this.#spare === undefined ? words : [...words, this.#spare]
  }

  set state([a, b, c, counter, spare]: readonly number[]) {
    this.#a = a! | 0
    this.#b = b! | 0
    this.#c = c! | 0
    this.#counter = counter! | 0
    this.#spare = spare
  }
}

/** What the streams are for. Separate, so that drawing from one never shifts another. */
export type StreamName = 'weights' | 'shuffle' | 'dropout' | 'augmentation' | 'split' | 'random'

const streams = new Map<StreamName, RandomStream>()
let globalSeed = Math.floor(Math.random() * 4294967296)

/**
 * Seeds everything random in Keratin: weights, shuffling, dropout, augmentation, splits, `random`, and the random
 * functions of `tf` that are given no seed. The same seed gives the
 * same run on the same engine.
 *
 * @param seed an integer
 * @example setRandomSeed(1447)
 * @see https://keras.io/api/utils/python_utils/#set_random_seed-function
 */
export function setRandomSeed(seed: number): void {
  globalSeed = seed
  streams.clear()
}

/** Where all streams are. */
export interface RandomState {
  readonly seed: number
  readonly streams: readonly (readonly [name: StreamName, state: readonly number[]])[]
}

/** Where all streams are now, to go on from there later, in another process too. */
export function randomState(): RandomState {
  return { seed: globalSeed, streams: [...streams].map(([name, stream]) => [name, stream.state]) }
}

/** Puts all streams where they were. */
export function setRandomState(state: RandomState): void {
  setRandomSeed(state.seed)
  for (const [name, words] of state.streams) randomStream(name).state = words
}

/** What a stream is for, if it is one of those that all share: after `setRandomSeed` there is another for the same. */
export function nameOfStream(stream: RandomStream): StreamName | undefined {
  for (const [name, one] of streams) if (one === stream) return name
  return undefined
}

/** The stream of one purpose, seeded from the global seed. */
export function randomStream(name: StreamName): RandomStream {
  let stream = streams.get(name)
  if (!stream) {
    let h = 0
    for (const c of name) h = hash32(h, c.charCodeAt(0))
    stream = new RandomStream(hash32(globalSeed, h) + 4294967296 * (Math.trunc(globalSeed) & 0x1fffff))
    streams.set(name, stream)
  }
  return stream
}
