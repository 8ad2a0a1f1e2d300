import { ExitCode } from '../support/errors.js'
import { unwritable } from '../support/files.js'
import { reportFailure } from './failure.js'
import type { GuardedStream } from './guarded-stream.js'
import { processIo } from './io.js'

/**
 * What a command ends with when its words have arrived or not. A reader that goes away has seen what it wanted: the command
 * does what it is for all the same, a training to its end. Words that are lost on a full disk are a failure.
 */
export function codeAfter(code: ExitCode, stdout: GuardedStream, stderr: GuardedStream): ExitCode {
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
