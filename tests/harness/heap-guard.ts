import { tf } from 'keratin'
// @ts-expect-error a tool in plain JavaScript
import { guardHeap } from '../../scripts/tools/heap-guard.mjs'

interface Guard {
  check(): string[]
  fillWith(byte: number): void
  turn(on: boolean): void
}

const guards = new WeakMap<object, Guard>()

/** The guard of the memory of the wasm engine, which must be the current one. */
function guardOf(): Guard {
  const { wasm } = tf.backend() as unknown as { wasm: object }
  const guard: Guard = guards.get(wasm) ?? guardHeap(wasm)
  guards.set(wasm, guard)
  return guard
}

/** What an operator gave. */
export interface Values {
  shape: number[]
  dtype: string
  values: ArrayLike<number>
}

/** Fills under which floats, integers and truth values are all different. */
const fills = [0xa5, 0x3c]

/**
 * Runs operators twice, with other bytes in all memory that is not theirs: the results must be the same, and those
 * bytes as they were.
 *
 * @throws Error that tells what was written, or read, outside of tensors
 */
export function withinTensors(compute: () => tf.TensorContainer): Values[] {
  const guard = guardOf()
  guard.turn(true)
  try {
    return guarded(guard, compute)
  } finally {
    // other tests share the process, and plans would see the borders
    guard.turn(false)
  }
}

function guarded(guard: Guard, compute: () => tf.TensorContainer): Values[] {
  guard.check()
  const runs = fills.map((byte) => {
    guard.fillWith(byte)
    const results = tf.tidy(() => {
      const made = compute()
      return [made].flat().map((tensor) => {
        const { shape, dtype } = tensor as tf.Tensor
        return { shape, dtype, values: (tensor as tf.Tensor).dataSync() }
      })
    }) as unknown as Values[]
    const outside = guard.check()
    if (outside.length > 0) throw new Error(`wrote ${outside.join(', ')}`)
    return results
  })
  const [first, second] = runs as [Values[], Values[]]
  first.forEach(({ values }, i) => {
    const again = second[i]!.values
    for (let j = 0; j < Math.max(values.length, again.length); j++) {
      if (Object.is(values[j], again[j])) continue
      throw new Error(`read outside of its tensors: output ${i}[${j}] is ${values[j]}, then ${again[j]}`)
    }
  })
  return first
}
