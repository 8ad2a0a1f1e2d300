import { join } from 'node:path'
import { parseJson } from '../../support/json.js'
import { readFileBytes } from '../../support/read-file.js'
import { decodeText } from '../../support/text-file.js'
import type { EpochRecord } from './result.js'

/** The results of each epoch of a run, as they were written down. */
export async function readHistory(run: string): Promise<EpochRecord[]> {
  const path = join(run, 'history.jsonl')
  const lines = decodeText(await readFileBytes(path, 'json'), path)
    .trim()
    .split('\n')
  return lines.map((line) => parseJson(line) as EpochRecord)
}
