import type { Layer, Model } from '../../src/index.js'

/** Multiplications and additions of a layer for one sample: each number of a kernel, wherever it is applied. */
function forward(layer: Layer): number {
  const [input, output] = [layer.input, layer.output].map((ends) =>
    ([ends].flat()[0]?.shape ?? []).slice(1),
  ) as [(number | null)[], (number | null)[]]
  const kernels = layer.weights.filter(({ path }) => /kernel/.test(path))
  return kernels.reduce((sum, { shape }) => {
    const size = shape.reduce((a, b) => a * b, 1)
    // a recurrent layer applies its kernels at each step, a dense one once, a convolution to each pixel
    const places = /gru|lstm|rnn/i.test(layer.constructor.name)
      ? input[0]!
      : output.slice(0, -1).reduce<number>((count, n) => count * (n ?? 1), 1)
    return sum + 2 * size * places
  }, 0)
}

/**
 * Multiplications and additions of the products and convolutions of a model for one sample, convolutions counted as direct
 * ones: forward, and in training those of both gradients, but the one of what the model is given.
 */
export function arithmeticOf(model: Model, training: boolean): number {
  const layers = model.layers.map(forward).filter((count) => count > 0)
  const all = layers.reduce((a, b) => a + b, 0)
  return training ? 3 * all - layers[0]! : all
}
