import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { roles } from '../../../src/engine/plan/passes/roles.js'
import { scaleResults } from '../../../src/engine/plan/passes/scaled.js'
import type { Argument, Call, Recording, Slot } from '../../../src/engine/plan/recording.js'

const room: Slot = { kind: 'room', bytes: 96 }
const kept: Slot = { kind: 'kept', bytes: 16 }
const to = (slot: number) => ({ slot, offset: 0 })
const call = (name: string, operator: number, ...args: Argument[]): Call => ({
  ...{ kind: 'kernel', name, operator, args },
})

/** Slots: 0 input, 1 filter, 2 result, 3 scale, 4 shift, 5 scaled, 6 bounded, 7 working memory. */
const slots: Slot[] = [room, kept, room, kept, kept, room, room, room]
/** Two images of 3 x 1 pixels and 4 channels. */
const open = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
const after = [0, 0, ...open, to(7), 8]
const convolutions: Record<string, Call> = {
  conv: call(
    'conv',
    0,
    ...[to(0), 2, 3, 1, 4, 0, 0, 1, 1, 3, 1, 1, 1, 1, 1, 1, 1, 3, 1, 4, to(1), 0, 0, to(2), 0],
    ...after,
  ),
  depthwise: call(
    'depthwise',
    0,
    ...[to(0), 2, 3, 1, 2, 2, 0, 0, 1, 1, 1, 1, 1, 1, 3, 1, to(1), 0, 0, to(2)],
    ...after,
  ),
  winograd: call('winograd', 0, ...[to(0), 2, 3, 1, 4, 0, 0, 3, 3, 1, 4, to(1), 0, 0, to(2), 0], ...after),
}
const scale = call('scaleChannels', 1, to(2), 6, 4, to(3), to(4), 0, 0, ...open, to(5))
const relu6 = call('clip', 2, to(5), to(6), 0, 6, 24)
const relu = call('activation', 2, 1, to(5), to(6), 24)
const look = (slot: number) => call('look', 3, to(slot))

const recording = (calls: Call[], parts: Partial<Recording> = {}): Recording => ({
  ...{ slots, calls, prepared: [], operators: [], results: [], assigned: [], updated: [], draws: [] },
  ...{ sources: [], numbers: [], effects: [], conditions: [], reason: undefined, ownCode: undefined },
  ...{ isFirst: false, ...parts },
})

/** What a call is told of what follows: the result, and scale, shift and bounds. */
const told = ({ name, args }: Call) => {
  const end = roles[name]!.length
  const isMasked = name !== 'depthwise'
  return [args[end - (isMasked ? 8 : 7)], ...args.slice(end - 6, end - 2)]
}

/** The names of the parameters of a kernel. */
function parametersOf(kernel: string): string[] {
  const file = kernel === 'winograd' ? 'winograd/forward' : kernel === 'scaleChannels' ? 'batch-norm' : kernel
  const source = readFileSync(
    new URL(`../../../src/engine/wasm/assembly/${file}.ts`, import.meta.url),
    'utf8',
  )
  const [, list] = new RegExp(`export function ${kernel}\\(([^)]*)\\)`).exec(source)!
  return [...list!.matchAll(/(\w+):/g)].map(([, name]) => name!)
}

it.each(['conv', 'winograd', 'depthwise', 'scaleChannels'])(
  '%s has its parameters where they are',
  (name) => {
    const names = parametersOf(name)
    const { args } = [...Object.values(convolutions), scale].find((own) => own.name === name)!
    const at = (wanted: string) => args[names.indexOf(wanted)]
    expect(names.slice(args.length)).toEqual(['part', 'parts'])
    if (name === 'scaleChannels') {
      const given = ['x', 'rows', 'C', 'scale', 'shift', 'other', 'least', 'most', 'y'].map(at)
      expect(given).toEqual([to(2), 6, 4, to(3), to(4), 0, ...open, to(5)])
      return
    }
    const given = [
      'x',
      'images',
      'OH',
      'OW',
      name === 'winograd' ? 'u' : 'filter',
      'y',
      'scale',
      'shift',
      'least',
      'most',
    ].map(at)
    expect(given).toEqual([to(0), 2, 3, 1, to(1), to(2), 0, 0, ...open])
    if (name === 'depthwise') expect([at('C'), at('M')]).toEqual([2, 2])
    else expect([at('CO'), at('mask')]).toEqual([4, 0])
  },
)

