import * as keratin from 'keratin'
import * as applications from 'keratin/applications'
import * as datasets from 'keratin/datasets'
import { loadRecipe, openBase, photoFeatures, transferModel } from 'keratin/models'
import * as plot from 'keratin/plot'
import { ImageFolder } from '../../src/data/images/folder/image-folder.js'
import type { OptionsOwner } from '../../src/support/option-names/index.js'

// biome-ignore lint/suspicious/noExplicitAny: options that are wrong on purpose
export type Caller = (options: any) => unknown

const { tf, activations, losses, metrics, Dataset, Dense, Sequential } = keratin
const x = tf.keep(tf.zeros([1, 2]))
const model = Sequential([Dense(1, { inputShape: [2] })])
model.compile({ loss: 'mse' })
const data = Dataset.from(() => [1, 2])
const recipe = await loadRecipe('digits')
const vectors = { dimension: 1, vectors: new Map<string, Float32Array>() }
const symbolic = [keratin.Input({ shape: [2] }), keratin.Input({ shape: [2] })]

/** How functions and methods are called with options: what comes before them is right, so that they are what is wrong. */
export const callers: Partial<Record<OptionsOwner, Caller>> = {
  'Dataset.batch': (o) => data.batch(1, o),
  'Dataset.map': (o) => data.map((n) => n, o),
  'Dataset.shuffle': (o) => data.shuffle(1, o),
  'ImageFolder.select': (o) => ImageFolder.prototype.select.call({}, [], o),
  Input: (o) => keratin.Input(o),
  'Model.compile': (o) => model.compile(o),
  'Model.evaluate': (o) => model.evaluate(x, x, o),
  'Model.fit': (o) => model.fit(x, x, o),
  'Model.predict': (o) => model.predict(x, o),
  'Model.save': (o) => model.save('none.keras', o),
  'Model.saveWeights': (o) => model.saveWeights('none.weights.h5', o),
  'Model.summary': (o) => model.summary(o),
  'Model.summaryText': (o) => model.summaryText(o),
  'Model.testOnBatch': (o) => model.testOnBatch(x, x, o),
  'Model.trainOnBatch': (o) => model.trainOnBatch(x, x, o),
  'Optimizer.excludeFromWeightDecay': (o) => model.optimizer!.excludeFromWeightDecay(o),
  'Recipe.build': (o) => recipe.build(o),
  'Recipe.compile': (o) => recipe.compile(o),
  'Recipe.load': (o) => recipe.load(o),
  'TensorBatches.batches': (o) => keratin.TensorBatches.prototype.batches.call({}, o).next(),
  Tokenizer: (o) => new keratin.Tokenizer(o),
  Variable: (o) => new keratin.Variable(o),
  'Picture.save': (o) => plot.linePlot({ y: [1, 2] }).save('none.svg', o),
  'Picture.toPNG': (o) => plot.linePlot({ y: [1, 2] }).toPNG(o),
  'Picture.toSVG': (o) => plot.linePlot({ y: [1, 2] }).toSVG(o),
  add: (o) => keratin.add(symbolic, o),
  average: (o) => keratin.average(symbolic, o),
  booleanMask: (o) => keratin.booleanMask([1, 2], [true, false], o),
  'catsVsDogs.load': (o) => datasets.catsVsDogs.load(o),
  concatenate: (o) => keratin.concatenate(symbolic, o),
  confusionMatrix: (o) => plot.confusionMatrix([0], [0], o),
  featureMaps: (o) => plot.featureMaps(model, x, o),
  gradCam: (o) => plot.gradCam(model, x, o),
  modelToDot: (o) => plot.modelToDot(model, o),
  modelToMermaid: (o) => plot.modelToMermaid(model, o),
  modelToText: (o) => plot.modelToText(model, o),
  occlusionMap: (o) => plot.occlusionMap(model, x, o),
  plotActivations: (o) => plot.plotActivations(['relu'], o),
  plotConfusionMatrix: (o) => plot.plotConfusionMatrix([[1]], o),
  plotFeatureMaps: (o) => plot.plotFeatureMaps(model, x, o),
  plotFilters: (o) => plot.plotFilters(model, o),
  plotGradCam: (o) => plot.plotGradCam(model, x, o),
  plotHistory: (o) => plot.plotHistory({ loss: [1] }, o),
  plotMistakes: (o) => plot.plotMistakes(['a'], [0], [0], o),
  plotModel: (o) => plot.plotModel(model, o),
  plotOcclusion: (o) => plot.plotOcclusion(model, x, o),
  saveEmbeddings: (o) => plot.saveEmbeddings('none', [[1]], o),
  worstMistakes: (o) => plot.worstMistakes([0], [0], o),
  contourPlot: (o) => plot.contourPlot((a, b) => a * b, o),
  'digits.load': (o) => datasets.digits.load(o),
  dot: (o) => keratin.dot(symbolic, o),
  embeddingMatrix: (o) => keratin.embeddingMatrix(vectors, [], o),
  'fashionMnist.load': (o) => datasets.fashionMnist.load(o),
  featuresOf: (o) => keratin.featuresOf(model, o),
  findLearningRate: (o) => keratin.findLearningRate(model, [[1]], [[1]], o),
  gather: (o) => keratin.gather([1, 2], [0], o),
  'glove.load': (o) => datasets.glove.load(o),
  imageDatasetFromDirectory: (o) => keratin.imageDatasetFromDirectory('none', o),
  imageGrid: (o) => plot.imageGrid([[[1]]], o),
  'imdb.load': (o) => datasets.imdb.load(o),
  'imdb.loadTexts': (o) => datasets.imdb.loadTexts(o),
  'labelledTexts.load': (o) => datasets.labelledTexts.load(o),
  linePlot: (o) => plot.linePlot({ y: [1, 2] }, o),
  loadImage: (o) => keratin.loadImage('none.jpg', o),
  loadModel: (o) => keratin.loadModel('none.keras', o),
  loadWordVectors: (o) => keratin.loadWordVectors('none.txt', o),
  maximum: (o) => keratin.maximum(symbolic, o),
  minimum: (o) => keratin.minimum(symbolic, o),
  'mnist.load': (o) => datasets.mnist.load(o),
  'mnistMlp.load': (o) => datasets.mnistMlp.load(o),
  modelFromJSON: (o) => keratin.modelFromJSON('{}', o),
  multiply: (o) => keratin.multiply(symbolic, o),
  openBase: (o) => openBase('none', o),
  padSequences: (o) => keratin.padSequences([], o),
  photoFeatures: (o) => photoFeatures({} as Parameters<typeof photoFeatures>[0], [], o),
  'random.SeedGenerator': (o) => keratin.random.SeedGenerator(o),
  'random.beta': (o) => keratin.random.beta([1], 1, 1, o),
  'random.binomial': (o) => keratin.random.binomial([1], 1, 0.5, o),
  'random.categorical': (o) => keratin.random.categorical([[0, 1]], 1, o),
  'random.dropout': (o) => keratin.random.dropout(x, 0.5, o),
  'random.gamma': (o) => keratin.random.gamma([1], 1, o),
  'random.normal': (o) => keratin.random.normal([1], o),
  'random.randint': (o) => keratin.random.randint([1], 0, 5, o),
  'random.shuffle': (o) => keratin.random.shuffle(x, o),
  'random.truncatedNormal': (o) => keratin.random.truncatedNormal([1], o),
  'random.uniform': (o) => keratin.random.uniform([1], o),
  saveImage: (o) => keratin.saveImage('none.png', [[1]], o),
  sequencesToMatrix: (o) => keratin.sequencesToMatrix([], o),
  subtract: (o) => keratin.subtract(symbolic, o),
  textToWordSequence: (o) => keratin.textToWordSequence('', o),
  toRows: (o) => keratin.toRows({ x }, o),
  toTensor: (o) => keratin.toTensor([1], o),
  transferModel: (o) => transferModel({} as Parameters<typeof transferModel>[0], o),
  verifyImages: (o) => keratin.verifyImages('none', o),
}

