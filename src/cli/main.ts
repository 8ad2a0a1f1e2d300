import { ExitCode } from '../support/errors.js'
import { run } from './run.js'

/** The command line as a process: arguments, Ctrl-C and the exit code. */
export async function main(): Promise<void> {
  const interrupt = new AbortController()
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(ExitCode.interrupted)
    process.stderr.write('\nInterrupted: ending after this step. Press Ctrl-C again to quit at once.\n')
    interrupt.abort()
  }
  // SIGHUP: the terminal is closed, and its streams with it
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, onSignal)
  process.stderr.on('error', () => {})
  // a reader such as head may close the pipe early: that is no error
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(process.exitCode ?? ExitCode.ok)
  })
  process.exitCode = await run(process.argv.slice(2), { signal: interrupt.signal })
  for (const signal of signals) process.off(signal, onSignal)
}
