import { flag } from '../options/option.js'
import { debug, json } from '../options/shared.js'

export const doctorOptions = {
  markdown: flag('print a table to paste into an issue; paths are left out', { configurable: false }),
  json,
  debug,
} as const
