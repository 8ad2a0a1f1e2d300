import { expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { variablesThatShare, watchVariables } from '../../../src/engine/wasm/plan/variables.js'

const made: tf.Variable[] = []
const variable = (of: tf.Tensor) => {
  made.push(tf.variable(of))
  return made.at(-1)!
}

it('tells which variables a step gives other values, makes and ends', () => {
  const [one, two] = [tf.tensor1d([1]), tf.tensor1d([2])]
  const [a, b] = [variable(one), variable(two)]
  watchVariables((changes) => {
    expect([changes.assigned, changes.areSame]).toEqual([[], true])
    const before = a.dataId
    expect(changes.variableAt(before)).toBe(a)
    a.assign(tf.tensor1d([3]))
    // of what was there when the step began
    expect(changes.variableAt(before)).toBe(a)
    expect(changes.variableAt(a.dataId)).toBeUndefined()
    expect(changes.variableAt(b.dataId)).toBe(b)
    expect(changes.assigned).toEqual([a])
    expect(changes.areSame).toBe(true)
    const within = tf.variable(two)
    expect(changes.areSame).toBe(false)
    within.dispose()
    expect(changes.areSame).toBe(true)
    expect(changes.assigned).toEqual([a])
    b.dispose()
    expect(changes.areSame).toBe(false)
  })
  watchVariables((changes) => expect(changes.variableAt(a.dataId)).toBe(a))
})

it('knows those that share values, as long as they do', () => {
  const values = tf.tensor1d([1, 2])
  const before = variablesThatShare()
  const sharing = () => variablesThatShare().filter((v) => !before.includes(v))
  const [a, b, c] = [variable(values), variable(values), variable(values)]
  expect(sharing()).toEqual([b, c])
  // another takes the place of the first
  a.assign(tf.tensor1d([3, 4]))
  expect(sharing()).toEqual([c])
  watchVariables((changes) => expect(changes.variableAt(values.dataId)).toBe(b))
  b.dispose()
  expect(sharing()).toEqual([])
  watchVariables((changes) => {
    expect(changes.variableAt(values.dataId)).toBe(c)
    c.assign(a)
    expect(changes.variableAt(a.dataId)).toBe(a)
  })
  expect(sharing()).toEqual([c])
  tf.dispose(made)
  expect(sharing()).toEqual([])
})
