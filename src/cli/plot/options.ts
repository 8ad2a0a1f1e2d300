import { evaluateOptions } from '../evaluate/options.js'
import { choice, flag, integer, real, text } from '../options/option.js'
import { debug, engine, json, quiet } from '../options/shared.js'

/** What can be drawn. */
export const plots = {
  history: 'curves of loss and metrics of a run, or of several runs beside each other',
  model: 'the diagram of a model: a drawing, DOT, Mermaid or text',
  confusion: 'which classes a model takes for which',
  mistakes: 'the samples that a model is most sure and wrong about',
  filters: 'the filters of a convolution',
  features: 'what layers make of an image',
  gradcam: 'where a network looks in images (Grad-CAM)',
  occlusion: 'which parts of images a network needs',
  activations: 'activation functions beside each other',
  embeddings: "vectors of words for TensorBoard's projector",
} as const
export type PlotName = keyof typeof plots

const looking = ['features', 'gradcam', 'occlusion'] as const
const measured = ['confusion', 'mistakes', ...looking] as const
const ofModels = Object.keys(plots).filter((name) => name !== 'history' && name !== 'activations')
const drawn = Object.keys(plots).filter((name) => name !== 'embeddings')

/** The options of `keratin plot`. */
export const plotOptions = {
  out: {
    ...text(
      'file to write, ending in .svg or .png; for model also .dot, .mmd or .txt; - for standard output',
      {
        placeholder: '<file>',
        default: 'named after the run and what is drawn',
        complete: 'file',
      },
    ),
    short: '-o',
  },
  format: choice('kind of file', ['svg', 'png', 'dot', 'mermaid', 'text'], {
    placeholder: '<name>',
    default: 'as --out ends; svg, for images png',
    only: drawn,
  }),
  theme: choice('on white or on black', ['light', 'dark'], {
    placeholder: '<name>',
    default: 'light',
    only: drawn,
  }),
  scale: real('pixels of a PNG for each of the drawing', { above: 0, default: '2', only: drawn }),
  title: text('what stands over it', { placeholder: '<text>', default: 'what is drawn', only: drawn }),
  monitor: text('result that makes an epoch the best', {
    placeholder: '<name>',
    default: 'that of the recipe',
    only: ['history'],
  }),
  log: flag('losses on a scale of logarithms', { only: ['history'] }),
  show: text('what is said of layers, with commas: names, shapes, activations, dtypes, trainable', {
    placeholder: '<list>',
    default: 'names,shapes,activations',
    only: ['model'],
  }),
  nested: flag('show the layers of models inside', { only: ['model'] }),
  direction: choice('from top to bottom, or from left to right', ['TB', 'LR'], {
    placeholder: '<name>',
    default: 'TB',
    only: ['model'],
  }),
  layer: text('a layer by name, or by its way through models inside; for features several with commas', {
    placeholder: '<name>',
    default: 'what there is to see',
    only: ['filters', 'features', 'gradcam', 'embeddings'],
  }),
  class: text('the class that is asked about, by name or number', {
    placeholder: '<name>',
    default: 'what the model takes each image for',
    only: ['gradcam', 'occlusion'],
  }),
  count: integer('how many are shown: mistakes, filters, maps of a layer, or samples of the data', {
    min: 1,
    default: '16; 64 filters; 4 samples',
    only: ['mistakes', 'filters', ...looking],
  }),
  patch: integer('height and width of what is covered, in pixels', {
    min: 1,
    default: 'an eighth of the image',
    only: ['occlusion'],
  }),
  normalize: choice(
    'counts, or shares of the actual class, of the predicted class, or of all',
    ['none', 'true', 'pred', 'all'],
    {
      placeholder: '<name>',
      default: 'none',
      only: ['confusion'],
    },
  ),
  derivatives: flag('draw the slopes too', { only: ['activations'] }),
  data: { ...evaluateOptions.data, only: measured },
  recipe: { ...evaluateOptions.recipe, only: measured },
  on: { ...evaluateOptions.on, describe: 'which samples: as for keratin evaluate', only: measured },
  limit: { ...evaluateOptions.limit, only: measured },
  textColumn: { ...evaluateOptions.textColumn, only: ['confusion', 'mistakes'] },
  labelColumn: { ...evaluateOptions.labelColumn, only: ['confusion', 'mistakes'] },
  batchSize: { ...evaluateOptions.batchSize, only: measured },
  engine: { ...engine, only: ofModels },
  json,
  quiet,
  debug,
} as const
