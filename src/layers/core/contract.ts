import { fused, tf } from '../../engine/index.js'

/** The axes of two factors and of their product, a letter each. */
export interface ProductAxes {
  readonly input: string
  readonly kernel: string
  readonly output: string
}

interface Fusion {
  /** Added along the last axes of the output. */
  bias?: tf.Tensor | undefined
  activation?: 'linear' | 'relu'
}

const lettersOf = (text: string, keep: (letter: string) => boolean): string => [...text].filter(keep).join('')

/** Which letters of a product are the rows, the columns and the shared (batch) axes of a product of matrices. */
function roles({ input, kernel, output }: ProductAxes) {
  return {
    shared: lettersOf(output, (c) => input.includes(c) && kernel.includes(c)),
    rows: lettersOf(output, (c) => input.includes(c) && !kernel.includes(c)),
    columns: lettersOf(output, (c) => kernel.includes(c) && !input.includes(c)),
    summed: lettersOf(input, (c) => kernel.includes(c) && !output.includes(c)),
  }
}

/** Whether the product comes out of the multiplication in its order, so that a bias along its columns can be fused. */
export function isPlainProduct(axes: ProductAxes): boolean {
  const { shared, rows, columns } = roles(axes)
  return shared === '' && axes.output === rows + columns
}

/**
 * The product of two tensors, summed over the axes that the output lacks, by one multiplication of matrices.
 *
 * TensorFlow.js' einsum has no gradient.
 */
export function contract(
  input: tf.Tensor,
  kernel: tf.Tensor,
  axes: ProductAxes,
  fusion: Fusion = {},
): tf.Tensor {
  const alone = [...axes.input].flatMap((c, i) =>
    axes.kernel.includes(c) || axes.output.includes(c) ? [] : [i],
  )
  const x = alone.length > 0 ? tf.sum(input, alone) : input
  const letters = lettersOf(axes.input, (c) => axes.kernel.includes(c) || axes.output.includes(c))
  const { shared, rows, columns, summed } = roles(axes)
  const extent = new Map([...letters].map((c, i) => [c, x.shape[i]!]))
  for (const [i, c] of [...axes.kernel].entries()) extent.set(c, kernel.shape[i]!)
  const size = (text: string) => [...text].reduce((n, c) => n * extent.get(c)!, 1)

  const batch = shared === '' ? [] : [size(shared)]
  const a = tf.reshape(arranged(x, letters, shared + rows + summed), [...batch, size(rows), size(summed)])
  const b = tf.reshape(arranged(kernel, axes.kernel, shared + summed + columns), [
    ...batch,
    size(summed),
    size(columns),
  ])
  const bias = fusion.bias && tf.reshape(fusion.bias, [size(columns)])
  const y = fused.matMul({
    a: a as tf.Tensor2D,
    b: b as tf.Tensor2D,
    transposeA: false,
    transposeB: false,
    ...(bias && { bias }),
    activation: fusion.activation ?? 'linear',
  })
  const product = shared + rows + columns
  return arranged(
    tf.reshape(
      y,
      [...product].map((c) => extent.get(c)!),
    ),
    product,
    axes.output,
  )
}

/** The axes in another order. */
function arranged(x: tf.Tensor, from: string, to: string): tf.Tensor {
  return from === to
    ? x
    : tf.transpose(
        x,
        [...to].map((c) => from.indexOf(c)),
      )
}