it.each(Object.entries(convolutions))('%s scales, shifts and bounds its result itself', (_, own) => {
  expect(own.args).toHaveLength(roles[own.name]!.length)
  for (const [bound, least, most] of [
    [relu6, 0, 6],
    [relu, 0, Number.POSITIVE_INFINITY],
  ] as const) {
    const { calls } = scaleResults(recording([own, scale, bound, look(6)]))
    expect(calls.map(({ name }) => name)).toEqual([own.name, 'look'])
    expect(told(calls[0]!)).toEqual([to(6), to(3), to(4), least, most])
    expect(calls[0]!.takenIn).toEqual([1, 2])
  }
  const { calls } = scaleResults(recording([own, scale, look(5)], { results: [] }))
  expect(told(calls[0]!)).toEqual([to(5), to(3), to(4), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  expect(calls[0]!.takenIn).toEqual([1])
})

it.each(Object.entries(convolutions))('%s leaves what others want as it is', (name, own) => {
  const result = (slot: number) => ({ slot, shape: [2], dtype: 'float32' as const })
  const left = [
    recording([own, scale, look(2)]),
    recording([own, look(0), scale]),
    recording([own, scale], { results: [result(2)] }),
    recording([own, scale], { assigned: [{ variable: {} as never, slot: 2 }] }),
    recording([own, relu6]),
    recording([own, call('scaleChannels', 1, to(2), 8, 3, to(3), to(4), 0, 0, ...open, to(5))]),
    recording([own, call('scaleChannels', 1, to(0), 6, 4, to(3), to(4), 0, 0, ...open, to(5))]),
    recording([own, call('scaleChannels', 1, to(2), 6, 4, to(3), to(4), to(0), to(3), ...open, to(5))]),
    recording([own, scale], { slots: slots.with(2, { kind: 'variable', bytes: 96, variable: {} as never }) }),
  ]
  if (name !== 'depthwise') {
    const mask = roles[name]!.length - 7
    left.push(recording([{ ...own, args: own.args.with(mask, to(7)) }, scale]))
  }
  for (const given of left) expect(scaleResults(given)).toBe(given)
})

it('batch normalization bounds its result, also by the numbers of the batch', () => {
  const dx = call('scaleChannels', 1, to(2), 6, 4, to(3), to(4), to(0), to(3), ...open, to(5))
  for (const own of [scale, dx]) {
    const { calls } = scaleResults(recording([look(2), own, relu6, look(6)]))
    expect(calls.map(({ name }) => name)).toEqual(['look', 'scaleChannels', 'look'])
    expect(calls[1]!.args).toEqual([...own.args.slice(0, 7), 0, 6, to(6)])
    expect(calls[1]!.takenIn).toEqual([2])
  }
  const bounds = { ...scale, args: scale.args.with(7, 0) }
  for (const left of [
    [scale, look(5), relu6],
    [scale, relu6, look(5)],
    [bounds, relu],
    [scale, look(5)],
  ])
    expect(scaleResults(recording([look(2), ...left])).calls).toHaveLength(left.length + 1)
})

it('a scaled result that others want, or that is bounded by half, is not bounded as well', () => {
  const { conv } = convolutions
  for (const bound of [relu6, relu]) {
    const names = (calls: Call[], parts?: Partial<Recording>) =>
      scaleResults(recording(calls, parts)).calls.map(({ name }) => name)
    expect(names([conv!, scale, bound, look(5)])).toEqual(['conv', bound.name, 'look'])
    const result = { slot: 5, shape: [24], dtype: 'float32' as const }
    expect(names([conv!, scale, bound], { results: [result] })).toEqual(['conv', bound.name])
    const half = { ...bound, args: bound.args.with(-1, 12) }
    expect(names([conv!, scale, half])).toEqual(['conv', bound.name])
  }
  const tanh = call('activation', 2, 2, to(5), to(6), 24)
  expect(scaleResults(recording([conv!, scale, tanh])).calls).toHaveLength(2)
})
