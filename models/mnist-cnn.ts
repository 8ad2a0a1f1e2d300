import { mnist } from '../datasets/index.js'
import { Conv2D, Dense, Flatten, Input, MaxPool2D } from '../src/layers/index.js'
import { Sequential } from '../src/model/index.js'
import { KeratinError } from '../src/support/errors.js'
import { Adam } from '../src/training/index.js'
import { facts } from './facts/facts.js'
import { imageData } from './image-data.js'
import type { DataRequest, Recipe, RecipeData } from './recipe.js'

/**
 * The convolutional network of the textbooks on MNIST: 5×5 convolutions with 32 and 64 filters, pooling, a dense
 * layer of 128, softmax over the ten digits. About 99 % of the test images are right after three epochs.
 *
 * Input shape: `[batch, 28, 28, 1]`, white on black, 0 to 1. Output shape: `[batch, 10]`.
 */
export const mnistCnn: Recipe = {
  name: 'mnist',
  ...facts.mnist,
  input: { kind: 'digit', shape: [28, 28, 1] },

  load: loadMnist,

  build: ({ labels }) =>
    new Sequential([
      Input({ shape: [28, 28, 1] }),
      Conv2D(32, [5, 5], { activation: 'relu' }),
      Conv2D(64, [5, 5], { activation: 'relu' }),
      MaxPool2D({ poolSize: [2, 2] }),
      Flatten(),
      Dense(128, { activation: 'relu' }),
      Dense(labels.length, { activation: 'softmax' }),
    ]),

  compile: ({ learningRate }) => ({
    optimizer: new Adam({ learningRate }),
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  }),
}

async function loadMnist({ data, quiet, signal, ...request }: DataRequest): Promise<RecipeData> {
  try {
    return await imageData((limit) => mnist.load({ data, limit, quiet, signal }), request)
  } catch (error) {
    if (!(error instanceof KeratinError) || error.code !== 'DOWNLOAD') throw error
    throw new KeratinError('DOWNLOAD', error.message, {
      hint: 'Without MNIST, keratin train digits trains the same network on digits that are drawn on the spot.',
      cause: error,
    })
  }
}
