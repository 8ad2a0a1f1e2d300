import type { FormatName } from '../../model/index.js'
import { choice, flag, text } from '../options/option.js'
import { debug, engine, json, quiet } from '../options/shared.js'

/** The formats, in the order of help. A test holds them against the table of formats. */
const names = ['keras', 'h5', 'weights', 'tfjs', 'safetensors', 'npz', 'json', 'keras-project'] as const
names satisfies readonly FormatName[]

export const exportOptions = {
  to: choice('the format', names, { placeholder: '<format>' }),
  out: text('file or folder to write', {
    placeholder: '<path>',
    short: '-o',
    complete: 'file',
    default: 'the name of the model with another ending',
  }),
  float16: flag('store weights in half precision (tfjs, safetensors, npz)', { configurable: false }),
  force: flag('replace what is there', { configurable: false }),
  engine,
  json,
  quiet,
  debug,
} as const
