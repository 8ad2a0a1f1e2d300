import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearSession, Input, type Model, type SymbolicTensor, tf } from 'keratin'
import * as networks from 'keratin/applications'
import type { Probe } from './probe.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-heard-'))

/** Names of the classes of ImageNet, as the file of Keras has them. */
function classIndex(word: string): string {
  const path = join(folder, `${word}.json`)
  const names = Array.from({ length: 1000 }, (_, i) => [i, [`n${i}`, `${word}_${i}`]])
  writeFileSync(path, JSON.stringify(Object.fromEntries(names)))
  return path
}
const [things, others] = [classIndex('thing'), classIndex('other')]

/** What a model is made of, without the numbers that it begins with. */
export const architecture = (model: Model): unknown => [
  model.name,
  model.inputs.map(({ operation, shape }) => [operation.name, shape]),
  model.outputShapes,
  model.layers.map((layer) => [layer.className, layer.getConfig(), layer.trainable]),
  model.countParams(),
]

type Network = (options: object) => Promise<Model>

/** A network that is built and not called. */
function network(make: Network, more: Record<string, unknown> = {}, size = 32): Probe {
  return {
    see: async (o) => {
      clearSession()
      const model = await make({ weights: null, inputShape: [size, size, 3], classes: 3, ...o })
      const found = architecture(model)
      model.dispose()
      return found
    },
    values: {
      includeTop: false,
      weights: join(folder, 'none.weights.h5'),
      inputTensor: Input({ shape: [size, size, 3], name: 'mine' }),
      inputShape: [size + 8, size, 3],
      pooling: 'max',
      classes: 4,
      classifierActivation: 'sigmoid',
      name: 'mine',
      ...more,
    },
    beside: { pooling: { includeTop: false } },
    // what a file holds goes into the network in tests/applications/files.test.ts
    refused: { weights: /none\.weights\.h5/ },
  }
}

const third = { alpha: 0.5, minimalistic: true, dropoutRate: 0.5, includePreprocessing: false }
const modules = {
  ...{ convnext: networks.convnext, densenet: networks.densenet, efficientnet: networks.efficientnet },
  ...{ efficientnetV2: networks.efficientnetV2, imagenetUtils: networks.imagenetUtils },
  ...{ mobilenetV2: networks.mobilenetV2, mobilenetV3: networks.mobilenetV3 },
  ...{ resnet: networks.resnet, xception: networks.xception },
}
const pixels = tf.keep(
  tf.tensor(
    Array.from({ length: 27 }, (_, i) => i * 9),
    [3, 3, 3],
  ),
)
const scores = tf.keep(
  tf.tensor(
    Array.from({ length: 1000 }, (_, i) => Math.sin(i)),
    [1, 1000],
  ),
)
/** Those that treat channels differently; to others it is the same where they are, so another word must be refused. */
const byChannel = ['densenet', 'imagenetUtils', 'resnet']

/** Networks of Keras, and what comes before and after them. */
export const applications: Record<string, Probe> = {
  MobileNetV2: network(networks.MobileNetV2, { alpha: 0.5 }),
  MobileNetV3Small: network(networks.MobileNetV3Small, third),
  MobileNetV3Large: network(networks.MobileNetV3Large, third),
  EfficientNetB0: network(networks.EfficientNetB0),
  EfficientNetV2B0: network(networks.EfficientNetV2B0, { includePreprocessing: false }),
  ResNet50: network(networks.ResNet50),
  Xception: network(networks.Xception, {}, 71),
  DenseNet121: network(networks.DenseNet121),
  ConvNeXtTiny: network(networks.ConvNeXtTiny, { includePreprocessing: false }),
  ...Object.fromEntries(
    Object.entries(modules).flatMap(([name, { preprocessInput, decodePredictions }]): [string, Probe][] => [
      [
        `${name}.preprocessInput`,
        {
          see: (o) => (preprocessInput as (x: tf.Tensor | SymbolicTensor, o: object) => unknown)(pixels, o),
          values: {
            dataFormat: byChannel.includes(name) ? 'channels_first' : 'channels_between',
            ...(name === 'imagenetUtils' && { mode: 'torch' }),
          },
          ...(!byChannel.includes(name) && {
            refused: { dataFormat: /dataFormat must be 'channels_last' or 'channels_first'/ },
          }),
        },
      ],
      [
        `${name}.decodePredictions`,
        {
          see: (o) => decodePredictions(scores, { classIndex: things, ...o }),
          values: { top: 3, classIndex: others },
        },
      ],
    ]),
  ),
}
