import { isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import type { LayerOptions } from '../layers/base/layer-options.js'
import { argumentError } from '../support/errors.js'
import { isPlainObject, named } from '../support/options.js'
import type { TrainableModel } from '../training/index.js'

/** One tensor, a list, or tensors by name. */
export type SymbolicStructure =
  | SymbolicTensor
  | readonly SymbolicTensor[]
  | Readonly<Record<string, SymbolicTensor>>

/** What is said of a model that is said of layers, too: not where its inputs and weights come from. */
export type WholeOptions = Omit<LayerOptions, 'inputShape' | 'batchInputShape' | 'weights'>

export interface ModelOptions extends WholeOptions {
  inputs?: SymbolicStructure
  outputs?: SymbolicStructure
}

/** The options of a model, whose inputs and outputs may come by position: as records, too. */
export function modelOptions(args: readonly unknown[]): ModelOptions {
  const isRecord = (value: unknown) => isPlainObject(value) && Object.values(value).some(isSymbolic)
  const [inputs, outputs, ...rest] = args
  if (!isRecord(outputs)) return named<ModelOptions>(['inputs', 'outputs'], args, 'Model')
  return { ...named<ModelOptions>([], rest, 'Model'), inputs, outputs } as ModelOptions
}

/** Refuses what is no symbolic tensor, also among others. */
export function checkStructure(name: 'inputs' | 'outputs', structure: unknown): void {
  const all = Array.isArray(structure) || isPlainObject(structure) ? Object.values(structure) : [structure]
  const other = all.findIndex((t) => !isSymbolic(t))
  if (other < 0 || all.length === 0) return
  const where =
    all.length > 1 || all[0] !== structure ? `${name}[${Object.keys(structure as object)[other]}]` : name
  const hint = name === 'inputs' ? 'Start with Input({ shape }).' : 'Give what layers return for the inputs.'
  throw argumentError('Model', 'a symbolic tensor', where, all[other], hint)
}

/** How inputs or outputs were given. */
export const structureKind = (structure: SymbolicStructure): TrainableModel['outputStructure'] =>
  Array.isArray(structure) ? 'list' : 'shape' in structure && 'node' in structure ? 'single' : 'record'
