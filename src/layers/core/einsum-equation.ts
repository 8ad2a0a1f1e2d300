import { pythonShape, type Shape } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'
import type { ProductAxes } from './contract.js'

/** What an equation means for inputs of a certain shape. */
export interface EinsumShapes {
  /** The axes, with letters in the place of the dots. */
  readonly axes: ProductAxes
  readonly kernelShape: number[]
  readonly biasShape: number[] | undefined
  readonly outputShape: Shape
  /** Axes of the kernel that belong to inputs, and to outputs, of a unit. */
  readonly inputAxes: number[]
  readonly outputAxes: number[]
}

const pattern = /^(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?$/

/**
 * Reads an equation such as `abc,cd->abd`, `...x,xy->...y` or `ab...,bc->ac...` for inputs of a given shape.
 *
 * @param partial the output shape without the batch (and without the axes behind dots); null where the input tells it
 * @throws KeratinError `ARGUMENT` if it is no such equation; `SHAPE` if the shapes do not fit it
 */
export function einsumShapes(
  where: string,
  equation: string,
  biasAxes: string | null,
  input: Shape,
  partial: Shape,
): EinsumShapes {
  const fail = (problem: string) =>
    new KeratinError(
      'SHAPE',
      `${where}: ${problem}. Received: equation ${equation}, input shape ${pythonShape(input)}, output shape ${pythonShape(partial)}.`,
    )
  const axes = spelledOut(where, equation, input.length)
  if (axes.input.length !== input.length)
    throw fail(`the equation is for inputs of ${axes.input.length} axes`)
  const stray = [...axes.output].find((c) => !axes.input.includes(c) && !axes.kernel.includes(c))
  if (stray) throw fail(`axis ${stray} of the output is in neither factor`)

  const elided = axes.output.length - 1 - partial.length
  const fromInput = (c: string) => input[axes.input.indexOf(c)] ?? null
  const given = (c: string): number | null => {
    const i = axes.output.indexOf(c) - (axes.dotsFirst ? 1 + elided : 1)
    return partial[i] ?? null
  }
  const outputShape = [...axes.output].map((c) => {
    const known = axes.input.includes(c) ? fromInput(c) : null
    const wanted = given(c)
    if (known !== null && wanted !== null && known !== wanted)
      throw fail(`axis ${c} is ${known} in the input and ${wanted} in the output`)
    return known ?? wanted
  })
  const kernelShape = [...axes.kernel].map((c) => {
    const extent = axes.output.includes(c) ? outputShape[axes.output.indexOf(c)] : fromInput(c)
    if (extent == null) throw fail(`the extent of axis ${c} of the kernel is not known`)
    return extent
  })
  const isOutput = [...axes.kernel].map((c) => axes.output.includes(c))
  const places = (wanted: boolean) => isOutput.flatMap((is, i) => (is === wanted ? [i] : []))
  return {
    axes,
    kernelShape,
    biasShape: biasAxes === null ? undefined : biasShape(biasAxes, axes.output, outputShape, fail),
    outputShape,
    inputAxes: places(false),
    outputAxes: places(true),
  }
}

function biasShape(
  biasAxes: string,
  output: string,
  shape: Shape,
  fail: (problem: string) => KeratinError,
): number[] {
  const first = Math.min(...[...biasAxes].map((c) => output.indexOf(c)))
  if (!(first >= 0)) throw fail(`the output lacks an axis of the bias, ${biasAxes}`)
  return [...output].slice(first).map((c, i) => {
    if (!biasAxes.includes(c)) return 1
    const extent = shape[first + i]
    if (extent == null) throw fail(`the extent of axis ${c} of the bias is not known`)
    return extent
  })
}

function spelledOut(where: string, equation: string, rank: number): ProductAxes & { dotsFirst: boolean } {
  const [, before, input = '', after, kernel = '', beforeOutput, output = '', afterOutput] =
    pattern.exec(equation.replaceAll(' ', '')) ?? []
  if (!input || before !== beforeOutput || after !== afterOutput || (before && after)) {
    throw new KeratinError(
      'ARGUMENT',
      `${where}: equation must be like "ab,bc->ac", "...b,bc->...c" or "ab...,bc->ac...". Received: "${equation}".`,
    )
  }
  // private letters that no equation has
  const dots = Array.from({ length: Math.max(0, rank - input.length) }, (_, i) =>
    String.fromCodePoint(0xe000 + i),
  ).join('')
  const spell = (text: string) => (before ? dots + text : after ? text + dots : text)
  return { input: spell(input), kernel, output: spell(output), dotsFirst: before !== undefined }
}
