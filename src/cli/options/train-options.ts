import type { DataRequest } from '../../../models/recipe.js'
import { recipes } from '../../../models/registry.js'
import { choice, flag, integer, orWord, real, text } from './option.js'
import {
  batchSize,
  data,
  debug,
  encoding,
  engine,
  json,
  labelColumn,
  limit,
  quiet,
  textColumn,
} from './shared.js'

/** The recipes that are told this of their data or model. */
const taking = (name: keyof DataRequest): readonly string[] =>
  recipes.filter(({ takes }) => takes.includes(name)).map((recipe) => recipe.name)

/** The options of `keratin train`; those a configuration file may set are the settings of a run. */
export const trainOptions = {
  data: { ...data, only: taking('data') },
  epochs: integer('passes over the training data', {
    min: 1,
    default: 'of the recipe',
    env: 'KERATIN_EPOCHS',
    elsewhere: ['--num-epochs', '--n-epochs', '--iterations', '--passes'],
  }),
  batchSize: batchSize('of the recipe'),
  minutes: real('time that it may take, instead of epochs: as many as fit; the learning rate ends with it', {
    above: 0,
  }),
  earlyStop: integer('epochs without a better result after which training ends', {
    min: 1,
    default: 'never',
    elsewhere: ['--early-stopping', '--patience'],
  }),
  lr: orWord(
    real('learning rate; find tries many, and takes the one with which the loss falls fastest', {
      above: 0,
      default: 'of the recipe',
      env: 'KERATIN_LR',
      elsewhere: ['--learning-rate', '--rate', '--eta', '--alpha'],
    }),
    'find',
  ),
  seed: integer('seed of everything random', {
    default: 'drawn, and written down',
    env: 'KERATIN_SEED',
    elsewhere: ['--random-seed', '--random-state'],
  }),
  limit,
  valSplit: real('share of the training data held back for validation', {
    min: 0,
    below: 1,
    default: 'of the recipe',
    env: 'KERATIN_VAL_SPLIT',
    elsewhere: ['--validation-split', '--validation', '--holdout'],
  }),
  variant: text('variant of the model', {
    placeholder: '<name>',
    default: 'the first of the recipe',
    only: taking('variant'),
    elsewhere: ['--model', '--architecture', '--arch'],
  }),
  imageSize: integer('height and width that photos get', {
    min: 1,
    default: 'of the variant',
    only: taking('imageSize'),
  }),
  base: text(
    'model to train further: a file, a folder or a name such as MobileNetV2; for texts vectors of words',
    { placeholder: '<model>', complete: 'file', only: taking('base') },
  ),
  unfreeze: integer('layers of the base, from its end, that are trained too', {
    min: 0,
    default: '0',
    only: taking('unfreeze'),
  }),
  head: integer('units of the hidden layer behind the base; 0 for none', {
    min: 0,
    default: '100',
    only: taking('head'),
  }),
  textColumn: { ...textColumn, only: taking('textColumn') },
  labelColumn: { ...labelColumn, only: taking('labelColumn') },
  encoding: { ...encoding, only: taking('encoding') },
  engine,
  out: text('folder of the run', {
    placeholder: '<folder>',
    default: 'runs/<recipe>-<n>',
    elsewhere: ['--output', '--output-dir', '--save', '--save-dir', '--run'],
    complete: 'folder',
  }),
  resume: text('go on with an interrupted run, as it was set', {
    placeholder: '<run>',
    configurable: false,
    complete: 'folder',
  }),
  force: flag('replace the run in that folder', {
    configurable: false,
    elsewhere: ['--overwrite', '--exist-ok'],
  }),
  config: text(
    'read options from a JSON file, or from a program (.mjs, .js, .ts) that exports them; environment and flags win',
    {
      placeholder: '<file>',
      configurable: false,
      complete: 'file',
    },
  ),
  curves: choice(
    'pictures of the curves in the run folder: SVG and PNG, SVG alone, or none',
    ['all', 'svg', 'none'],
    {
      placeholder: '<kinds>',
      default: 'all',
      env: 'KERATIN_CURVES',
      configurable: false,
    },
  ),
  csv: flag('write the results of each epoch as a table too: history.csv in the run folder', {
    elsewhere: ['--csv-log', '--csv-logger'],
  }),
  tensorboard: flag('write them for TensorBoard too: tensorboard --logdir shows the run while it trains', {
    elsewhere: ['--tb', '--log-dir', '--logdir'],
  }),
  printConfig: flag('print the resolved options and stop', { configurable: false }),
  dryRun: flag('load the data, build the model, train a batch, tell the memory it takes, and stop', {
    configurable: false,
  }),
  json,
  quiet: { ...quiet, describe: 'one line for each epoch, and no notes; with --json nothing' },
  debug,
} as const
