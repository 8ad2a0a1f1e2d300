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

/** Labels of each operand and of the output; axes under `...` get labels of their own, counted from the last. */
function parse(equation: string, ranks: readonly number[]): { operands: string[][]; output: string[] } {
  const refuse = (expected: string) => argumentError('einsum', expected, 'equation', equation)
  const [left = '', right, ...more] = equation.replaceAll(' ', '').split('->')
  if (more.length > 0) throw refuse('an equation with exactly one "->"')
  const terms = left.split(',')
  if (terms.length !== ranks.length) throw refuse(`an equation of ${ranks.length} operands`)
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
    if (new Set(labels).size !== labels.length) throw refuse('different letters for the axes of an operand')
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
  if (output.some((label) => !all.includes(label)) || new Set(output).size !== output.length) {
    throw refuse('an output of different letters that operands have')
  }
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
        `einsum: the axes "${label}" of "${equation}" must be of one size. Received: ${known} and ${extent}, in operands of shape ${shapes}.`,
      )
    })
  })
}

/**
 * Sums of products over named axes, with gradients: `einsum('bij,bjk->bik', a, b)` multiplies batches of matrices.
 *
 * Unlike `tf.einsum`, it takes any number of operands and computes with products of matrices.
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
    tensors.map((tensor, i) => ({ tensor, labels: operands[i]! })),
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
  const labels = operands[which]!
  const others = tensors.map((tensor, i) => ({ tensor, labels: operands[i]! })).filter((_, i) => i !== which)
  const known = both(labels, [...output, ...others.flatMap((o) => o.labels)])
  const sum = product([{ tensor: dy, labels: output }, ...others], known)
  // what was summed over within the operand alone has the same gradient everywhere
  const { shape } = tensors[which]!
  const spread = shape.map((extent, axis) => (known.includes(labels[axis]!) ? extent : 1))
  return tf.broadcastTo(tf.reshape(sum, spread), shape)
}
