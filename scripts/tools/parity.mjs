// Writes docs/PARITY.md: every public name of Keras and whether Keratin has it. `node scripts/tools/parity.mjs`
// after a build; a test keeps the file equal to what this makes of the code.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

const noAdapters = 'no `lora_rank`, `lora_alpha` and `quantization_config`'
const noCuda = 'no `use_cudnn` and `implementation`'

const otherNumbers = 'the numbers are not those of Python'

/** Where a name is here, but not all of it. */
const partial = {
  'layers.BatchNormalization': '`renorm` and `synchronized` are refused',
  'layers.CategoryEncoding': '`sparse` is refused',
  'layers.Dense': noAdapters,
  'layers.Discretization': '`sparse` is refused',
  'layers.EinsumDense': noAdapters,
  'layers.Embedding': noAdapters,
  'layers.GRU': noCuda,
  'layers.InputLayer': 'no `sparse`, `ragged`, `optional` and `input_tensor`',
  'layers.IntegerLookup': '`sparse` and `salt` are refused; `vocabulary_dtype` is `int64`',
  'layers.LSTM': noCuda,
  'layers.Lambda':
    'files hold the name of a function, not its code; a function for `mask` or `output_shape` is not saved',
  'layers.RandomCrop': 'cuts from the middle outside of training, where Keras 3.15 leaves images as they are',
  'layers.RandomFlip':
    'with `horizontal_and_vertical` each direction is drawn by itself; Keras mirrors both or none',
  'layers.StringLookup': '`sparse` and `salt` are refused; texts have no `encoding`',
  'layers.TextVectorization':
    '`sparse`, `ragged` and the output mode `one_hot` are refused; functions for `standardize` and `split` are not saved; ' +
    'texts have no `encoding`',
  'callbacks.ModelCheckpoint': 'writes `.keras` and `.weights.h5` files',
  'callbacks.TensorBoard':
    'numbers only: no `histogram_freq`, `write_graph`, `write_images`, `write_steps_per_second`, `profile_batch` and ' +
    '`embeddings_freq`; epochs are always written, whatever `updateFreq`',
  'operations.cast': 'the types are `float32`, `int32` and `bool`; `int64` is `int32`',
  'operations.convert_to_tensor': 'no `sparse` and `ragged`',
  'operations.image.resize': '`crop_to_aspect_ratio` and `pad_to_aspect_ratio` are refused',
  'operations.layer_normalization': '`rms_scaling` is refused',
  'operations.linspace': 'of numbers; no `retstep` and `axis`',
  'operations.moments': '`synchronized` is ignored',
  'operations.multi_hot': '`sparse` is refused',
  'operations.norm': 'of matrices `fro`, 1, -1 and the infinities',
  'operations.one_hot': '`sparse` is refused',
  'operations.segment_sum': '`num_segments` must be given',
  'operations.slice': 'also makes slices for `getItem`',
  'operations.where': 'with three arguments',
  'models.load_model': '`loadModel`; reads `.keras` files, `.h5` is planned',
  'models.save_model': '`model.save`; writes `.keras` and `.weights.h5` files, `.h5` is planned',
  'utilities.image_dataset_from_directory':
    '`imageDatasetFromDirectory`; no `data_format`, `format` and `verbose`; ' +
    'turns photos upright and shows transparent pixels as white, unless `orient` and `background` say otherwise',
  'utilities.load_img':
    '`loadImage`; gives a tensor; `interpolation` is `bilinear` if not given; `cropToAspectRatio` for `keep_aspect_ratio`; ' +
    'turns photos upright and shows transparent pixels as white, unless `orient` and `background` say otherwise',
  'utilities.pad_sequences': '`padSequences`; `dtype` is `int32` or `float32`',
  'utilities.save_img':
    '`saveImage`; PNG, JPEG and WebP; no `data_format`; without `scale`, values beyond 0 and 255 are cut off',
  'utilities.set_random_seed': '`setRandomSeed`; the streams are not those of Python',
  'utilities.model_to_dot':
    '`modelToDot` of `keratin/plot`; gives the text; no `dpi`, `splines` and `subgraph`; `modelToMermaid` and `modelToText` beside it',
  'utilities.plot_model':
    '`plotModel` of `keratin/plot`; gives a `Picture` to save as SVG or PNG; needs no Graphviz; no `dpi` and `splines`',
  'random.SeedGenerator': `gives integers; ${otherNumbers}`,
  'random.beta': otherNumbers,
  'random.binomial': otherNumbers,
  'random.categorical': otherNumbers,
  'random.dropout': otherNumbers,
  'random.gamma': otherNumbers,
  'random.normal': otherNumbers,
  'random.randint': otherNumbers,
  'random.shuffle': otherNumbers,
  'random.truncated_normal': `\`truncatedNormal\`; ${otherNumbers}`,
  'random.uniform': otherNumbers,
}

/** Names that have another spelling here. */
const spelled = {
  'utilities.unpack_x_y_sample_weight': 'unpackXYSampleWeight',
  'utilities.image_dataset_from_directory': 'imageDatasetFromDirectory',
  'utilities.load_img': 'loadImage',
  'utilities.model_to_dot': 'modelToDot',
  'utilities.pad_sequences': 'padSequences',
  'utilities.plot_model': 'plotModel',
  'utilities.save_img': 'saveImage',
  'utilities.set_random_seed': 'setRandomSeed',
  'random.truncated_normal': 'truncatedNormal',
  'utilities.to_categorical': 'toCategorical',
  'utilities.clear_session': 'clearSession',
  'models.load_model': 'loadModel',
  'models.save_model': 'Model',
  'models.model_from_json': 'modelFromJSON',
}

