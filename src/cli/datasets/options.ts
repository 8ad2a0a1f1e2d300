import { flag, integer, text } from '../options/option.js'
import { debug, encoding, json, labelColumn, quiet, textColumn } from '../options/shared.js'

const only = (...actions: string[]) => ({ only: actions })

export const datasetsOptions = {
  fixList: text('write the files that must go, so that no fault is left, into a file, a line for each', {
    placeholder: '<file>',
    complete: 'file',
    ...only('verify'),
  }),
  textColumn: { ...textColumn, ...only('verify') },
  labelColumn: { ...labelColumn, ...only('verify') },
  encoding: { ...encoding, ...only('verify') },
  mirror: text('address of a folder that holds the files', {
    placeholder: '<url>',
    default: 'where they are published',
    ...only('fetch'),
  }),
  out: text('folder of the data', {
    placeholder: '<folder>',
    default: 'made-data',
    complete: 'folder',
    ...only('make'),
  }),
  count: integer('samples of each set to train on', { min: 10, default: '200', ...only('make') }),
  seed: integer('seed of what is drawn', { default: '0', ...only('make') }),
  force: flag('replace what is there', { configurable: false, ...only('fetch', 'make') }),
  json,
  quiet,
  debug,
} as const
