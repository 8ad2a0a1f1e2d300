import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import { tf } from '../tf.js'

/** A tensor whose axes have names. */
interface Labelled {
  readonly tensor: tf.Tensor
  readonly labels: readonly string[]
}

const without = (labels: readonly string[], removed: readonly string[]) =>
  labels.filter((label) => !removed.includes(label))
const both = (a: readonly string[], b: readonly string[]) => a.filter((label) => b.includes(label))

function inOrder({ tensor, labels }: Labelled, order: readonly string[]): tf.Tensor {
  const permutation = order.map((label) => labels.indexOf(label))
  return permutation.every((axis, i) => axis === i) ? tensor : tf.transpose(tensor, permutation)
}

/** Sums over axes that no other operand and no output has. */
function summed({ tensor, labels }: Labelled, needed: readonly string[]): Labelled {
  const axes = labels.map((_, axis) => axis).filter((axis) => !needed.includes(labels[axis]!))
  if (axes.length === 0) return { tensor, labels }
  return { tensor: tf.sum(tensor, axes), labels: both(labels, needed) }
}

/** The product of two tensors, summed over the axes both have and nobody else needs: one product of matrices. */
function contract(left: Labelled, right: Labelled, needed: readonly string[]): Labelled {
  const a = summed(left, [...needed, ...right.labels])
  const b = summed(right, [...needed, ...left.labels])
  const shared = both(a.labels, b.labels)
  const batch = both(shared, needed)
  const inner = without(shared, needed)
  const [rows, columns] = [without(a.labels, shared), without(b.labels, shared)]
  const extents = new Map([
    ...b.labels.map((label, axis) => [label, b.tensor.shape[axis]!] as const),
    ...a.labels.map((label, axis) => [label, a.tensor.shape[axis]!] as const),
  ])
  const sizes = (labels: readonly string[]) => labels.map((label) => extents.get(label)!)
  const size = (labels: readonly string[]) => sizes(labels).reduce((n, d) => n * d, 1)
  const matrices = (x: Labelled, first: readonly string[], second: readonly string[]) => {
    const flat = [...(batch.length > 0 ? [size(batch)] : []), size(first), size(second)]
    return tf.reshape(inOrder(x, [...batch, ...first, ...second]), flat)
  }
  // a matrix whose rows and columns only are exchanged is not moved
  const turned = (x: Labelled, first: readonly string[], second: readonly string[]) =>
    x.labels.join() === [...batch, ...second, ...first].join() && second.length > 0 && first.length > 0
  const turnA = turned(a, rows, inner)
  const turnB = turned(b, inner, columns)
  const product = tf.matMul(
    turnA ? matrices(a, inner, rows) : matrices(a, rows, inner),
    turnB ? matrices(b, columns, inner) : matrices(b, inner, columns),
    turnA,
    turnB,
  )
  const labels = [...batch, ...rows, ...columns]
  return { tensor: tf.reshape(product, sizes(labels)), labels }
}

/** Two axes of one label, and the others; undefined if there are none. */
function diagonalAxes(
  labels: readonly string[],
): { first: number; second: number; rest: number[] } | undefined {
  const second = labels.findIndex((label, axis) => labels.indexOf(label) !== axis)
  if (second < 0) return undefined
  const first = labels.indexOf(labels[second]!)
  const rest = labels.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second)
  return { first, second, rest }
}

/** The elements whose indices along axes of one label are the same: each label is there once then. */
function diagonal({ tensor, labels }: Labelled): Labelled {
  const found = diagonalAxes(labels)
  if (!found) return { tensor, labels }
  const { first, second, rest } = found
  const extent = tensor.shape[first]!
  const sizes = rest.map((axis) => tensor.shape[axis]!)
  const flat = tf.reshape(tf.transpose(tensor, [...rest, first, second]), [...sizes, extent * extent])
  const places = Int32Array.from({ length: extent }, (_, i) => i * (extent + 1))
  const picked = tf.gather(flat, tf.tensor1d(places, 'int32'), rest.length)
  return diagonal({ tensor: picked, labels: [...rest, first].map((axis) => labels[axis]!) })
}

/** The gradient of `diagonal`: zeros around the elements that it takes. */
function offDiagonal(gradient: tf.Tensor, labels: readonly string[], shape: readonly number[]): tf.Tensor {
  const found = diagonalAxes(labels)
  if (!found) return gradient
  const { first, second, rest } = found
  const order = [...rest, first]
  const inner = offDiagonal(
    gradient,
    order.map((axis) => labels[axis]!),
    order.map((axis) => shape[axis]!),
  )
  const isOn = tf.cast(tf.eye(shape[first]!), 'bool')
  const square = tf.where(isOn, tf.expandDims(inner, -1), tf.zeros([1]))
  const axes = [...order, second]
  return tf.transpose(
    square,
    labels.map((_, axis) => axes.indexOf(axis)),
  )
}

