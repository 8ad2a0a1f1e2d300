import { formatBytes, formatDuration } from './format.js'
import { LiveLine, type LiveLineOptions } from './live-line.js'
import { hasColour, type Style, style } from './terminal.js'

export interface ProgressOptions extends LiveLineOptions {
  /** What is going on: `mnist/train-images-idx3-ubyte.gz`. */
  label: string
  /** How much there is to do; undefined while not known. */
  total?: number
  /** `bytes` are shown as MB; any other word is counted. Default `steps`. */
  unit?: string
  /** Whether the speed of other things than bytes is shown. Default false. */
  speed?: boolean
  /** Writes nothing at all. Default false. */
  quiet?: boolean
}

/**
 * The progress of one task: a bar that is redrawn on a terminal, one line at the end elsewhere.
 *
 * @example
 * const progress = new Progress({ label: 'mnist', total: 11594722, unit: 'bytes' })
 * progress.add(chunk.length)
 * progress.done()
 */
export class Progress {
  total: number | undefined
  #current = 0
  readonly #options: ProgressOptions
  readonly #line: LiveLine
  readonly #now: () => number
  readonly #start: number
  readonly #styles: Style | null
  #ended = false

  constructor(options: ProgressOptions) {
    this.#options = options
    this.total = options.total
    this.#line = new LiveLine(options)
    this.#now = options.now ?? (() => performance.now())
    this.#start = this.#now()
    this.#styles = hasColour(options.stream) ? style(true) : null
  }

  get current(): number {
    return this.#current
  }

  /** So much more is done; negative when something has to be done again. */
  add(amount: number): void {
    this.update(this.#current + amount)
  }

  /** So much is done. */
  update(current: number): void {
    this.#current = current
    if (!this.#options.quiet && !this.#ended) this.#line.show(() => this.#render())
  }

  /** Ends with one line of summary, unless another text is given. */
  done(text?: string): void {
    if (this.#ended) return
    this.#ended = true
    if (this.#options.quiet) return
    const elapsed = formatDuration(this.#seconds)
    this.#line.end(text ?? `${this.#options.label}: ${this.#amount(this.#current)} in ${elapsed}`)
  }

  /** Ends without a word: what failed is said by whoever catches the error. */
  abandon(): void {
    if (this.#ended) return
    this.#ended = true
    if (!this.#options.quiet) this.#line.end()
  }

  get #seconds(): number {
    return (this.#now() - this.#start) / 1000
  }

  #amount(n: number): string {
    const { unit = 'steps' } = this.#options
    return unit === 'bytes' ? formatBytes(n) : `${n} ${unit}`
  }

  #speed(pace: number): string {
    if (this.#options.unit === 'bytes') return ` ${formatBytes(pace)}/s`
    return this.#options.speed ? ` ${Math.round(pace)}/s` : ''
  }

  #render(): string {
    const { label } = this.#options
    const seconds = this.#seconds
    const pace = seconds > 0 ? this.#current / seconds : 0
    const speed = pace > 0 ? this.#speed(pace) : ''
    if (!this.total) return `${label} ${this.#amount(this.#current)}${speed}`
    const fraction = Math.min(1, this.#current / this.total)
    const left = pace > 0 ? ` ${formatDuration((this.total - this.#current) / pace)}` : ''
    return `${label} ${bar(fraction, this.#styles)} ${this.#amount(this.#current)} of ${this.#amount(this.total)}${speed}${left}`
  }
}

/**
 * A bar as Keras draws it: `━` in green for what is done, in grey for the rest; without colour `━` and spaces.
 *
 * @param fraction what is done, 0 to 1
 * @param styles the colours, or null for none
 * @param width in columns; default 20
 */
export function bar(fraction: number, styles: Style | null, width = 20): string {
  const done = Math.floor(width * Math.min(1, Math.max(0, fraction)))
  if (!styles) return '━'.repeat(done) + ' '.repeat(width - done)
  const rest = width - done
  return (done ? styles.green('━'.repeat(done)) : '') + (rest ? styles.grey('━'.repeat(rest)) : '')
}
