import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isTableName, readTextColumn } from '../../../datasets/texts/rows.js'
import { isImageName } from '../../data/images/folder/list-images.js'
import { imageSignature } from '../../data/images/formats/image-signature.js'
import { listTexts } from '../../data/text/list-texts.js'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound } from '../../support/files.js'
import { readFileBytes } from '../../support/read-file.js'
import type { Encoding } from '../../support/text-fault.js'
import { decodeText } from '../../support/text-file.js'
import type { Io } from '../io.js'
import type { FileFailure } from './predict.js'
import { textsOfStdin } from './stdin.js'

/** A text to be classified. */
export interface NamedText {
  text: string
  /** The file it came from; absent for a text that was given or piped in. */
  file?: string
  /** The row of the table that it is, from 1. */
  row?: number
}

export interface CollectOptions {
  /** The column of a table that holds the texts. Default: what it is usually named. */
  textColumn?: string | undefined
  encoding?: Encoding | undefined
}

/**
 * The texts that words on a command line mean: a file is read, of a table (`.csv`, `.tsv`, `.jsonl`) each row; a folder
 * means its `.txt` files, where it has none itself those of the folders below, as class folders are; `-` the lines of what
 * is piped in; every other word is a text itself. What is no text, or empty, is reported.
 */
export async function collectTexts(
  words: readonly string[],
  { cwd, stdin }: Pick<Io, 'cwd' | 'stdin'>,
  onFailure: (failure: FileFailure) => void,
  { textColumn, encoding }: CollectOptions = {},
): Promise<NamedText[]> {
  const texts: NamedText[] = []
  const attempt = async (file: string, read: () => Promise<NamedText[]>) => {
    try {
      const found = await read()
      if (found.length === 0) throw noTexts(file)
      for (const text of found) {
        if (text.text.trim() !== '') texts.push(text)
        else onFailure({ file, code: 'DATA', message: emptyText(text) })
      }
    } catch (error) {
      if (!(error instanceof KeratinError)) throw error
      onFailure({ file, code: error.code, message: error.message })
    }
  }
  const readFile = (file: string) => async (): Promise<NamedText[]> => {
    const path = resolve(cwd, file)
    if (isTableName(file)) {
      const rows = await readTextColumn(path, {
        ...(textColumn !== undefined && { textColumn }),
        ...(encoding !== undefined && { encoding }),
      })
      return rows.map((text, i) => ({ file, row: i + 1, text }))
    }
    return [{ file, text: await textOf(path, encoding) }]
  }
  for (const word of words) {
    const found =
      word !== '' && word.length < 4096 ? await stat(resolve(cwd, word)).catch(() => undefined) : undefined
    if (word === '-') {
      await attempt('standard input', async () => {
        const lines: NamedText[] = []
        for await (const text of textsOfStdin(stdin, encoding)) lines.push({ text })
        return lines
      })
    } else if (found?.isDirectory()) {
      const all = await listTexts(resolve(cwd, word))
      const own = all.filter((name) => !name.includes('/'))
      const names = own.length > 0 ? own : all
      if (names.length === 0) await attempt(word, async () => [])
      for (const name of names) await attempt(join(word, name), readFile(join(word, name)))
    } else if (found) await attempt(word, readFile(word))
    else {
      await attempt(word, async () => {
        if (looksLikeFile(word)) throw await fileNotFound(resolve(cwd, word))
        return [{ text: word }]
      })
    }
  }
  return texts
}

/** @throws KeratinError FILE_UNREADABLE for an image, and for what is no text in that encoding */
async function textOf(path: string, encoding: Encoding | undefined): Promise<string> {
  const bytes = await readFileBytes(path, 'text')
  const image = imageSignature(bytes)
  if (image === undefined) return decodeText(bytes, path, encoding)
  throw new KeratinError('FILE_UNREADABLE', `${path} is no text: it is an image (${image}).`, {
    hint: 'The model takes texts.',
  })
}

const noTexts = (where: string): KeratinError =>
  new KeratinError('DATA', `There are no texts in ${where}.`, {
    hint: 'Expected: files with the ending .txt in a folder, rows in a table, lines in standard input.',
  })

const emptyText = ({ file, row }: NamedText): string => {
  const what = file === undefined ? 'A text' : row === undefined ? file : `Row ${row} of ${file}`
  return `${what} is empty: there is nothing to predict from.`
}

/** A word like `reviews/one.txt` is a file that is missing, and no text. */
const looksLikeFile = (word: string): boolean =>
  /^\S+$/.test(word) && (/\.(txt|md|html?)$/i.test(word) || isTableName(word) || isImageName(word))
