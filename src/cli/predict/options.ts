import { flag, integer, real } from '../options/option.js'
import { batchSize, debug, encoding, engine, json, quiet, textColumn } from '../options/shared.js'

export const predictOptions = {
  topK: integer('classes shown for each file', { min: 1, default: '1', elsewhere: ['--top', '--k'] }),
  threshold: real('how probable a class must be to be said; - where none is', {
    min: 0,
    max: 1,
    default: '0',
    elsewhere: ['--min-probability', '--confidence', '--conf', '--min-confidence'],
  }),
  explain: flag('show the words of a text that spoke for and against', { configurable: false }),
  csv: flag('print a table with commas, a line for each sample and class', { configurable: false }),
  textColumn,
  encoding,
  batchSize: batchSize('32'),
  engine,
  json,
  quiet,
  debug,
} as const
