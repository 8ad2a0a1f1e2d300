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

  /** The shapes as files hold them, in the structure of the inputs. */
  get savedShapes(): unknown {
    const { structure, specs } = this.#inputs!
    const shapes = specs.map((s) => [...s.shape])
    if (structure.outputStructure === 'record')
      return Object.fromEntries(structure.outputNames.map((name, i) => [name, shapes[i]]))
    return structure.outputStructure === 'single' ? shapes[0] : shapes
  }

  /** The reverse: takes down what goes in from what a file says. */
  meetSaved(saved: unknown): void {
    const several = Array.isArray(saved) && saved.every(Array.isArray)
    const list = Array.isArray(saved) ? (several ? saved : [saved]) : Object.values(saved as object)
    const names = Array.isArray(saved) ? list.map((_, i) => `output_${i}`) : Object.keys(saved as object)
    this.#inputs = {
      structure: {
        outputStructure: several ? 'list' : Array.isArray(saved) ? 'single' : 'record',
        outputNames: Array.isArray(saved) && !several ? ['output'] : names,
      },
      specs: (list as Shape[]).map((shape) => ({ shape, dtype: 'float32' })),
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
