import { tf } from '../../engine/index.js'
import { fitParts, type Part } from '../../support/fit-parts.js'
import { formatDuration, formatNumber } from '../../support/format.js'
import { LiveLine } from '../../support/live-line.js'
import { bar } from '../../support/progress.js'
import { isInteractive } from '../../support/terminal.js'
import { Callback, type Logs } from '../../training/index.js'
import type { Output } from '../output.js'
import type { Recorder } from './recorder.js'
import { RunClock, type RunSize } from './run-clock.js'

export interface RunProgressOptions extends RunSize {
  recorder: Recorder
}

/** The shortest time from which the length of a run is told. */
const measured = 0.5

/**
 * Shows how a run goes on: on a terminal a line that is redrawn, with the time left of the epoch and of the run, the
 * speed and the learning rate; everywhere one line for each epoch, in which the best is marked.
 */
export class RunProgress extends Callback {
  readonly #options: RunProgressOptions
  readonly #output: Output
  readonly #line: LiveLine
  readonly #clock: RunClock
  #isTold = false

  private constructor(options: RunProgressOptions, output: Output) {
    super()
    this.#options = options
    this.#output = output
    const { io, quiet } = output
    this.#line = new LiveLine({ stream: io.stderr, interactive: !quiet && isInteractive(io.stderr, io.env) })
    this.#clock = new RunClock(options)
  }

  /** None where a program reads along and wants no words. */
  static for(options: RunProgressOptions, output: Output): RunProgress[] {
    return output.quiet && output.json ? [] : [new RunProgress(options, output)]
  }

  override get usesBatchLogs(): boolean {
    return false
  }

  override onEpochBegin(): void {
    this.#clock.beginEpoch()
  }

  override onTrainBatchEnd(batch: number): void {
    this.#clock.step(batch)
    if (!this.#isTold && this.#clock.measured >= measured) this.#tell()
    this.#line.show(() => this.#liveLine(this.#results()))
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    this.#clock.endEpoch()
    this.#line.end(this.#epochLine(logs))
    if (!this.#isTold && this.#clock.left(this.#done) > measured) this.#tell()
  }

  override onTrainEnd(): void {
    this.#line.clear()
  }

  /** Epochs that are complete, those of earlier stages and of before an interruption too. */
  get #done(): number {
    return this.#options.recorder.epochs.length
  }

  /** How long it will take, as soon as that is measured. */
  #tell(): void {
    this.#isTold = true
    if (this.#output.quiet) return
    const text = `about ${formatDuration(this.#clock.left(this.#done))} from here, ${this.#speed}`
    this.#line.note(`${this.#output.style.dim('time     ')} ${text}`)
  }

  get #speed(): string {
    return `${Math.round(this.#clock.samplesPerSecond).toLocaleString('en-US')} samples/s`
  }

  get #rate(): string {
    const rate = this.model.optimizer?.learningRate
    return rate === undefined ? '' : `lr ${Number(rate.toPrecision(3))}`
  }

  #results(): Logs {
    const { metrics } = this.model
    return Object.fromEntries(tf.tidy(() => metrics.map((m) => [m.name, m.result().dataSync()[0]!] as const)))
  }

  #liveLine(results: Logs): string {
    const { epochs } = this.#options
    const { bold, green } = this.#output.style
    const styles = green('x') === 'x' ? null : this.#output.style
    const { steps, seen } = this.#clock
    const { loss, ...others } = results
    const run = `run ${formatDuration(this.#clock.left(this.#done))}`
    const speed = this.#speed
    const left = formatDuration(this.#clock.leftOfEpoch)
    const done = seen / steps
    const isMeasured = this.#clock.pace > 0
    const parts: Part[] = [
      { texts: [bold(`Epoch ${this.#done + 1}/${epochs}`)] },
      { texts: [bar(done, styles), bar(done, styles, 10), ''], costs: [4, 5] },
      { texts: [`${String(seen).padStart(String(steps).length)}/${steps}`] },
      // the first step tells nothing of the others
      ...(isMeasured
        ? [
            { texts: [`${left} left`, left], costs: [3] },
            { texts: epochs > 1 ? [run, ''] : [''], costs: [9] },
            { texts: [speed, speed.replace(' samples', ''), ''], costs: [2, 7] },
          ]
        : []),
      { texts: [this.#rate, ''], costs: [6] },
      { texts: [loss === undefined ? '' : `loss ${formatNumber(loss)}`, ''], costs: [8] },
      ...Object.entries(others).map(([name, value]) => ({
        texts: [`${name} ${formatNumber(value)}`, ''],
        costs: [1],
      })),
    ]
    return fitParts(parts, this.#line.columns)
  }

  #epochLine(logs: Logs): string {
    const { recorder, epochs } = this.#options
    const { bold, green } = this.#output.style
    const isBest = recorder.best !== undefined && recorder.best === recorder.epochs.at(-1)
    const speed = this.#speed
    const parts: Part[] = [
      { texts: [bold(`Epoch ${this.#done}/${epochs}`)] },
      { texts: [formatDuration(this.#clock.epochSeconds), ''], costs: [4] },
      { texts: [speed, speed.replace(' samples', ''), ''], costs: [1, 2] },
      { texts: [this.#rate, ''], costs: [1] },
      ...resultParts(logs),
      { texts: isBest ? [green('best so far'), green('best')] : [''], costs: [3] },
    ]
    return fitParts(parts, this.#output.columns)
  }
}

/** Results with those of the validation beside them; where there is little room these alone, the loss first. */
function resultParts(logs: Logs): Part[] {
  const names = Object.keys(logs).filter((name) => !name.startsWith('val_'))
  const ordered = [...names.filter((n) => n === 'loss'), ...names.filter((n) => n !== 'loss')]
  return ordered.map((name, i) => {
    const own = formatNumber(logs[name]!)
    const value = logs[`val_${name}`]
    const texts =
      value === undefined
        ? [`${name} ${own}`]
        : [`${name} ${own} (val ${formatNumber(value)})`, `val_${name} ${formatNumber(value)}`]
    return { texts: i === 0 ? texts : [...texts, ''], costs: texts.length === 2 ? [5, 6] : [6] }
  })
}
