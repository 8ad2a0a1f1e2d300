import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { linesIn } from '../../data/text/lines.js'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound } from '../../support/files.js'
import { readTextFile } from '../../support/text-file.js'
import type { Io } from '../io.js'
import type { FileFailure } from './predict.js'

/** A text to be classified. */
export interface NamedText {
  text: string
  /** The file it came from; absent for a text that was given or piped in. */
  file?: string
}

/**
 * The texts that words on a command line mean: a file is read, a folder means its `.txt` files, `-` the lines of what
 * is piped in; every other word is a text itself.
 */
export async function collectTexts(
  words: readonly string[],
  { cwd, stdin }: Pick<Io, 'cwd' | 'stdin'>,
  onFailure: (failure: FileFailure) => void,
): Promise<NamedText[]> {
  const texts: NamedText[] = []
  const read = async (file: string) => {
    try {
      texts.push({ file, text: await readTextFile(resolve(cwd, file)) })
    } catch (error) {
      if (!(error instanceof KeratinError)) throw error
      onFailure({ file, code: error.code, message: error.message })
    }
  }
  for (const word of words) {
    const found =
      word !== '' && word.length < 4096 ? await stat(resolve(cwd, word)).catch(() => undefined) : undefined
    if (word === '-') for await (const text of linesOf(stdin)) texts.push({ text })
    else if (found?.isDirectory()) {
      const names = (await readdir(resolve(cwd, word))).filter((name) => /^[^.].*\.txt$/i.test(name))
      for (const name of names.sort()) await read(join(word, name))
      if (names.length === 0) onFailure({ file: word, code: 'DATA', message: noTexts(word) })
    } else if (found) await read(word)
    else if (looksLikeFile(word)) {
      const { code, message } = await fileNotFound(resolve(cwd, word))
      onFailure({ file: word, code, message })
    } else texts.push({ text: word })
  }
  return texts
}

const noTexts = (folder: string) => `There are no texts in ${folder}. Expected: files with the ending .txt.`

/** A word like `reviews/one.txt` is a file that is missing, and no text. */
const looksLikeFile = (word: string): boolean => /^\S+\.(txt|md|html?)$/i.test(word)

/** What is piped in, line by line; empty lines are passed over. */
async function* linesOf(stdin: Io['stdin']): AsyncGenerator<string> {
  for await (const lines of linesIn(inBytes(stdin), 'standard input'))
    yield* lines.map((line) => line.trim()).filter((line) => line !== '')
}

async function* inBytes(stdin: Io['stdin']): AsyncGenerator<Buffer> {
  for await (const piece of stdin) yield Buffer.from(piece)
}
