import {
  add,
  average,
  concatenate,
  dot,
  Input,
  maximum,
  minimum,
  multiply,
  type SymbolicTensor,
  subtract,
} from 'keratin'
import type { Probe } from './probe.js'

/** Options of layers that a function may set: the layer that it makes is seen. */
const ofLayer = {
  ...{ name: 'mine', trainable: false, dtype: 'int32', activityRegularizer: 'l2' },
  ...{ inputShape: [4], batchInputShape: [3, 4], weights: [[0]] },
}

const inputs = () => [1, 2].map((i) => Input({ shape: [3, 3], name: `in${i}` }))

const functions = { add, average, concatenate, dot, maximum, minimum, multiply, subtract }

const merging = (
  name: 'add' | 'average' | 'concatenate' | 'dot' | 'maximum' | 'minimum' | 'multiply' | 'subtract',
  more: object = {},
  base: object = {},
): Record<string, Probe> => ({
  [name]: {
    see: (o) => {
      const made = (functions[name] as (...args: unknown[]) => SymbolicTensor)(inputs(), {
        name: 'merged',
        ...base,
        ...o,
      })
      return [made.operation, made.shape, made.dtype]
    },
    values: { ...ofLayer, ...more },
    refused: { weights: /has 0 weights/ },
  },
})

/** Functions that call a layer which merges. */
export const mergings: Record<string, Probe> = {
  ...merging('add'),
  ...merging('average'),
  ...merging('concatenate', { axis: 1 }),
  ...merging('dot', { axes: [1, 2], normalize: true }, { axes: 1 }),
  ...merging('maximum'),
  ...merging('minimum'),
  ...merging('multiply'),
  ...merging('subtract'),
}
