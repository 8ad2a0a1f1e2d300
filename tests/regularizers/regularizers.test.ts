import { describe, expect, it } from 'vitest'
import { constraints } from '../../src/constraints/index.js'
import { tf } from '../../src/engine/index.js'
import { L1, L1L2, L2, OrthogonalRegularizer, regularizers } from '../../src/regularizers/index.js'
import type { Config } from '../../src/support/registry.js'
import { type GoldenTensor, goldenSuite, toTensor } from '../harness/golden.js'
import { valueAndGradient } from '../harness/gradients.js'
import { expectNoLeak } from '../harness/leaks.js'

interface Case {
  kind: 'regularizer' | 'constraint' | 'string_defaults'
  class_name: string
  config: Config
  keras_config: Config
  x: GoldenTensor
  value: GoldenTensor
  grad?: GoldenTensor
}

const registries = { regularizer: regularizers, constraint: constraints }

goldenSuite<Case>('regularizers_constraints', {
  needs: (c) => (c.kind === 'string_defaults' ? ['l1', 'l2', 'l1l2'] : [c.class_name]),
  has: (name) => (regularizers.find(name) ?? constraints.find(name)) !== undefined,
  run: (c) => {
    if (c.kind === 'string_defaults') {
      const { kind: _, ...defaults } = c as unknown as Record<string, Config>
      for (const [name, config] of Object.entries(defaults))
        expect(regularizers.get(name).getConfig()).toEqual(config)
      return
    }
    const object = registries[c.kind].get({ class_name: c.class_name, config: c.config })
    expect(object.getConfig()).toEqual(c.keras_config)
    return expectNoLeak(() =>
      tf.tidy(() => {
        const { value, gradient } = valueAndGradient((x) => object.apply(x), toTensor(c.x))
        expect(value).toBeAllclose(c.value, { atol: 1e-6, rtol: 1e-5 })
        if (c.grad) expect(gradient).toBeAllclose(c.grad, { atol: 1e-6, rtol: 1e-5 })
      }),
    )
  },
})

describe('regularizers', () => {
  it('are made with and without new, by position and by options', () => {
    expect(L2(0.5).getConfig()).toEqual({ l2: 0.5 })
    expect(new L2({ l2: 0.5 })).toBeInstanceOf(L2)
    expect(L1L2(0.1, 0.2).getConfig()).toEqual({ l1: 0.1, l2: 0.2 })
    expect(regularizers.serialize(L1(0.5))).toEqual({
      module: 'keras.regularizers',
      class_name: 'L1',
      config: { l1: 0.5 },
      registered_name: null,
    })
  })

  it('refuse bad factors, modes, shapes and names', () => {
    expect(() => L2(-1)).toThrow('l2 must be a finite number of at least 0. Received: l2=-1')
    expect(() => L2({ l3: 1 } as object)).toThrow('Did you mean "l2"?')
    expect(() => OrthogonalRegularizer({ mode: 'diagonals' as 'rows' })).toThrow('"rows" or "columns"')
    expect(() => tf.tidy(() => OrthogonalRegularizer().apply(tf.ones([2, 2, 2])))).toThrow('shape [2, 2, 2]')
    expect(() => regularizers.get('l4')).toThrow('Unknown regularizer "l4"')
  })

  it('ignore configuration keys of other versions', () => {
    expect(regularizers.get({ class_name: 'L2', config: { l2: 0.1, new_key: 1 } }).getConfig()).toEqual({
      l2: 0.1,
    })
  })

  it('penalise nothing by default with l1l2', () => {
    const penalty = tf.tidy(
      () =>
        L1L2()
          .apply(tf.ones([3]))
          .dataSync()[0],
    )
    expect(penalty).toBe(0)
  })
})
