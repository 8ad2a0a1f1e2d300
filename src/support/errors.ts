/** Exit codes of the command line; an error knows the one it leads to. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreadable: 3,
  checkFailed: 4,
  interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** Stable codes of all errors that Keratin throws on purpose. */
export type ErrorCode =
  | 'ARGUMENT' // an argument of a wrong kind or value
  | 'UNKNOWN_NAME' // no such layer, loss, metric, recipe, option ...
  | 'SHAPE' // shapes that do not fit
  | 'NOT_BUILT' // used before shapes are known
  | 'NOT_COMPILED' // fit or evaluate without compile
  | 'UNSUPPORTED' // Keras has it, Keratin does not yet
  | 'ENGINE' // an engine cannot be loaded or lacks something
  | 'OUT_OF_MEMORY' // the engine's memory is full
  | 'FILE_NOT_FOUND'
  | 'FILE_UNREADABLE' // exists, but is broken or of another format
  | 'FILE_UNWRITABLE' // read-only folder, full disk, name taken
  | 'DATA' // a data set is missing, incomplete or inconsistent
  | 'DOWNLOAD'
  | 'DIVERGED' // training arrived at numbers that are not finite
  | 'DISPOSED'
  | 'INTERNAL' // a fault of Keratin itself

const exitCodes: Partial<Record<ErrorCode, ExitCode>> = {
  ARGUMENT: ExitCode.usage,
  UNKNOWN_NAME: ExitCode.usage,
  FILE_NOT_FOUND: ExitCode.unreadable,
  FILE_UNREADABLE: ExitCode.unreadable,
  DATA: ExitCode.unreadable,
  DOWNLOAD: ExitCode.unreadable,
}

export interface ErrorDetails {
  /** The next step, as one sentence. */
  hint?: string
  /** What was underneath. */
  cause?: unknown
}

/**
 * Every error that Keratin throws on purpose: what is wrong, where, what was expected and received,
 * with a stable `code` and, where there is one, the next step as `hint`.
 *
 * @example
 * const error = await loadModel('none.keras').catch((e) => e)
 * error instanceof KeratinError && error.code // 'FILE_NOT_FOUND'
 */
export class KeratinError extends Error {
  override readonly name = 'KeratinError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  /** The message without the hint. */
  readonly problem: string
  /** The exit code a command line should end with. */
  readonly exitCode: ExitCode

  constructor(code: ErrorCode, message: string, { hint, cause }: ErrorDetails = {}) {
    super(hint ? `${message} ${hint}` : message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.problem = message
    this.exitCode = exitCodes[code] ?? ExitCode.failed
  }
}

/** An argument that is not what it should be: `Dense: units must be a positive integer. Received: units=-1`. */
export function argumentError(
  where: string,
  expectation: string,
  name: string,
  received: unknown,
  hint?: string,
) {
  return new KeratinError(
    'ARGUMENT',
    `${where}: ${name} must be ${expectation}. Received: ${name}=${show(received)}.`,
    {
      hint,
    },
  )
}

/** The most characters of a text that a message repeats. */
const LONGEST = 80

/** Characters that JSON leaves as they are and that nobody sees, or that turn the direction of what follows. */
const unseen = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** A text in quotes for a message: what cannot be seen is escaped, what is too long is cut. */
export function quoted(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text
  return JSON.stringify(short).replace(unseen, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A short, safe rendering of any value for a message. */
export function show(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'function') return `[function ${value.name.slice(0, LONGEST) || 'anonymous'}]`
  if (typeof value === 'bigint') return `${value}n`
  if (value === null || typeof value !== 'object') return String(value)
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`
  const name = Array.isArray(value) ? 'Array' : value.constructor?.name
  if (name && name !== 'Object' && name !== 'Array') return instanceText(name, value)
  try {
    const text = JSON.stringify(value) ?? String(value)
    return text.length > 120 ? `${text.slice(0, 117)}...` : text
  } catch {
    return Object.prototype.toString.call(value)
  }
}

/** An object of a class: its name, and its shape where it has one, as tensors do. */
function instanceText(name: string, value: object): string {
  const { shape } = value as { shape?: unknown }
  return Array.isArray(shape) ? `[${name} of shape ${showShape(shape)}]` : `[${name}]`
}

/** `[2, 3]` or `[null, 28, 28, 1]`, as shapes are shown in messages. */
export const showShape = (shape: readonly (number | null)[]): string =>
  `[${shape.map((d) => d ?? 'null').join(', ')}]`