type Functions = Record<string, (...args: unknown[]) => unknown>
const networks = applications as unknown as Functions
const modules = applications as unknown as Record<string, Functions>
const byFamily: Record<string, Functions> = {
  activations: activations as unknown as Functions,
  losses: losses as unknown as Functions,
  metrics: metrics as unknown as Functions,
}
const families: Record<string, object> = {
  layers: keratin,
  callbacks: keratin.callbacks,
  constraints: keratin.constraints,
  initializers: keratin.initializers,
  losses,
  metrics,
  optimizers: keratin.optimizers,
  regularizers: keratin.regularizers,
  schedules: keratin.schedules,
}

/** How whoever takes the options is called with them; undefined if this does not know. */
export function callerOf(owner: OptionsOwner): Caller | undefined {
  if (callers[owner]) return callers[owner]
  const [family, name] = owner.split('.') as [string, string]
  const application = networks[owner]
  if (application) return (o) => application(o)
  const module = modules[family]?.[name!]
  if (module) return (o) => module([[0]], o)
  const fn = byFamily[family]?.[name]
  if (fn && !('className' in fn)) return (o) => (family === 'activations' ? fn(x, o) : fn(x, x, o))
  const members = families[family] as Record<string, Caller & { className?: string }> | undefined
  const found = members?.[name] ?? Object.values(members ?? {}).find((member) => member?.className === name)
  if (!found) return undefined
  return family === 'callbacks' && /CSV|Checkpoint|Scheduler/.test(name)
    ? (o) => (found as (...args: unknown[]) => unknown)('none.keras', o)
    : (o) => found(o)
}
