import { PairTable } from './pair-table.js'
import { words } from './words.js'

/**
 * Numbers of words, and of runs of them, in the order in which they come. A run is a shorter one and a word, so that no
 * text is put together for it: there are many more runs than words.
 */
export class GramIndex {
  readonly #words = new Map<string, number>()
  readonly #runs = new PairTable()
  /** By number: the run that is one word shorter; -1 for words. */
  readonly #shorter: number[] = []
  /** By number: the last word of a run; of a word its place among the names. */
  readonly #last: number[] = []
  readonly #names: string[] = []

  /** @param widths the words of the longest runs */
  constructor(readonly widths: number) {}

  /** How many numbers are given. */
  get size(): number {
    return this.#last.length
  }

  /** Calls `take` with the numbers of all words of a text, then of all runs of two, and so on; new ones are given. */
  learn(text: string, take: (number: number) => void): void {
    this.#walk(text, take, true)
  }

  /** As `learn`, without giving any: what has no number is -1. */
  look(text: string, take: (number: number) => void): void {
    this.#walk(text, take, false)
  }

  /** The number of a token: a word, or words with spaces between them. */
  add(token: string): number {
    const [first, ...others] = token.split(' ').map((word) => this.#word(word, true))
    return others.reduce((run, word) => this.#run(run, word, true), first!)
  }

  /** The token of a number. */
  token(number: number): string {
    const [shorter, last] = [this.#shorter[number]!, this.#last[number]!]
    return shorter < 0 ? this.#names[last]! : `${this.token(shorter)} ${this.token(last)}`
  }

  #walk(text: string, take: (number: number) => void, isLearning: boolean): void {
    const single = words(text).map((word) => this.#word(word, isLearning))
    for (const number of single) take(number)
    let runs = single
    for (let width = 2; width <= this.widths && width <= single.length; width++) {
      const longer: number[] = []
      for (let i = 0; i + width <= single.length; i++) {
        const number = this.#run(runs[i]!, single[i + width - 1]!, isLearning)
        longer.push(number)
        take(number)
      }
      runs = longer
    }
  }

  #word(word: string, isLearning: boolean): number {
    const known = this.#words.get(word)
    if (known !== undefined || !isLearning) return known ?? -1
    const number = this.#give(-1, this.#names.push(word) - 1)
    this.#words.set(word, number)
    return number
  }

  #run(shorter: number, last: number, isLearning: boolean): number {
    if (shorter < 0 || last < 0) return -1
    const known = this.#runs.get(shorter, last)
    if (known !== undefined || !isLearning) return known ?? -1
    const number = this.#give(shorter, last)
    this.#runs.set(shorter, last, number)
    return number
  }

  #give(shorter: number, last: number): number {
    this.#shorter.push(shorter)
    return this.#last.push(last) - 1
  }
}