/** Labels of each operand and of the output; axes under `...` get labels of their own, counted from the last. */
function parse(equation: string, ranks: readonly number[]): { operands: string[][]; output: string[] } {
  const [left = '', right, ...more] = equation.replaceAll(' ', '').split('->')
  const hint =
    right === undefined
      ? 'Equations without an arrow, "->", have as output the letters that are there once, in their order.'
      : undefined
  const refuse = (expected: string) => argumentError('einsum', expected, 'equation', equation, hint)
  if (more.length > 0) throw refuse('an equation with exactly one "->"')
  const terms = left.split(',')
  if (terms.length !== ranks.length) {
    throw new KeratinError(
      'ARGUMENT',
      `einsum: "${equation}" names other operands than are given. Expected ${terms.length} input${terms.length === 1 ? '' : 's'} but got: ${ranks.length}.`,
      { hint },
    )
  }
  if (!terms.concat(right ?? '').every((term) => /^[a-zA-Z]*(\.\.\.)?[a-zA-Z]*$/.test(term))) {
    throw refuse('letters for axes, "..." at most once in each operand, and "->"')
  }
  let widest = 0
  const hidden = (n: number) => Array.from({ length: n }, (_, i) => `.${n - i}`)
  const operands = terms.map((term, i) => {
    const [before, after] = term.split('...') as [string, string | undefined]
    const free = ranks[i]! - before.length - (after?.length ?? 0)
    if (after === undefined ? free !== 0 : free < 0) throw refuse(`${ranks[i]} axes in operand ${i}`)
    if (after !== undefined) widest = Math.max(widest, free)
    const labels = [...before, ...hidden(free), ...(after ?? '')]
    return labels
  })
  const all = operands.flat()
  const once = [...new Set(all)].filter(
    (label) => !label.startsWith('.') && all.indexOf(label) === all.lastIndexOf(label),
  )
  const output =
    right === undefined
      ? [...hidden(widest), ...once.sort()]
      : [...right.replace('...', '.')].flatMap((label) => (label === '.' ? hidden(widest) : [label]))
  const foreign = output.find((label) => !all.includes(label))
  if (foreign !== undefined) {
    const problem = `Output subscripts contain the label ${foreign} not present in the input subscripts.`
    throw new KeratinError('ARGUMENT', problem)
  }
  if (new Set(output).size !== output.length) throw refuse('an output of different letters')
  return { operands, output }
}

/** Refuses operands that disagree about the size of an axis. */
function checkExtents(equation: string, operands: string[][], tensors: readonly tf.Tensor[]): void {
  const extents = new Map<string, number>()
  operands.forEach((labels, i) => {
    labels.forEach((label, axis) => {
      const extent = tensors[i]!.shape[axis]!
      const known = extents.get(label) ?? extent
      extents.set(label, known)
      if (known === extent) return
      const shapes = tensors.map(({ shape }) => showShape(shape)).join(', ')
      throw new KeratinError(
        'SHAPE',
        `einsum: the axes "${label}" of "${equation}" must be of one size. ` +
          `Expected dimension ${known} at axis ${axis} of the input shaped [${tensors[i]!.shape}]. ` +
          `Received: ${known} and ${extent}, in operands of shape ${shapes}.`,
      )
    })
  })
}

/**
 * Sums of products over named axes, with gradients: `einsum('bij,bjk->bik', a, b)` multiplies batches of matrices.
 *
 * Unlike `tf.einsum`, it takes any number of operands, computes with products of matrices, and takes a letter twice in
 * an operand for its diagonal: `einsum('ii->', a)` is the trace.
 *
 * @param equation letters for the axes of each operand, `->`, those of the output; `...` stands for leading axes
 * @throws KeratinError `ARGUMENT` if the equation does not fit the operands
 */
export function einsum(equation: string, ...tensors: tf.Tensor[]): tf.Tensor {
  const { operands, output } = parse(
    equation,
    tensors.map((t) => t.rank),
  )
  checkExtents(equation, operands, tensors)
  const sum = product(
    tensors.map((tensor, i) => diagonal({ tensor, labels: operands[i]! })),
    output,
  )
  return tensors.includes(sum) ? tf.clone(sum) : sum
}

/** The product of all operands, summed over all but the labels of the output. */
function product(operands: readonly Labelled[], output: readonly string[]): tf.Tensor {
  const [first, ...rest] = operands
  const result = rest.reduce((left: Labelled, right, i) => {
    const needed = [...output, ...rest.slice(i + 1).flatMap(({ labels }) => labels)]
    return contract(left, right, needed)
  }, first!)
  return inOrder(summed(result, output), output)
}

/** The gradient of one of the operands, given that of the output. */
export function einsumGradient(
  equation: string,
  dy: tf.Tensor,
  tensors: readonly tf.Tensor[],
  which: number,
): tf.Tensor {
  const { operands, output } = parse(
    equation,
    tensors.map((t) => t.rank),
  )
  const all = tensors.map((tensor, i) => diagonal({ tensor, labels: operands[i]! }))
  const others = all.filter((_, i) => i !== which)
  const { tensor: own, labels } = all[which]!
  const known = both(labels, [...output, ...others.flatMap((o) => o.labels)])
  const sum = product([{ tensor: dy, labels: output }, ...others], known)
  // what was summed over within the operand alone has the same gradient everywhere
  const { shape } = own
  const spread = shape.map((extent, axis) => (known.includes(labels[axis]!) ? extent : 1))
  const gradient = tf.broadcastTo(tf.reshape(sum, spread), shape)
  if (own === tensors[which]) return gradient
  return offDiagonal(gradient, operands[which]!, tensors[which]!.shape)
}
