import { tf } from '../../../engine/index.js'
import type { StepData, StepLogs } from '../../trainable.js'
import { checkLogs } from '../own-steps.js'
import type { Program } from '../program.js'
import { plansOf } from './plans-of.js'
import { isEager, kindOf, rootsOf, say } from './what-steps-are.js'

/** Names of the results of steps, by their kind. */
const namesOf = new WeakMap<Program, Map<string, readonly string[]>>()

/**
 * Runs a step of a model's own from a plan, where the model is compiled to be trusted with that.
 *
 * @param data tensors in any structure
 * @param body the step
 */
export function ownStep(
  step: 'train' | 'evaluate',
  program: Program,
  data: StepData,
  body: (data: StepData) => StepLogs,
): StepLogs {
  if (program.mode !== 'always' || isEager(program.mode)) return body(data)
  const feeds: tf.Tensor[] = []
  const structure = describe(data, feeds)
  const kind = `${step} ${structure}: ${kindOf(feeds)}`
  const set = plansOf(program).setFor(kind, program.mode, () => rootsOf(program))
  const before = set.reason
  const known = namesOf.get(program) ?? new Map<string, readonly string[]>()
  namesOf.set(program, known)
  const results = set.run(feeds, (tensors) => {
    const left = [...tensors]
    const logs = checkLogs(program.model, body(rebuild(data, left) as StepData))
    known.set(kind, Object.keys(logs))
    // what it gives as numbers must be the same each time: as tensors they are compared
    return Object.values(logs).map((value) => {
      if (!(value instanceof tf.Tensor)) return tf.scalar(value)
      return tensors.includes(value) ? value.clone() : value
    })
  })
  if (set.reason !== before) say(step, program.model, set.reason!)
  return Object.fromEntries(known.get(kind)!.map((name, i) => [name, results[i]!]))
}

/** The structure of data in words; its tensors are added to `found`. */
function describe(data: unknown, found: tf.Tensor[]): string {
  if (data instanceof tf.Tensor) {
    found.push(data)
    return '_'
  }
  if (Array.isArray(data)) return `[${data.map((inside) => describe(inside, found)).join(' ')}]`
  if (data === null || typeof data !== 'object') return String(data)
  return `{${Object.entries(data).map(([name, inside]) => `${name} ${describe(inside, found)}`)}}`
}

/** The same structure of other tensors, taken from `tensors` in their order. */
function rebuild(data: unknown, tensors: tf.Tensor[]): unknown {
  if (data instanceof tf.Tensor) return tensors.shift()
  if (Array.isArray(data)) return data.map((inside) => rebuild(inside, tensors))
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(Object.entries(data).map(([name, inside]) => [name, rebuild(inside, tensors)]))
}
