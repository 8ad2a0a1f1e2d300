import { tf } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { RandomStream } from '../../support/random.js'

const batch = 4
/** Extents that a model leaves open: most layers take so many. */
const open = 32

/** Inputs that a model takes, the same on every run: numbers, indices where they are looked up, or words. */
export function randomInputs(model: Model): tf.Tensor[] {
  const shapes = model.inputShapes
  if (!shapes) {
    throw new KeratinError('UNSUPPORTED', `The inputs of the model "${model.name}" are not known.`, {
      hint: 'Build it before it is saved.',
    })
  }
  const random = new RandomStream(1)
  const indices = smallestLookup(model)
  return shapes.map((shape, i) => {
    const extents = [shape[0] ?? batch, ...shape.slice(1).map((d) => d ?? open)]
    const count = extents.reduce((n, d) => n * d, 1)
    const dtype = model.inputDtypes?.[i] ?? 'float32'
    const draw = (): number => {
      if (indices !== undefined) return random.below(indices)
      return dtype === 'float32' ? random.below(2 ** 24) / 2 ** 24 : random.below(2)
    }
    const values = Array.from({ length: count }, draw)
    if (dtype === 'string') return tf.tensor(values.map(String), extents, 'string')
    return tf.tensor(values, extents, dtype)
  })
}

/** Below what indices must be, if the model looks any up. */
function smallestLookup(layer: Layer): number | undefined {
  const { inputDim } = layer as Layer & { inputDim?: number }
  const own = layer.className === 'Embedding' && inputDim !== undefined ? [inputDim] : []
  const inside = (Object.values(layer.sublayers).flat(3) as Layer[]).flatMap(
    (one) => smallestLookup(one) ?? [],
  )
  const all = [...own, ...inside]
  return all.length > 0 ? Math.min(...all) : undefined
}
