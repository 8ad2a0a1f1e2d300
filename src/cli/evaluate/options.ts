import { recipes } from '../../../models/registry.js'
import { choice, integer, text } from '../options/option.js'
import {
  batchSize,
  data,
  debug,
  encoding,
  engine,
  json,
  labelColumn,
  quiet,
  textColumn,
} from '../options/shared.js'

export const evaluateOptions = {
  data: { ...data, default: 'the place the run was trained from' },
  recipe: {
    ...text('recipe whose test data is used, for a bare model file', {
      placeholder: '<name>',
      default: 'that of the run',
    }),
    choices: recipes.map((recipe) => recipe.name),
  },
  on: choice(
    'what it is measured on: the test of its run, what the run has not seen, all that is in the data (or its part for the test), or what the run chose by or was trained on',
    ['test', 'new', 'all', 'validation', 'train'],
    { placeholder: '<samples>', default: 'test' },
  ),
  limit: integer('use only so many of these, as many of each class as can be', { min: 1 }),
  textColumn,
  labelColumn,
  encoding,
  batchSize: batchSize('of the run'),
  min: text('a metric and its least value, such as accuracy=0.99; exit code 4 below it', {
    placeholder: '<metric=value>',
    elsewhere: ['--threshold', '--at-least', '--require'],
  }),
  mistakes: integer('files shown that the model is most sure and wrong about', { default: '10' }),
  output: text('write the result as JSON into a file', { placeholder: '<file>', complete: 'file' }),
  engine,
  json,
  quiet,
  debug,
} as const