/** Operations on functions of Python, complex numbers, or types of numbers that TensorFlow.js has not. */
const notInScript = [
  ...[
    'associative_scan',
    'cond',
    'custom_gradient',
    'fori_loop',
    'jvp',
    'map',
    'scan',
    'switch',
    'vectorize',
  ],
  ...['vectorized_map', 'while_loop', 'convert_to_numpy', 'dtype', 'is_tensor', 'view', 'nextafter', 'ldexp'],
  ...['angle', 'conj', 'conjugate', 'eig', 'fft', 'fft2', 'ifft2', 'imag', 'irfft', 'polar', 'real', 'rfft'],
  ...['isreal', 'istft', 'stft', 'view_as_complex', 'view_as_real', 'saturate_cast', 'empty', 'empty_like'],
].map((name) => `operations.${name}`)

/** Names that make no sense outside Python or TensorFlow. */
const notPlanned = new Set([
  ...notInScript,
  ...[
    'layers.TFSMLayer',
    'layers.JaxLayer',
    'layers.FlaxLayer',
    'layers.TorchModuleWrapper',
    'layers.STFTSpectrogram',
  ],
  ...[
    'callbacks.OrbaxCheckpoint',
    'callbacks.RemoteMonitor',
    'callbacks.CallbackList',
    'optimizers.LossScaleOptimizer',
  ],
  ...[
    'initializers.STFT',
    'initializers.STFTInitializer',
    'optimizers.OptimizerMap',
    'layers.KerasFileEditor',
  ],
  ...[
    'utilities.CustomObjectScope',
    'utilities.custom_object_scope',
    'utilities.PyDataset',
    'utilities.Sequence',
  ],
  ...['utilities.legacy', 'utilities.disable_interactive_logging', 'utilities.enable_interactive_logging'],
  ...['utilities.is_interactive_logging_enabled', 'utilities.is_keras_tensor', 'utilities.standardize_dtype'],
])

const titles = {
  models: 'Models',
  layers: 'Layers',
  activations: 'Activations',
  initializers: 'Initializers',
  regularizers: 'Regularizers',
  constraints: 'Constraints',
  losses: 'Losses',
  metrics: 'Metrics',
  optimizers: 'Optimizers',
  schedules: 'Learning rate schedules',
  callbacks: 'Callbacks',
  utilities: 'Utilities',
  operations: 'Operations (`keras.ops`, in camelCase: `ops.expandDims`)',
  random: 'Random numbers',
  applications: 'Applications (`keratin/applications`)',
}

/** Whether a program finds something under the name: in the namespace of its group, or among all that is exported. */
function isExported(keratin, group, name) {
  const space = { operations: keratin.ops, applications: keratin.applications }[group]
  if (space) return name.split('.').reduce((inner, part) => inner?.[part], space) !== undefined
  const place = ['layers', 'models', 'utilities'].includes(group) ? keratin : keratin[group]
  return (place[name] ?? (group === 'utilities' ? keratin.plot[name] : undefined)) !== undefined
}

/** A function of Keras as it is written here: `leakyRelu`. */
const camelCase = (name) => name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter) => letter.toUpperCase())
const everyPart = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())
const operationName = (name, group) =>
  group === 'operations' || group === 'applications' ? everyPart(name) : camelCase(name)

/** The text of docs/PARITY.md for the exports of Keratin, those of `keratin/applications` as `applications`, of `keratin/plot` as `plot`. */
export function parityText(keratin) {
  const names = JSON.parse(readFileSync(path('docs/keras-names.json'), 'utf8'))
  const rows = Object.keys(titles).flatMap((group) =>
    names[group].map((name) => {
      const key = `${group}.${name}`
      const isFunction = ['activations', 'operations', 'applications'].includes(group)
      const spelling = spelled[key] ?? (isFunction ? operationName(name, group) : name)
      const has = isExported(keratin, group, spelling)
      const state = has
        ? partial[key]
          ? 'partial'
          : 'same'
        : notPlanned.has(key)
          ? 'not planned'
          : 'planned'
      return { group, name, state, note: (has && partial[key]) || '' }
    }),
  )
  const count = (state) => rows.filter((r) => r.state === state).length
  const section = (group) => {
    const own = rows.filter((r) => r.group === group)
    const list = (state) =>
      own.filter((r) => r.state === state).map((r) => (r.note ? `${r.name} (${r.note})` : r.name))
    const lines = ['same', 'partial', 'planned', 'not planned']
      .filter((state) => list(state).length > 0)
      .map((state) => `| ${state} | ${list(state).length} | ${list(state).join(', ')} |`)
    return [
      `## ${titles[group]}`,
      '',
      '| state | names | which |',
      '| --- | ---: | --- |',
      ...lines,
      '',
    ].join('\n')
  }
  return [
    '# Parity with Keras',
    '',
    'Every public name of Keras 3.15.1 of these kinds, and its state here: the *same* (name, defaults, numbers), *partial*',
    '(with the difference), *planned*, or *not planned*. Options are written in camelCase. Made by',
    '`scripts/tools/parity.mjs` from the code; a test keeps it true.',
    '',
    `Of ${rows.length} names, ${count('same')} are the same, ${count('partial')} partial, ${count('planned')} planned, ` +
      `${count('not planned')} not planned.`,
    '',
    ...Object.keys(titles).map(section),
  ].join('\n')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = (file) => import(pathToFileURL(path(`dist/src/${file}`)).href)
  const files = ['index.js', 'applications/index.js', 'plot/index.js']
  const [keratin, applications, plot] = await Promise.all(files.map(built))
  writeFileSync(path('docs/PARITY.md'), parityText({ ...keratin, applications, plot }))
}
