import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How a process that is measured is started. */
export interface Start {
  command: string
  args: readonly string[]
  env?: NodeJS.ProcessEnv
  cwd?: string | undefined
}

/** What a process can be asked for. */
export type Work = 'train' | 'predict' | 'one'

/** A process with one model in memory, which works when it is asked and waits in between. */
export class Worker {
  readonly #process: ChildProcess
  readonly #lines: AsyncIterator<string>
  /** When it has ended, and all that it said has come. */
  readonly #ended: Promise<void>
  #errors = ''

  constructor({ command, args, env, cwd }: Start) {
    this.#process = spawn(command, [...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      cwd,
    })
    this.#process.on('error', (error) => {
      this.#errors += error.message
    })
    this.#ended = new Promise((resolve) => {
      this.#process.on('close', (_, signal) => {
        if (signal) this.#errors += `\nit was ended by ${signal}`
        resolve()
      })
    })
    this.#process.stdin!.on('error', () => {})
    this.#process.stderr!.on('data', (text) => {
      this.#errors = (this.#errors + text).slice(-2000)
    })
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]()
  }

  /** The next that it says. @throws Error if it ended instead */
  async said(): Promise<Record<string, unknown>> {
    for (;;) {
      const { value, done } = await this.#lines.next()
      if (done) {
        await this.#ended
        throw new Error(this.#errors.trim().split('\n').at(-1) || 'it ended')
      }
      if (value.startsWith('{')) return JSON.parse(value)
    }
  }

  /** Samples per second of work for so many seconds, or once through the data if that takes longer. */
  async rate(work: Work, seconds: number): Promise<number> {
    this.#process.stdin!.write(`${work} ${seconds}\n`)
    return (await this.said()).rate as number
  }

  stop(): void {
    this.#process.kill()
  }
}
