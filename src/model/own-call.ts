import { tf } from '../engine/index.js'
import type { CallContext } from '../graph/call-context.js'
import { within } from '../graph/forward-pass.js'
import { TrialPass } from '../graph/infer-spec.js'
import type { Shape } from '../graph/shape.js'
import { tracing } from '../graph/stand-ins.js'
import type { TensorSpec } from '../graph/symbolic.js'
import { flatten, type OutputStructure, pack, type Structure, structureOf } from '../training/index.js'

/** A model that computes in a `call` of its own. */
interface Calling {
  call(inputs: unknown, context: CallContext): Structure<tf.Tensor>
}

const knownTypes = ['float32', 'int32', 'bool', 'string'] as const

/** What goes into a `call` of a model's own and comes out of it: what data shows, and calling it on zeros. */
export class OwnCall {
  #inputs: { structure: OutputStructure; specs: readonly TensorSpec[] } | undefined
  #outputs: OutputStructure | undefined

  constructor(readonly model: Calling) {}

  /** Takes down what goes in from tensors, or from shapes where only these are known. */
  meet(x: Structure<tf.Tensor>): void {
    const specs = flatten(x).map(({ shape, dtype }) => ({ shape: [null, ...shape.slice(1)], dtype }))
    this.#inputs = { structure: structureOf(x), specs }
  }

  /** The shapes of what was met, with the batch left open. */
  get shapes(): Shape | readonly Shape[] {
    const { structure, specs } = this.#inputs!
    return structure.outputStructure === 'single' ? specs[0]!.shape : specs.map((s) => s.shape)
  }

  get inputNames(): readonly string[] {
    const { structure } = this.#inputs ?? {}
    return structure?.outputNames.map((name) => name.replace(/^output/, 'input')) ?? ['input']
  }

  /** Undefined before it is learnt. */
  get outputs(): OutputStructure | undefined {
    return this.#outputs
  }

  /**
   * What goes in as files hold it, in the structure of the inputs. Keras holds shapes alone: dtypes are said where they
   * are not float32.
   */
  get saved(): { input_shape: unknown; input_dtype?: unknown } {
    const { structure, specs } = this.#inputs!
    const structured = <T>(values: readonly T[]): unknown => {
      if (structure.outputStructure === 'record')
        return Object.fromEntries(structure.outputNames.map((name, i) => [name, values[i]]))
      return structure.outputStructure === 'single' ? values[0] : values
    }
    const input_shape = structured(specs.map((s) => [...s.shape]))
    if (specs.every(({ dtype }) => dtype === 'float32')) return { input_shape }
    return { input_shape, input_dtype: structured(specs.map(({ dtype }) => dtype)) }
  }

  /** The reverse: takes down what goes in from what a file says. */
  meetSaved(saved: unknown, savedDtypes?: unknown): void {
    const dtypes = typeof savedDtypes === 'string' ? [savedDtypes] : Object.values(savedDtypes ?? {})
    const dtypeOf = (i: number) => knownTypes.find((dtype) => dtype === dtypes[i]) ?? 'float32'
    const several = Array.isArray(saved) && saved.every(Array.isArray)
    const list = Array.isArray(saved) ? (several ? saved : [saved]) : Object.values(saved as object)
    const names = Array.isArray(saved) ? list.map((_, i) => `output_${i}`) : Object.keys(saved as object)
    this.#inputs = {
      structure: {
        outputStructure: several ? 'list' : Array.isArray(saved) ? 'single' : 'record',
        outputNames: Array.isArray(saved) && !several ? ['output'] : names,
      },
      specs: (list as Shape[]).map((shape, i) => ({ shape, dtype: dtypeOf(i) })),
    }
  }

  /** Calls the model on zeros, so that its layers make their weights. Without data it is done for float32. */
  learn(shapes: Shape | readonly Shape[]): void {
    if (!this.#inputs) this.meetSaved(shapes)
    const { structure, specs } = this.#inputs!
    tracing(0, (standIn) => {
      const pass = new TrialPass()
      tf.tidy(() => {
        try {
          const inputs = pack(specs.map(standIn), structure)
          const context = { training: false, mask: null, kwargs: {}, pass }
          this.#outputs = structureOf(within(pass, () => this.model.call(inputs, context), this.model))
        } finally {
          pass.discard()
        }
      })
    })
  }

  /** Inputs in the structure that the call takes. */
  pack(inputs: readonly tf.Tensor[]): Structure<tf.Tensor> {
    return pack([...inputs], this.#inputs!.structure)
  }
}
