import { ExitCode } from '../support/errors.js'
import { codeAfter } from './after.js'
import { GuardedStream } from './guarded-stream.js'
import { processIo } from './io.js'
import { run } from './run.js'

/** The command line as a process: arguments, Ctrl-C, streams that end, and the exit code. */
export async function main(): Promise<void> {
  const interrupt = new AbortController()
  const [stdout, stderr] = [new GuardedStream(process.stdout), new GuardedStream(process.stderr)]
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(ExitCode.interrupted)
    stderr.write('\nInterrupted: ending after this step. Press Ctrl-C again to quit at once.\n')
    interrupt.abort()
  }
  // SIGHUP: the terminal is closed, and its streams with it
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, onSignal)
  const io = processIo({ stdout, stderr, signal: interrupt.signal })
  const code = await run(process.argv.slice(2), io)
  await Promise.all([stdout.flush(), stderr.flush()])
  process.exitCode = codeAfter(code, stdout, stderr)
  for (const signal of signals) process.off(signal, onSignal)
}
