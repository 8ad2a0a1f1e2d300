import { expect, it } from 'vitest'
import {
  Activation,
  Add,
  Conv2D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  featuresOf,
  GlobalAveragePooling1D,
  GlobalAveragePooling2D,
  Input,
  Model,
  Sequential,
  type SymbolicTensor,
  tf,
} from '../../src/index.js'

const convolutions = () => [
  Input({ shape: [8, 8, 3] }),
  Conv2D(4, 3, { activation: 'relu' }),
  GlobalAveragePooling2D(),
]

/** What the features give is what goes into that layer of the model. */
function checkSame(model: Model, features: Model, layer: string): void {
  const before = new Model(model.inputs[0]!, model.getLayer(layer).nodes[0]!.tensors[0]!)
  tf.tidy(() => {
    const x = tf.randomNormal([2, ...(model.inputs[0]!.shape.slice(1) as number[])])
    expect(features(x) as tf.Tensor).toBeAllclose(before(x) as tf.Tensor)
  })
}

it('leaves out all fully connected layers at the end', () => {
  const model = new Sequential([
    ...convolutions(),
    Dropout(0.5),
    Dense(7, { activation: 'relu', name: 'hidden' }),
    Dense(2),
    Activation('softmax'),
  ])
  const features = featuresOf(model)
  expect(features.outputShapes).toEqual([[null, 4]])
  expect(features.layers.map((l) => l.className)).toEqual(['InputLayer', 'Conv2D', 'GlobalAveragePooling2D'])
  checkSame(model, features, 'hidden')
  expect(features.layers[1]).toBe(model.layers[0])
})

it('looks into models within models', () => {
  const backbone = new Sequential([new Sequential(convolutions().slice(0, 2)), GlobalAveragePooling2D()])
  const classifier = new Sequential([Dense(5, { activation: 'relu' }), Dense(3, { activation: 'softmax' })])
  const model = new Sequential([Input({ shape: [8, 8, 3] }), backbone, classifier])
  const features = featuresOf(model)
  expect(features.outputShapes).toEqual([[null, 4]])
  checkSame(model, features, classifier.name)

  const all = new Sequential([Input({ shape: [8, 8, 3] }), new Sequential([...convolutions(), Dense(3)])])
  const inside = featuresOf(all)
  expect(inside.outputShapes).toEqual([[null, 4]])
  tf.tidy(() => {
    const x = tf.randomNormal([2, 8, 8, 3])
    expect(featuresOf(all.layers[0] as Model)(x) as tf.Tensor).toBeAllclose(inside(x) as tf.Tensor)
  })
})

it('takes the mean of a map, and leaves activations of the last convolution', () => {
  const images = Input({ shape: [8, 8, 3] })
  const a = Conv2D(4, 3, { padding: 'same' })(images)
  const b = Conv2D(4, 1)(images)
  const model = new Model(images, Activation('relu', { name: 'last' })(Add()([a, b])))
  const features = featuresOf(model)
  expect(features.outputShapes).toEqual([[null, 4]])
  expect(features.layers.map((l) => l.name)).toContain('last')
  expect(featuresOf(model, { pool: false }).outputShapes).toEqual([[null, 8, 8, 4]])
  expect(featuresOf(model, { layer: b.name }).outputShapes).toEqual([[null, 4]])
})

it('a convolution of a single place is a classifier too', () => {
  const images = Input({ shape: [8, 8, 3] })
  const map = Conv2D(4, 3)(images)
  const mean = GlobalAveragePooling2D({ keepdims: true })(map) as SymbolicTensor
  const model = new Model(images, Activation('softmax')(Flatten()(Conv2D(2, 1)(Conv2D(6, 1)(mean)))))
  expect(featuresOf(model).outputShapes).toEqual([[null, 4]])
})

it('knows texts too', () => {
  const model = new Sequential([
    Input({ shape: [9], dtype: 'int32' }),
    Embedding(20, 6),
    GlobalAveragePooling1D(),
    Dense(1, { activation: 'sigmoid' }),
  ])
  expect(featuresOf(model).outputShapes).toEqual([[null, 6]])
})

it('says what it cannot do', () => {
  const plain = new Sequential([Input({ shape: [3] }), Dense(4), Dense(2)])
  expect(() => featuresOf(plain)).toThrow('has no features before its classifier. Name the layer')
  const x = Input({ shape: [3] })
  expect(() => featuresOf(new Model(x, [Dense(1)(x), Dense(2)(x)]))).toThrow('has 2 outputs')
  expect(() => featuresOf(plain, { layer: 'dens' })).toThrow('dens')
  expect(() => featuresOf({} as Model)).toThrow('featuresOf: model must be a model')
  expect(() => featuresOf(new Sequential([Dense(2)]))).toThrow('no input shape yet')
})
