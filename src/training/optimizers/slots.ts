import { tf, Variable } from '../../engine/index.js'

/** A piece of state that an optimizer keeps for each variable it trains. */
export interface Slot {
  /** Empty: it is named like the variable. */
  readonly name: string
  /** Its first value in every element. Default 0. */
  readonly initial?: number
  /** Its shape; default: that of the variable. */
  readonly shape?: (variable: Variable) => readonly number[]
  readonly dtype?: (variable: Variable) => 'float32' | 'int32'
}

/** Makes the state of one slot for one variable. */
export function makeSlot(optimizer: string, variable: Variable, slot: Slot): Variable {
  const { initial = 0 } = slot
  const dtype = slot.dtype?.(variable) ?? 'float32'
  const shape = slot.shape?.(variable) ?? variable.shape
  const name = slot.name ? `${variable.path.replaceAll('/', '_')}_${slot.name}` : variable.name
  const made = new Variable({
    name,
    shape,
    dtype,
    trainable: false,
    initial: () => tf.fill([...shape], initial, dtype as 'float32'),
  })
  made.path = `${optimizer}/${name}`
  return made
}
