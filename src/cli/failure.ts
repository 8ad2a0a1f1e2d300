import { ExitCode, KeratinError } from '../support/errors.js'
import type { Io } from './io.js'
import { Output } from './output.js'

/** An error as the command line shows it. */
interface Failure {
  code: string
  /** What is wrong, without the hint. */
  message: string
  /** The next step. */
  hint?: string
  exitCode: ExitCode
}

/** What an error means to the command line. */
function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted && isAbort(error, signal)) {
    return { code: 'INTERRUPTED', message: 'Interrupted.', exitCode: ExitCode.interrupted }
  }
  if (error instanceof KeratinError) {
    const { code, hint, exitCode } = error
    const message =
      hint && error.message.endsWith(hint) ? error.message.slice(0, -hint.length) : error.message
    return { code, message: oneLine(message), ...(hint && { hint: oneLine(hint) }), exitCode }
  }
  const message = error instanceof Error ? error.message || error.name : String(error)
  const hint = 'This is not expected: run it again with --debug to see where it comes from.'
  return { code: 'INTERNAL', message: oneLine(message), hint, exitCode: ExitCode.failed }
}

/** One line on stderr, with the stack where it was asked for; an object on stdout with `--json`. */
export function reportFailure(
  error: unknown,
  io: Io,
  { json, debug }: { json: boolean; debug: boolean },
): ExitCode {
  const failure = failureOf(error, io.signal)
  const output = new Output(io, json, false)
  output.event('error', { error: failure })
  const { red } = output.style
  output.say(`${red(`error[${failure.code}]`)}: ${[failure.message, failure.hint].filter(Boolean).join(' ')}`)
  if (debug && error instanceof Error) output.say(stackOf(error))
  return failure.exitCode
}

const isAbort = (error: unknown, signal: AbortSignal): boolean =>
  error === signal.reason || (error instanceof Error && error.name === 'AbortError')

const oneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ')

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : ''
  return `${error.stack ?? error}${cause}`
}
