import { choice, flag, integer, text } from './option.js'

/** Options that several commands have. */

/** What a command takes as a model. */
export const modelArgument = 'a run folder, or a file or folder with a model (.keras, .h5, model.json, ...)'

export const json = flag('print JSON on stdout', { configurable: false })
export const quiet = flag('no progress and no notes', {
  configurable: false,
  elsewhere: ['--silent', '--no-progress'],
})
export const debug = flag('show the stack of an error', {
  env: 'KERATIN_DEBUG',
  configurable: false,
  elsewhere: ['--verbose', '--stack', '--trace'],
})

export const engine = choice('where numbers are computed', ['auto', 'tensorflow', 'wasm', 'cpu'], {
  placeholder: '<name>',
  default: 'auto',
  env: 'KERATIN_ENGINE',
  elsewhere: ['--backend', '--device'],
})

export const data = text('folder of the data, or a data root that holds it', {
  placeholder: '<folder>',
  complete: 'file',
  elsewhere: ['--dataset', '--data-dir', '--input'],
  default: 'KERATIN_DATA, the cache, the network',
})

export const limit = integer('use only the first n samples', {
  min: 1,
  elsewhere: ['--max-samples', '--num-samples'],
})

export const textColumn = text('column of a table that holds the texts', {
  placeholder: '<name>',
  default: 'what it is usually named, such as text',
})
export const labelColumn = text('column of a table that holds the classes', {
  placeholder: '<name>',
  default: 'what it is usually named, such as label',
})
export const encoding = text('encoding of texts and tables, such as latin1 or shift_jis', {
  placeholder: '<name>',
  default: 'utf-8, or utf-16 where a file says so',
})

export const batchSize = (shown: string) =>
  integer('samples computed at a time', {
    min: 1,
    default: shown,
    env: 'KERATIN_BATCH_SIZE',
    elsewhere: ['--batch', '--bs', '--mini-batch'],
  })
