import { expect, it } from 'vitest'
import { keepColumns } from '../../../src/engine/plan/passes/columns.js'
import { updateInPlace } from '../../../src/engine/plan/passes/in-place.js'
import { multiplyTables } from '../../../src/engine/plan/passes/looked-up.js'
import { keepPrepared } from '../../../src/engine/plan/passes/prepared.js'
import { keepTables } from '../../../src/engine/plan/passes/tables.js'
import { dropUnused } from '../../../src/engine/plan/passes/unused.js'
import { readInPlace } from '../../../src/engine/plan/read-in-place.js'
import type { Call, Recording, Slot } from '../../../src/engine/plan/recording.js'
import type { tf } from '../../../src/engine/tf.js'

const room: Slot = { kind: 'room', bytes: 8 }
const to = (slot: number) => ({ slot, offset: 0 })
const call = (name: string, operator: number, ...slots: number[]): Call => ({
  ...{ kind: name === 'inspect' ? 'inspect' : 'kernel', name, operator },
  args: slots.map(to),
})
const recording = (parts: Partial<Recording>): Recording => ({
  ...{
    slots: [],
    calls: [],
    prepared: [],
    operators: [],
    results: [],
    assigned: [],
    updated: [],
    draws: [],
    sources: [],
  },
  ...{ numbers: [], effects: [], conditions: [], reason: undefined, ownCode: undefined, isFirst: false },
  ...parts,
})
const operator = (name: string, inputs: number[], outputs: number[]) => ({
  name,
  inputs,
  outputs,
  shapes: [],
})
const result = (slot: number) => ({ slot, shape: [2], dtype: 'float32' as const })
const names = ({ calls }: Recording) => calls.map(({ name }) => name)

it('operators whose results nobody uses are left out, with those that they alone used', () => {
  const given = recording({
    slots: [room, room, room, room],
    operators: [
      operator('A', [], [0]),
      operator('B', [0], [1]),
      operator('C', [], [2]),
      operator('D', [1], [3]),
    ],
    calls: [call('a', 0, 0), call('b', 1, 0, 1), call('c', 2, 2), call('d', 3, 1, 3)],
    results: [result(2)],
  })
  expect(names(dropUnused(given))).toEqual(['c'])
  expect(names(dropUnused({ ...given, results: [result(3)] }))).toEqual(['a', 'b', 'd'])
})

it('operators that fill what another has made room for, or look at values, stay', () => {
  const given = recording({
    slots: [room, room, room],
    operators: [operator('Room', [], [0]), operator('Fill', [0], []), operator('Check', [1], [2])],
    calls: [call('fill', 1, 0), call('inspect', 2, 1), call('c', 2, 1, 2)],
    results: [result(0)],
  })
  expect(names(dropUnused(given))).toEqual(['fill', 'inspect', 'c'])
})

it('a table that one kernel reads is a constant, working memory that is written again is not', () => {
  const bytes = new Uint8Array(8)
  const put: Call = { kind: 'put', name: 'put', operator: 0, args: [to(0), bytes] }
  const given = recording({ slots: [room, room], calls: [put, call('spread', 0, 0, 1)] })
  const { slots, calls } = keepTables(given)
  expect([slots[0]!.kind, names({ ...given, calls })]).toEqual(['constant', ['spread']])
  const again = { ...given, calls: [put, { ...put }, call('spread', 0, 0, 1)] }
  expect(keepTables(again)).toEqual(again)
})

const variable = { name: 'w' } as tf.Variable

it('an optimizer writes over the old value where nobody reads it afterwards', () => {
  const home: Slot = { kind: 'variable', bytes: 8, variable }
  const given = recording({
    slots: [home, room, room],
    calls: [call('gemm', 0, 0, 2), call('sgd', 1, 0, 2, 1)],
    assigned: [{ variable, slot: 1 }],
  })
  const better = updateInPlace(given)
  expect([better.assigned, better.updated]).toEqual([[], [variable]])
  expect(better.calls[1]!.args).toEqual([to(0), to(2), to(0)])
  for (const calls of [
    [...given.calls, call('gemm', 2, 0, 2)],
    [...given.calls, call('inspect', 2, 2)],
    [call('gemm', 0, 0, 2), call('transform', 1, 0, 2, 1)],
  ]) {
    expect(updateInPlace({ ...given, calls }).updated).toEqual([])
  }
  expect(updateInPlace({ ...given, results: [result(1)] }).updated).toEqual([])
})

it('what depends on weights alone is prepared, but for results and what others write to', () => {
  const weight = { kind: 'variable', bytes: 8, variable: {} as tf.Variable } as const
  const unary = (from: number, at: number): Call => ({
    ...{ kind: 'kernel', name: 'unary', operator: 0 },
    args: [0, to(from), to(at), 2],
  })
  const scale: Call = {
    ...{ kind: 'kernel', name: 'scaleChannels', operator: 1 },
    args: [to(3), 1, 2, to(2), 0, 0, 0, to(4)],
  }
  const feed: Slot = { kind: 'feed', bytes: 8, index: 0 }
  const given = recording({
    slots: [weight, room, room, feed, room],
    calls: [unary(0, 1), unary(1, 2), scale],
    results: [result(4)],
  })
  const { slots, calls, prepared } = keepPrepared(given)
  expect(calls).toEqual([scale])
  expect(prepared.map(({ slot }) => slot)).toEqual([1, 2])
  expect(slots.map(({ kind }) => kind)).toEqual(['variable', 'kept', 'kept', 'feed', 'room'])
  const still = (parts: Partial<Recording>) => keepPrepared({ ...given, ...parts }).prepared.length
  expect(still({ updated: [weight.variable] })).toBe(0)
  expect(still({ results: [result(2)] })).toBe(1)
  expect(still({ calls: [...given.calls, call('unknown', 2, 2)] })).toBe(1)
  expect(still({ calls: [...given.calls, unary(3, 2)] })).toBe(1)
})

