import { KeratinError } from '../../support/errors.js'
import { readUnpacked } from '../../support/unpack.js'

/** A word and its numbers, as they stand in the file. */
export type WordVector = readonly [word: string, vector: Float32Array]

/** No word is longer, and no vector has more numbers. */
const [longestWord, mostNumbers] = [4096, 100_000]
const [newline, space] = [10, 32]

/**
 * The vectors of a file in the binary format of word2vec, plain or `.gz`: a line with the number of words and of
 * numbers, then each word, a space, and its numbers as float32.
 *
 * @throws KeratinError `FILE_NOT_FOUND`; `FILE_UNREADABLE` with what is not as it should be
 */
export async function* readBinaryVectors(path: string): AsyncGenerator<WordVector> {
  const broken = (what: string) =>
    new KeratinError('FILE_UNREADABLE', `${path} is no file of vectors of word2vec: ${what}.`)
  let rest: Buffer = Buffer.alloc(0)
  let head: { words: number; dimension: number } | undefined
  let read = 0
  for await (const chunk of readUnpacked(path, 'lines')) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    if (!head) {
      const end = rest.indexOf(newline)
      if (end < 0 && rest.length < longestWord) continue
      const [, words, dimension] = /^(\d+) (\d+)\r?$/.exec(rest.toString('latin1', 0, Math.max(end, 0))) ?? []
      if (!words || !Number(dimension) || Number(dimension) > mostNumbers)
        throw broken('its first line is not two numbers')
      head = { words: Number(words), dimension: Number(dimension) }
      at = end + 1
    }
    for (; read < head.words; read++) {
      // some programs end each vector with a line feed
      const start = rest[at] === newline ? at + 1 : at
      const end = rest.indexOf(space, start)
      if (end < 0 && rest.length - start > longestWord) throw broken(`word ${read + 1} has no end`)
      const next = end + 1 + head.dimension * 4
      if (end < 0 || next > rest.length) break
      const vector = new Float32Array(head.dimension)
      for (let i = 0; i < vector.length; i++) vector[i] = rest.readFloatLE(end + 1 + i * 4)
      yield [rest.toString('utf8', start, end), vector]
      at = next
    }
    rest = rest.subarray(at)
  }
  if (!head || read < head.words) throw broken(`it ends after ${read} of ${head?.words ?? 'its'} words`)
}
