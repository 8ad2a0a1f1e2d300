import { flag, integer, real, text } from './option.js'
import { batchSize, data, debug, engine, json, labelColumn, limit, quiet, textColumn } from './shared.js'

/** The options of `keratin train`; those a configuration file may set are the settings of a run. */
export const trainOptions = {
  data,
  epochs: integer('passes over the training data', {
    min: 1,
    default: 'of the recipe',
    env: 'KERATIN_EPOCHS',
  }),
  batchSize: batchSize('of the recipe'),
  lr: real('learning rate', { above: 0, default: 'of the recipe', env: 'KERATIN_LR' }),
  seed: integer('seed of everything random', { default: 'drawn, and written down', env: 'KERATIN_SEED' }),
  limit,
  valSplit: real('share of the training data held back for validation', {
    min: 0,
    below: 1,
    default: 'of the recipe',
    env: 'KERATIN_VAL_SPLIT',
  }),
  variant: text('variant of the model, where a recipe has several', { placeholder: '<name>' }),
  imageSize: integer('height and width that photos get, for recipes on photos', {
    min: 1,
    default: 'of the variant',
  }),
  base: text(
    'model to train further: a file, a folder or a name such as MobileNetV2; for texts vectors of words',
    {
      placeholder: '<model>',
    },
  ),
  unfreeze: integer('layers of the base, from its end, that are trained too', { min: 0, default: '0' }),
  head: integer('units of the hidden layer behind the base; 0 for none', { min: 0, default: '100' }),
  textColumn,
  labelColumn,
  engine,
  out: text('folder of the run', { placeholder: '<folder>', default: 'runs/<recipe>-<n>' }),
  resume: text('go on with an interrupted run, as it was set', { placeholder: '<run>', configurable: false }),
  force: flag('replace the run in that folder', { configurable: false }),
  config: text('read options from a JSON file; environment and flags win', {
    placeholder: '<file>',
    configurable: false,
  }),
  printConfig: flag('print the resolved options and stop', { configurable: false }),
  dryRun: flag('load the data, build the model, train one batch and stop', { configurable: false }),
  json,
  quiet,
  debug,
} as const
