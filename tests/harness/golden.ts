import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { drawShare } from './share.js'

/** A tensor as the golden files write it: flat, row-major; non-finite numbers are strings. */
export interface GoldenTensor {
  shape: number[]
  dtype: string
  data: (number | boolean | string)[]
}

/** A tensor of a golden file in JavaScript's own types. */
export interface Decoded {
  shape: number[]
  dtype: string
  values: number[] | string[]
}

/** What every case has: something to name it by. */
export interface GoldenCase {
  id?: string
  class_name?: string
  name?: string
  config?: Record<string, unknown>
  kwargs?: Record<string, unknown>
}

const numericTypes = new Set(['float32', 'float64', 'int32', 'int64', 'uint8', 'bool'])
const special: Record<string, number> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

/** The folder of golden files: `KERATIN_GOLDEN`, or the project's own `tests/golden`. */
export const goldenFolder = (): string =>
  process.env.KERATIN_GOLDEN
    ? resolve(process.env.KERATIN_GOLDEN)
    : fileURLToPath(new URL('../golden', import.meta.url))

const held = new Map<string, unknown>()

/** Of an object and all within it: nothing can be changed. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inside of Object.values(value)) freeze(inside)
  }
  return value
}

/** `NAME.json` of the golden folder, read once a process; frozen, so that no test changes it for another. */
export function readGolden<T>(name: string): T {
  const file = resolve(goldenFolder(), `${name}.json`)
  if (!held.has(file)) held.set(file, freeze(JSON.parse(readFileSync(file, 'utf8'))))
  return held.get(file) as T
}

export const isGoldenTensor = (value: unknown): value is GoldenTensor =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as GoldenTensor).data) &&
  'dtype' in value

/** Decodes a tensor and checks that it is one: known dtype, as many elements as its shape says, readable numbers. */
export function decode(tensor: GoldenTensor): Decoded {
  if (!isGoldenTensor(tensor))
    throw new Error(`not a golden tensor: ${JSON.stringify(tensor)?.slice(0, 200)}`)
  const { shape, dtype, data } = tensor
  const size = shape.reduce((n, d) => n * d, 1)
  if (data.length !== size) throw new Error(`${data.length} elements for shape [${shape}]`)
  if (dtype === 'string') return { shape, dtype, values: data.map(String) }
  if (!numericTypes.has(dtype)) throw new Error(`unknown dtype ${dtype}`)
  return { shape, dtype, values: data.map(decodeNumber) }
}

function decodeNumber(value: number | boolean | string): number {
  const number = typeof value === 'string' ? special[value] : Number(value)
  if (number === undefined || (Number.isNaN(number) && value !== 'NaN')) {
    throw new Error(`unreadable number ${JSON.stringify(value)}`)
  }
  return number
}

const engineTypes: Record<string, tf.DataType> = {
  float32: 'float32',
  float64: 'float32',
  int32: 'int32',
  int64: 'int32',
  uint8: 'int32',
  bool: 'bool',
  string: 'string',
}

/** A golden tensor on the current engine; int64 and uint8 become int32, float64 becomes float32. */
export function toTensor(tensor: GoldenTensor): tf.Tensor {
  const { shape, dtype, values } = decode(tensor)
  return tf.tensor(values as number[], shape, engineTypes[dtype])
}

/** As `toTensor`, or undefined where the file has none. */
export const toTensorMaybe = (tensor: GoldenTensor | null | undefined): tf.Tensor | undefined =>
  tensor ? toTensor(tensor) : undefined

export interface GoldenSuite<C> {
  /** The list in the file; default `cases`. */
  list?: string
  /** The names a case needs: class names (nested ones too), function names, or `feature:...`. */
  needs: (goldenCase: C) => readonly string[]
  /** Whether a registry has that name. */
  has: (name: string) => boolean
  /** Names that no registry has, which is known; cases that need them do not run. Default: none. */
  unsupported?: readonly string[]
  /** Runs one case; throws if the numbers differ. */
  run: (goldenCase: C) => void | Promise<void>
}

/**
 * One test for each case of a golden file. A case does not run if it needs a name that is listed as unsupported. One
 * that needs any other name that is in no registry fails, as does an unreadable one, and a listed name that a registry
 * has. In plain JavaScript a half of the cases is drawn.
 *
 * @example
 * goldenSuite<LossCase>('losses', {
 *   needs: (c) => [c.class_name],
 *   has: (name) => losses.find(name) !== undefined,
 *   run: (c) => { ... },
 * })
 */
export function goldenSuite<C extends GoldenCase>(file: string, suite: GoldenSuite<C>): void {
  const list = suite.list ?? 'cases'
  describe(`golden ${file}.json ${list}`, () => {
    const cases = readGolden<Record<string, C[] | undefined>>(file)[list]
    if (!Array.isArray(cases) || cases.length === 0) {
      it('has cases', () => {
        throw new Error(`${resolve(goldenFolder(), `${file}.json`)} has no list ${list}`)
      })
      return
    }
    const unsupported = suite.unsupported ?? []
    let ran = 0
    const isDrawn = drawShare(`golden ${file} ${list}`, 4)
    for (const [index, goldenCase] of cases.entries()) {
      const id = caseName(goldenCase, index)
      let unknown: string[]
      try {
        unknown = suite.needs(goldenCase).filter((name) => !suite.has(name))
      } catch (error) {
        it(id, () => {
          throw new Error(`cannot read the case ${id}`, { cause: error })
        })
        continue
      }
      if (unknown.some((name) => unsupported.includes(name))) continue
      ran++
      if (!isDrawn()) continue
      if (unknown.length > 0) {
        it(id, () => {
          throw new Error(`the case ${id} needs ${unknown.join(', ')}, which no registry has`)
        })
        continue
      }
      it(id, async () => {
        await suite.run(goldenCase)
      })
    }
    if (ran === 0)
      it('runs at least one case', () => Promise.reject(new Error(`no case of ${file} is supported`)))
    it.each(unsupported)('%s is unsupported', (name) => {
      if (suite.has(name)) throw new Error(`${name} is registered: take it off the list`)
    })
  })
}

function caseName(goldenCase: GoldenCase, index: number): string {
  if (goldenCase?.id) return goldenCase.id
  const name = goldenCase?.class_name ?? goldenCase?.name ?? `case ${index}`
  return `${index} ${name} ${JSON.stringify(goldenCase?.config ?? goldenCase?.kwargs ?? {})}`
}
