import { type Constructible, constructible } from '../support/constructible.js'
import { argumentError } from '../support/errors.js'
import { hash32, RandomStream, randomStream } from '../support/random.js'

export interface SeedGeneratorOptions {
  /** An integer. Default: one from the stream that `setRandomSeed` seeds. */
  seed?: number | null
}

class SeedGeneratorClass {
  static readonly className: string = 'SeedGenerator'
  static readonly family = 'random'
  /** The seed it began with. */
  readonly seed: number
  #count = 0

  constructor({ seed }: SeedGeneratorOptions = {}) {
    if (seed != null && !Number.isInteger(seed))
      throw argumentError('SeedGenerator', 'an integer', 'seed', seed)
    this.seed = seed ?? randomStream('random').nextInt32()
  }

  /** The next seed: another integer each time. */
  next(): number {
    const count = this.#count++
    return (
      hash32(this.seed, count) + 4294967296 * (hash32(count, Math.floor(this.seed / 4294967296)) & 0x1fffff)
    )
  }

  /** The seed and how many have been given: all there is to save. */
  get state(): readonly [seed: number, count: number] {
    return [this.seed, this.#count]
  }

  getConfig(): { seed: number } {
    return { seed: this.seed }
  }
}

/**
 * Gives a new seed to each function of `random` that it is handed to, so that they draw new numbers each time and the
 * same ones in each run of the program.
 *
 * @param seed an integer; by default one that `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a seed that is no integer
 * @example
 * const seed = random.SeedGenerator(1447)
 * random.normal([2], { seed }) // other numbers
 * random.normal([2], { seed }) // than these
 * @see https://keras.io/api/random/seed_generator/
 */
export const SeedGenerator: Constructible<SeedGeneratorClass, SeedGeneratorOptions, [seed: number]> =
  constructible(SeedGeneratorClass, ['seed'])
export type SeedGenerator = SeedGeneratorClass

/** An integer, which gives the same numbers each time; a generator; by default the stream of `setRandomSeed`. */
export type RandomSeed = number | SeedGenerator | null

/** The stream that a seed begins. */
export function streamOf(where: string, seed: RandomSeed | undefined): RandomStream {
  if (seed == null) return randomStream('random')
  if (seed instanceof SeedGeneratorClass) return new RandomStream(seed.next())
  if (!Number.isInteger(seed)) throw argumentError(where, 'an integer or a SeedGenerator', 'seed', seed)
  return new RandomStream(seed)
}
