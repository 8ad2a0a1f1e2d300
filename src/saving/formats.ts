import type { FormatName } from '../model/index.js'
import { broken } from './broken.js'
import type { Format } from './formats/format.js'
import { isHdf5, isNpz, isTensorFlowJs, safetensorsHeader } from './formats/recognise.js'
import { isObject } from './keras/json-checks.js'
import { losses } from './losses.js'
import { modelToJSON } from './model-json.js'

/** Loads what reads and writes them, which most programs that import Keratin never need. */
export const codecs = () => import('./formats/codecs.js')

/**
 * All formats of model files: the one place where endings, what tells files apart, and what reads and writes them
 * stand together.
 */
export const formats: readonly Format[] = [
  {
    name: 'keras',
    title: 'Keras archive',
    endings: ['.keras'],
    holds: 'model',
    unbuilt: true,
    recognise: ({ zip }) => zip?.names.includes('config.json') ?? false,
    readModel: async ({ zip, source }, options) =>
      (await codecs()).readKerasModel(zip!, source.path, options),
    readWeights: async ({ zip }, model) => (await codecs()).readKerasWeights(zip!, model),
    write: async (model, options) => (await codecs()).kerasFile(model, options),
    lost: () => [],
  },
  {
    name: 'npz',
    title: 'NumPy arrays',
    endings: ['.npz'],
    holds: 'weights',
    recognise: isNpz,
    readWeights: async ({ zip }, model) => (await codecs()).readNpzWeights(zip!, model),
    halves: true,
    write: async (model, options) => (await codecs()).npzFile(model, options),
    lost: losses('layers', 'compiled', 'state', 'vocabularies', 'metadata'),
  },
  {
    name: 'weights',
    title: 'Keras weights',
    endings: ['.weights.h5'],
    holds: 'weights',
    // which of both kinds of HDF5 it is, is found out when it is read
    recognise: (content) => isHdf5(content) && content.source.name.endsWith('.weights.h5'),
    readModel: async ({ bytes, source }, options) =>
      (await codecs()).readH5Model(bytes, source.path, options),
    readWeights: async ({ bytes }, model) => (await codecs()).readH5Weights(bytes, model),
    write: async (model, options) => (await codecs()).kerasWeightsFile(model, options),
    lost: losses('layers', 'compiled', 'texts', 'metadata'),
  },
  {
    name: 'h5',
    title: 'Keras HDF5',
    endings: ['.h5', '.hdf5'],
    holds: 'model',
    recognise: isHdf5,
    readModel: async ({ bytes, source }, options) =>
      (await codecs()).readH5Model(bytes, source.path, options),
    readWeights: async ({ bytes }, model) => (await codecs()).readH5Weights(bytes, model),
    write: async (model, options) => (await codecs()).h5File(model, options),
    lost: () => [],
  },
  {
    name: 'safetensors',
    title: 'safetensors',
    endings: ['.safetensors'],
    holds: 'weights',
    recognise: ({ bytes }) => safetensorsHeader(bytes) !== undefined,
    readWeights: async ({ bytes }, model) => (await codecs()).readSafetensors(bytes, model),
    halves: true,
    write: async (model, options) => (await codecs()).safetensorsFile(model, options),
    lost: losses('layers', 'compiled', 'state', 'vocabularies', 'metadata'),
  },
  {
    name: 'tfjs',
    title: 'TensorFlow.js model',
    endings: ['model.json'],
    holds: 'model',
    recognise: ({ json }) => isTensorFlowJs(json),
    readModel: async ({ json, source }, options) => (await codecs()).readTensorFlowJs(json, source, options),
    readWeights: async ({ json, source }, model) =>
      (await codecs()).readTensorFlowJsWeights(json, source, model),
    halves: true,
    writeFolder: async (model, options) => (await codecs()).tensorFlowJsFiles(model, options),
    lost: losses('state', 'penalties'),
  },
  {
    name: 'json',
    title: 'Keras JSON',
    endings: ['.json'],
    holds: 'layers',
    unbuilt: true,
    recognise: ({ json }) => isObject(json) && 'class_name' in json,
    readModel: () => {
      const hint = 'Make the model with modelFromJSON and give it weights with model.loadWeights(path).'
      throw broken('It holds layers without weights.', hint)
    },
    write: modelToJSON,
    lost: losses('weights', 'optimizer', 'state', 'vocabularies', 'metadata'),
  },
  {
    name: 'keras-project',
    title: 'Keras project',
    endings: [],
    holds: 'model',
    // its model is found in the folder, and is a Keras archive
    recognise: () => false,
    writeFolder: async (model, options) => (await codecs()).kerasProjectFiles(model, options),
    lost: () => [],
  },
]

/** The format that a name ends like, the longest ending first; undefined if there is none. */
export function formatOfName(path: string): Format | undefined {
  const candidates = formats.flatMap((format) => format.endings.map((ending) => ({ format, ending })))
  candidates.sort((a, b) => b.ending.length - a.ending.length)
  return candidates.find(({ ending }) => endsWith(path.toLowerCase(), ending))?.format
}

/** An ending without a point before it is a whole name. */
const endsWith = (path: string, ending: string): boolean =>
  ending.startsWith('.') ? path.endsWith(ending) : path.split(/[/\\]/).at(-1) === ending

/** The format of that name. */
export const formatNamed = (name: FormatName): Format | undefined => formats.find((one) => one.name === name)
