import { linesIn } from '../../data/text/lines.js'
import { KeratinError } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import { fileKinds } from '../../support/limits.js'
import type { Encoding } from '../../support/text-fault.js'
import type { Io } from '../io.js'

/** What is piped in, line by line; empty lines are passed over. */
export async function* textsOfStdin(stdin: Io['stdin'], encoding?: Encoding): AsyncGenerator<string> {
  for await (const lines of linesIn(inBytes(stdin), 'standard input', encoding))
    yield* lines.map((line) => line.trim()).filter((line) => line !== '')
}

/**
 * The bytes of the one image that is piped in.
 *
 * @throws KeratinError DATA for nothing, and for more than an image may have
 */
export async function imageOfStdin(stdin: Io['stdin']): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let length = 0
  const most = fileKinds.image.bytes
  for await (const piece of inBytes(stdin)) {
    pieces.push(piece)
    length += piece.length
    if (length > most) throw unusable(`it has more than ${formatBytes(most)}`)
  }
  if (length === 0) throw unusable('it is empty')
  return Buffer.concat(pieces)
}

async function* inBytes(stdin: Io['stdin']): AsyncGenerator<Buffer> {
  for await (const piece of stdin) yield Buffer.from(piece)
}

const unusable = (why: string): KeratinError =>
  new KeratinError('DATA', `Cannot read standard input as an image: ${why}.`, {
    hint: 'Pipe one image into it: keratin predict <model> - < photo.jpg',
  })
