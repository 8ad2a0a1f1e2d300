import type { FormatName, Model } from '../model/index.js'
import { broken } from './broken.js'
import type { Content, Format } from './formats/format.js'
import { readH5Model, readH5Weights } from './formats/h5.js'
import { readKerasModel, readKerasWeights } from './formats/keras.js'
import { isNpz, npzWeights } from './formats/npz.js'
import { safetensorsHeader, safetensorsWeights } from './formats/safetensors.js'
import { isTensorFlowJs, readTensorFlowJs, tensorFlowJsWeights } from './formats/tfjs.js'
import { h5File } from './formats/write-h5.js'
import { kerasFile, kerasWeightsFile } from './formats/write-keras.js'
import { npzFile } from './formats/write-npz.js'
import { kerasProjectFiles } from './formats/write-project.js'
import { safetensorsFile } from './formats/write-safetensors.js'
import { tensorFlowJsFiles } from './formats/write-tfjs.js'
import { isObject } from './keras/json-checks.js'
import { losses } from './losses.js'
import { modelToJSON } from './model-json.js'
import type { Origin } from './upgrade/origin.js'
import { readPlanned } from './weights/assign.js'
import { planByNames } from './weights/plan-by-names.js'
import type { StoredWeight } from './weights/stored.js'

/** Of weights without a word of what wrote them: they are as layers have them today. */
const today: Origin = { era: 3, version: undefined, backend: undefined }

const assign = (model: Model, stored: readonly StoredWeight[]): void =>
  readPlanned(planByNames(model, stored, today)).assign()

const isHdf5 = ({ bytes }: Content): boolean =>
  Buffer.from(bytes.subarray(0, 8)).toString('latin1') === '\x89HDF\r\n\x1a\n'

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
    readModel: ({ zip, source }, options) => readKerasModel(zip!, source.path, options),
    readWeights: ({ zip }, model) => readKerasWeights(zip!, model),
    write: kerasFile,
    lost: () => [],
  },
  {
    name: 'npz',
    title: 'NumPy arrays',
    endings: ['.npz'],
    holds: 'weights',
    recognise: ({ zip }) => zip !== undefined && isNpz(zip),
    readWeights: async ({ zip }, model) => assign(model, npzWeights(zip!)),
    halves: true,
    write: npzFile,
    lost: losses('layers', 'compiled', 'state', 'vocabularies', 'metadata'),
  },
  {
    name: 'weights',
    title: 'Keras weights',
    endings: ['.weights.h5'],
    holds: 'weights',
    // which of both kinds of HDF5 it is, is found out when it is read
    recognise: (content) => isHdf5(content) && content.source.name.endsWith('.weights.h5'),
    readModel: ({ bytes, source }, options) => readH5Model(bytes, source.path, options),
    readWeights: ({ bytes }, model) => readH5Weights(bytes, model),
    write: kerasWeightsFile,
    lost: losses('layers', 'compiled', 'texts', 'metadata'),
  },
  {
    name: 'h5',
    title: 'Keras HDF5',
    endings: ['.h5', '.hdf5'],
    holds: 'model',
    recognise: isHdf5,
    readModel: ({ bytes, source }, options) => readH5Model(bytes, source.path, options),
    readWeights: ({ bytes }, model) => readH5Weights(bytes, model),
    write: h5File,
    lost: () => [],
  },
  {
    name: 'safetensors',
    title: 'safetensors',
    endings: ['.safetensors'],
    holds: 'weights',
    recognise: ({ bytes }) => safetensorsHeader(bytes) !== undefined,
    readWeights: async ({ bytes }, model) => assign(model, safetensorsWeights(bytes)),
    halves: true,
    write: safetensorsFile,
    lost: losses('layers', 'compiled', 'state', 'vocabularies', 'metadata'),
  },
  {
    name: 'tfjs',
    title: 'TensorFlow.js model',
    endings: ['model.json'],
    holds: 'model',
    recognise: ({ json }) => isTensorFlowJs(json),
    readModel: ({ json, source }, options) => readTensorFlowJs(json, source, options),
    readWeights: async ({ json, source }, model) => assign(model, await tensorFlowJsWeights(json, source)),
    halves: true,
    writeFolder: async (model, options) => tensorFlowJsFiles(model, options),
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
    writeFolder: kerasProjectFiles,
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
