import { ExitCode } from '../support/errors.js'
import { unwritable } from '../support/files.js'
import { reportFailure } from './failure.js'
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

/**
 * What a command ends with when its words have arrived or not. A reader that goes away has seen what it wanted: the command
 * does what it is for all the same, a training to its end. Words that are lost on a full disk are a failure.
 */
function codeAfter(code: ExitCode, stdout: GuardedStream, stderr: GuardedStream): ExitCode {
  if (stdout.isClosed && stdout.isCut)
    stderr.write(
      'Standard output was closed before everything was written; the command went on to its end.\n',
    )
  const lost = [
    ['standard output', stdout],
    ['standard error', stderr],
  ] as const
  for (const [name, { failure, isClosed }] of lost) {
    if (!failure || isClosed) continue
    reportFailure(unwritable(name, failure), processIo({ stdout, stderr }), { json: false, debug: false })
    return code === ExitCode.ok ? ExitCode.failed : code
  }
  return code
}
