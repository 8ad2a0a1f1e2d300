import { formatDuration, formatNumber, formatPace } from '../support/format.js'
import { LiveLine, type LiveLineOptions } from '../support/live-line.js'
import { bar } from '../support/progress.js'
import { hasColour, style } from '../support/terminal.js'
import { Callback, type Logs } from './callbacks/index.js'

export interface TrainingProgressOptions extends LiveLineOptions {
  /** The results so far; called only when they are drawn. */
  results: () => Logs
  /** Whether a finished line stays when nothing could be redrawn. Default true. */
  summary?: boolean
}

/**
 * Shows how a run goes on stderr, as Keras does: a bar for each epoch on a terminal, one line for each elsewhere.
 *
 *     Epoch 1/3
 *     844/844 ━━━━━━━━━━━━━━━━━━━━ 12s 14ms/step - accuracy: 0.9135 - loss: 0.2961
 */
export class TrainingProgress extends Callback {
  readonly #options: TrainingProgressOptions
  readonly #now: () => number
  readonly #line: LiveLine
  #inFit = false
  #title = ''
  #target: number | null = null
  #seen = 0
  #start = 0
  #afterFirst: number | undefined

  constructor(options: TrainingProgressOptions) {
    super()
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#line = new LiveLine(options)
  }

  override get usesBatchLogs(): boolean {
    return false
  }

  override onTrainBegin(): void {
    this.#inFit = true
  }

  override onEpochBegin(epoch: number): void {
    const { epochs } = this.params
    const title = epochs > 1 ? `Epoch ${epoch + 1}/${epochs}` : ''
    if (title && this.#line.interactive) this.#line.end(title)
    this.#begin(this.#line.interactive ? '' : title)
  }

  override onTrainBatchEnd(batch: number): void {
    this.#step(batch, true)
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    this.#end(logs)
  }

  override onTrainEnd(): void {
    this.close()
  }

  override onTestBegin(): void {
    if (!this.#inFit) this.#begin('')
  }

  override onTestBatchEnd(batch: number): void {
    if (!this.#inFit) this.#step(batch, true)
  }

  override onTestEnd(logs: Logs): void {
    if (!this.#inFit) this.#end(logs)
  }

  override onPredictBegin(): void {
    this.#begin('')
  }

  override onPredictBatchEnd(batch: number): void {
    this.#step(batch, false)
  }

  override onPredictEnd(): void {
    this.#end({})
  }

  /** Takes an unfinished line away. */
  close(): void {
    this.#line.clear()
  }

  #begin(title: string): void {
    this.#title = title
    this.#target = this.params.steps ?? this.#target
    this.#seen = 0
    this.#start = this.#now()
    this.#afterFirst = undefined
  }

  #step(batch: number, withResults: boolean): void {
    this.#seen = batch + 1
    if (batch === 0) this.#afterFirst = this.#now()
    this.#line.show(() => this.#render(withResults ? this.#options.results() : {}, false))
  }

  #end(logs: Logs): void {
    this.#target ??= this.#seen
    if (this.#line.interactive) this.#line.end(this.#render(logs, true))
    else if (this.#options.summary !== false) this.#line.end(this.#renderLine(logs))
  }

  /** Seconds since the beginning. */
  get #elapsed(): number {
    return (this.#now() - this.#start) / 1000
  }

  /** Seconds a step takes; the first one, which may take longer, is left out when there are others. */
  get #pace(): number {
    if (this.#seen === 0) return 0
    if (this.#afterFirst === undefined || this.#seen === 1) return this.#elapsed / this.#seen
    return (this.#now() - this.#afterFirst) / 1000 / (this.#seen - 1)
  }

  #render(logs: Logs, finished: boolean): string {
    const colour = hasColour(this.#options.stream)
    const { bold } = style(colour)
    const total = this.#target
    const time = finished || !total ? this.#elapsed : this.#pace * (total - this.#seen)
    const head = total
      ? `${bold(`${String(this.#seen).padStart(String(total).length)}/${total}`)} ${bar(this.#seen / total, colour ? style(true) : null)}`
      : `${this.#seen}/unknown`
    return `${head} ${bold(formatDuration(time))} ${formatPace(this.#pace, 'step')}${showLogs(logs)}`
  }

  #renderLine(logs: Logs): string {
    const count = `${this.#seen}/${this.#target}`
    const times = `${formatDuration(this.#elapsed)} - ${formatPace(this.#pace, 'step')}`
    return `${this.#title ? `${this.#title} - ` : ''}${count} - ${times}${showLogs(logs)}`
  }
}

const showLogs = (logs: Logs): string =>
  Object.entries(logs)
    .map(([name, value]) => ` - ${name}: ${formatNumber(value)}`)
    .join('')
