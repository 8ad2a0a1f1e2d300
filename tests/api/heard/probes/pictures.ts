import { readFile } from 'node:fs/promises'
import { Conv2D, Dense, Flatten, Input, MaxPool2D, Model, Sequential, type SymbolicTensor, tf } from 'keratin'
import * as plot from 'keratin/plot'
import type { Probe } from './probe.js'
import { inFolder } from './training.js'

const image = () =>
  tf
    .range(0, 2 * 8 * 8 * 2)
    .reshape([2, 8, 8, 2])
    .div(100)
    .sin()
const photos = () => tf.range(0, 2 * 8 * 8).reshape([2, 8, 8])

/** A network of images that is the same each time. */
function network(): Model {
  const base = Sequential(
    [
      Input({ shape: [8, 8, 2] }),
      Conv2D(3, [3, 3], { name: 'first', activation: 'relu' }),
      MaxPool2D(2, { name: 'pool' }),
    ],
    { name: 'base' },
  )
  const x = Input({ shape: [8, 8, 2] })
  const map = base(x) as SymbolicTensor
  const features = Flatten()(Conv2D(2, 2, { name: 'second' })(map))
  const outputs = [Dense(3, { name: 'kind' })(features), Dense(2, { name: 'other' })(features)]
  const model = new Model(x, outputs, { name: 'net' })
  model.setWeights(
    model.getWeights().map((w, i) => tf.sin(tf.add(tf.mul(3, tf.reshape(tf.range(0, w.size), w.shape)), i))),
  )
  return model
}
/** Models keep their weights for as long as the tests run: they are made once. */
let made: Model | undefined
const net = () => {
  made ??= network()
  return made
}
let single: Model | undefined
const classifier = () => {
  single ??= new Model(net().input, net().outputs[0]!, { name: 'classifier' })
  return single
}

const sheet = {
  ...{ labels: ['a', 'b', 'c'], captions: ['x', 'y'], alpha: 0.9, columns: 1 },
  ...{ size: 100, title: 'mine' },
}
const numbersOf = (t: tf.Tensor) => [...t.shape, ...t.dataSync()]
const diagram = {
  ...{ showShapes: true, showDtype: true, showLayerActivations: true },
  ...{ showTrainable: true, expandNested: true },
}
const matrix = [[8, 2], [1, 3]] // biome-ignore format: a matrix
const epochs = { loss: [3, 1, 2], val_loss: [3, 2, 1], accuracy: [0.5, 0.1, 0.2] }

/** Pictures of trainings and of networks. */
export const pictures: Record<string, Probe> = {
  plotHistory: {
    see: (o) => plot.plotHistory(epochs, o).content,
    values: {
      ...{ monitor: 'accuracy', mode: 'max', results: ['accuracy'], columns: 1 },
      ...{ width: 300, height: 200, yScale: 'log', title: 'mine' },
    },
  },
  plotModel: {
    see: (o) => plot.plotModel(net(), o).content,
    values: { ...diagram, showLayerNames: true, rankdir: 'LR' },
  },
  modelToDot: {
    see: (o) => plot.modelToDot(net(), o),
    values: { ...diagram, showLayerNames: false, rankdir: 'LR' },
  },
  modelToMermaid: {
    see: (o) => plot.modelToMermaid(net(), o),
    values: { ...diagram, showLayerNames: false, rankdir: 'LR' },
  },
  modelToText: { see: (o) => plot.modelToText(net(), o), values: { ...diagram, showLayerNames: false } },
  gradCam: {
    see: (o) => numbersOf(plot.gradCam(net(), image(), { layer: 'first', ...o })),
    values: { layer: 'second', classIndex: [0, 1], output: 1 },
  },
  plotGradCam: {
    see: (o) => plot.plotGradCam(net(), image(), { images: photos(), layer: 'first', ...o }).content,
    values: {
      layer: 'second',
      classIndex: [0, 1],
      output: 1,
      images: tf.ones([2, 8, 8]).arraySync(),
      ...sheet,
    },
  },
  featureMaps: {
    see: (o) =>
      Object.entries(plot.featureMaps(net(), image(), o)).map(([name, map]) => [name, numbersOf(map)]),
    values: { layers: ['base/first'] },
  },
  plotFeatureMaps: {
    see: (o) => plot.plotFeatureMaps(net(), image(), o).content,
    values: {
      ...{ layers: ['base/first'], sample: 1, channels: 1, most: 1, scale: 'layer' },
      ...{ columns: 2, size: 10, title: 'mine' },
    },
  },
  plotFilters: {
    see: (o) => plot.plotFilters(net(), o).content,
    values: {
      ...{ layer: 'second', channel: 1, most: 1, scale: 'layer' },
      ...{ columns: 1, size: 10, title: 'mine' },
    },
  },
  occlusionMap: {
    see: (o) => numbersOf(plot.occlusionMap(classifier(), image(), o)),
    values: { patch: 4, stride: 3, fill: 9, classIndex: [0, 1] },
  },
  plotOcclusion: {
    see: (o) => plot.plotOcclusion(classifier(), image(), { images: photos(), ...o }).content,
    values: {
      ...{ patch: 4, stride: 3, fill: 9, classIndex: [0, 1] },
      ...{ images: tf.ones([2, 8, 8]).arraySync(), ...sheet },
    },
  },
  confusionMatrix: { see: (o) => plot.confusionMatrix([0, 1], [0, 0], o), values: { classes: 3 } },
  plotConfusionMatrix: {
    see: (o) => plot.plotConfusionMatrix(matrix, o).content,
    values: { labels: ['cat', 'dog'], normalize: 'all', size: 30, title: 'mine' },
  },
  worstMistakes: { see: (o) => plot.worstMistakes([1, 0], [0.1, 0.9], o), values: { count: 1 } },
  plotMistakes: {
    see: (o) => plot.plotMistakes(photos(), [0, 1], [0.9, 0.1], o).content,
    values: { count: 1, labels: ['cat', 'dog'], names: ['x', 'y'], columns: 1, size: 100, title: 'mine' },
  },
  plotActivations: {
    see: (o) => plot.plotActivations(['relu'], o).content,
    values: {
      ...{ xRange: [-1, 1], derivatives: true, resolution: 9, yRange: [-9, 9] },
      ...{ title: 'mine', xLabel: 'mine', yLabel: 'mine', width: 300, height: 200 },
    },
  },
  saveEmbeddings: {
    see: (o) =>
      inFolder(async (folder) => {
        const { metadata } = await plot.saveEmbeddings(folder, [[1], [2]], o)
        return readFile(metadata)
      }),
    values: { metadata: ['x', 'y'] },
  },
}