/** Rows of a table of 4 floats each, looked up and multiplied; `count` of `rows`. */
const lookedUp = (rows: number, count: number, between: readonly Call[] = []): Recording => {
  const kernel = { kind: 'kernel', operator: 0 } as const
  return recording({
    slots: [
      { kind: 'variable', bytes: 16 * rows, variable: {} as tf.Variable },
      { kind: 'feed', bytes: 4 * count, index: 0 },
      { kind: 'room', bytes: 16 * count },
      { kind: 'constant', bytes: 32, values: new Uint8Array(32) },
      { kind: 'room', bytes: 8 * count },
      room,
    ],
    calls: [
      { ...kernel, name: 'gatherRows', args: [to(0), to(1), count, 4, to(2), 4], work: 32 * count },
      ...between,
      {
        ...{ ...kernel, name: 'gemm', work: 16 * count },
        args: [0, 0, count, 2, 4, to(2), 4, to(3), 2, to(4), 2, 0, 0, to(5), 8],
      },
    ],
    results: [result(4)],
  })
}

it('a small table is multiplied, and rows of the product are looked up', () => {
  const given = lookedUp(3, 10)
  const { calls, slots } = multiplyTables(given)
  expect(calls.map(({ name, args, work }) => [name, args.slice(0, 6), work])).toEqual([
    ['gemm', [0, 0, 3, 2, 4, to(0)], 48],
    ['gatherRows', [to(6), to(1), 10, 2, to(4), 2], 160],
  ])
  expect(slots[6]).toEqual({ kind: 'room', bytes: 24 })
  // others read what was looked up
  const also = multiplyTables({ ...given, results: [result(2), result(4)] })
  expect(names(also)).toEqual(['gatherRows', 'gemm', 'gatherRows'])
})

it('a large table is multiplied where its product can be kept, and nothing else changes in between', () => {
  const variable = (lookedUp(20, 10).slots[0] as { variable: tf.Variable }).variable
  const large = lookedUp(20, 10)
  expect(names(multiplyTables(large))).toEqual(['gemm', 'gatherRows'])
  const home = { ...large.slots[0]!, variable } as Slot
  const learning = { ...large, slots: [home, ...large.slots.slice(1)], updated: [variable] }
  expect(multiplyTables(learning)).toBe(learning)
  const huge = lookedUp(81, 10)
  expect(multiplyTables(huge)).toBe(huge)
  for (const slot of [1, 2]) {
    const changed = lookedUp(3, 10, [call('unknown', 1, slot)])
    expect(multiplyTables(changed)).toBe(changed)
  }
  const looks = lookedUp(3, 10, [call('inspect', 1, 1)])
  expect(names(multiplyTables(looks))).toEqual(['inspect', 'gemm', 'gatherRows'])
})

const product = (rows: number, matrix: number, out: number, transposed = 0): Call => ({
  ...{ kind: 'kernel', name: 'gemm', operator: 0, work: 12 * rows },
  args: [0, transposed, rows, 2, 3, to(0), 3, to(matrix), transposed ? 3 : 2, to(out), 2, 0, 0, to(5), 8],
})

it('columns of weights that stay as they are are packed once, for all products by them', () => {
  const weight = { kind: 'variable', bytes: 24, variable: {} as tf.Variable } as const
  const feed: Slot = { kind: 'feed', bytes: 24, index: 0 }
  const given = recording({
    slots: [feed, weight, room, room, room, room],
    calls: [product(2, 1, 2), product(4, 1, 3), product(2, 1, 4, 1)],
  })
  const { slots, calls, prepared } = keepColumns(given)
  expect(slots.slice(6)).toEqual(Array(2).fill({ kind: 'kept', bytes: 4 * 8 * 3 }))
  expect(calls.map(({ args }) => args.slice(7, 9))).toEqual([6, 6, 7].map((slot) => [to(slot), 0]))
  expect(prepared.map(({ slot, calls: [pack] }) => [slot, pack!.name, pack!.args])).toEqual([
    [6, 'packColumns', [0, 2, 3, to(1), 2, to(6)]],
    [7, 'packColumns', [1, 2, 3, to(1), 3, to(7)]],
  ])
  // packed once, and not again
  expect(keepColumns({ ...given, slots, calls })).toEqual({ ...given, slots, calls })
  for (const left of [
    { ...given, updated: [weight.variable] },
    { ...given, assigned: [{ variable: weight.variable, slot: 2 }] },
    { ...given, calls: [product(1, 1, 2), product(129, 1, 3), product(2, 4, 2)] },
    { ...given, slots: [feed, { ...weight, bytes: 2 ** 29 }], calls: [hugeProduct] },
  ]) {
    expect(keepColumns(left)).toBe(left)
  }
})

const hugeProduct: Call = {
  ...{ kind: 'kernel', name: 'gemm', operator: 0 },
  args: [0, 0, 2, 2 ** 13, 2 ** 14, to(0), 2 ** 14, to(1), 2 ** 13, to(2), 2 ** 13, 0, 0, to(5), 8],
}

it('feeds are read where they lie, unless something is bound to their place', () => {
  const feed: Slot = { kind: 'feed', bytes: 8, index: 0 }
  const given = recording({
    slots: [feed, { ...feed, index: 1 }, { ...feed, index: 2 }, room],
    calls: [
      call('unary', 0, 0, 3),
      call('inspect', 0, 1),
      { kind: 'stock', name: 'Softmax', operator: 1, args: [{ tensors: [to(2)] }, to(3)] },
    ],
  })
  expect([...readInPlace(given)]).toEqual([0, 1])
})
