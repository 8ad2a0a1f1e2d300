import { callbacks, Dense, Input, Lambda, Layer, losses, Model, optimizers, Sequential, tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import { layerRegistry } from '../../src/layers/base/registry.js'
import { quoted, show } from '../../src/support/errors.js'
import { nearest, unknownName } from '../../src/support/names.js'
import { checkOptionNames, isPlainObject, named } from '../../src/support/options.js'
import { computingTime } from '../harness/computing-time.js'

const { Adam, SGD } = optimizers
const { getLoss } = losses
// biome-ignore lint/suspicious/noExplicitAny: options that are wrong on purpose
const wrong = (options: object): any => options

describe('names that Keras has or had', () => {
  it.each([
    [
      () => Adam(wrong({ learning_rate: 1 })),
      'Adam: unknown option "learning_rate". Did you mean "learningRate"?',
    ],
    [() => Adam(wrong({ beta_1: 1 })), 'Did you mean "beta1"?'],
    [() => SGD(wrong({ lr: 1 })), 'Did you mean "learningRate"?'],
    [() => SGD(wrong({ decay: 1 })), 'Give learningRate a schedule'],
    [
      () => Dense(1, wrong({ input_dim: 3 })),
      'Did you mean "inputShape"? For n features write { inputShape: [n] }.',
    ],
    [() => Dense(wrong({ output_dim: 3 })), 'Did you mean "units"?'],
    [() => Dense(1, wrong({ W_regularizer: 'l2' })), 'Did you mean "kernelRegularizer"?'],
    [() => Dense(1, wrong({ init: 'zeros' })), 'Did you mean "kernelInitializer"?'],
    [() => Dense(1, wrong({ bias: false })), 'Did you mean "useBias"?'],
    [() => callbacks.ModelCheckpoint('a.keras', wrong({ period: 2 })), 'Did you mean "saveFreq"?'],
    [
      () => callbacks.EarlyStopping(wrong({ restore_best_weights: true })),
      'Did you mean "restoreBestWeights"?',
    ],
  ])('are answered with the right one', (make, said) => {
    expect(make).toThrow(said)
  })

  it('speak of the name before a missing value', () => {
    expect(() => Dense(wrong({ kernel_size: 3, units: undefined }))).toThrow('unknown option "kernel_size"')
  })

  it('are not taken by classes that a program derives, whose own options are', () => {
    class Own extends Dense {}
    expect(() => new Own(wrong({ units: 2, use_bias: false }))).toThrow('Did you mean "useBias"?')
    expect(new Own(wrong({ units: 2, own: 1 })).units).toBe(2)
    class Plain extends Layer {
      call(x: tf.Tensor) {
        return x
      }
    }
    expect(() => new Plain(wrong({ input_shape: [2] }))).toThrow('Did you mean "inputShape"?')
  })

  it('stay in configurations, with names of other versions', () => {
    expect(losses.Huber.fromConfig({ delta: 2, later_key: 1 }).getConfig().name).toBe('huber_loss')
    expect(layerRegistry.get({ class_name: 'Dense', config: { units: 2, use_bias: false } }).name).toMatch(
      'dense',
    )
  })
})

describe('calls of layers', () => {
  it('refuse options that the layer does not take', () => {
    tf.tidy(() => {
      const layer = Dense(1, { name: 'last' })
      const x = tf.ones([1, 2])
      expect(() => layer(x, { traning: true })).toThrow(
        'The call of Dense "last": unknown option "traning". Did you mean "training"?',
      )
      expect(layer(x, { training: true }).shape).toEqual([1, 1])
      layer.dispose()
    })
  })

  it('take what a class says it takes', () => {
    class Scaled extends Layer {
      static override readonly className = 'Scaled'
      static override readonly callOptions = ['factor']
      call(x: tf.Tensor, { kwargs }: { kwargs: { factor?: number } }) {
        return tf.mul(x, kwargs.factor ?? 1)
      }
    }
    tf.tidy(() => {
      expect(new Scaled()(tf.scalar(2), { factor: 3 }).dataSync()[0]).toBe(6)
    })
    expect(() => new Scaled()(tf.scalar(2), { faktor: 3 })).toThrow('Did you mean "factor"?')
  })
})

describe('options and positions', () => {
  it('are told apart, and what is undefined was not given', () => {
    expect(named(['a', 'b'], [1, { c: 2 }], 'F')).toEqual({ a: 1, c: 2 })
    expect(named(['a', 'b'], [1, undefined, undefined], 'F')).toEqual({ a: 1 })
    expect(named(['a'], [{ a: undefined }], 'F')).toEqual({})
    expect(() => named(['a'], [1, 'relu'], 'F')).toThrow(
      'F takes a by position, and then options by name. Received: "relu" as argument 2.',
    )
    expect(() => named(['a'], [1, { a: 2 }], 'F')).toThrow('F: a is given by position and by name.')
    expect(() => checkOptionNames('F', { other: undefined }, ['a'])).not.toThrow()
  })

  it('never print the source of a function', () => {
    expect(() =>
      Dense(
        2,
        wrong((s: number) => s + 1),
      ),
    ).toThrow('Received: [function anonymous] as argument 2.')
    expect(() => Dense(2, wrong(new Map()))).toThrow('Received: [Map] as argument 2.')
    tf.tidy(() => {
      expect(show(tf.ones([2, 3]))).toBe('[Tensor of shape [2, 3]]')
    })
  })

  it('are plain objects, of whatever realm', () => {
    expect([{}, Object.create(null)].every(isPlainObject)).toBe(true)
    expect([null, [], new Map(), () => 0, 'text', new Date()].some(isPlainObject)).toBe(false)
  })

  it('of shapes are lists', () => {
    expect(() => Dense(1, wrong({ inputShape: 64 }))).toThrow(
      'A shape is a list: write { inputShape: [64] }.',
    )
    expect(() => Input(wrong([784]))).toThrow('Input: options must be an object')
  })

  it('of Lambda come as in Keras', () => {
    const x = Input({ shape: [4] })
    const square = (t: tf.Tensor) => tf.square(t)
    expect(Lambda(square, [4])(x).shape).toEqual([null, 4])
    expect(Lambda(square, (shape) => shape)(x).shape).toEqual([null, 4])
    const factor = Lambda((t: tf.Tensor, { by }) => tf.mul(t, by as number), null, null, { by: 3 })
    tf.tidy(() => {
      expect(factor(tf.scalar(2)).dataSync()[0]).toBe(6)
    })
  })

  it('of Model may follow records of inputs and outputs', () => {
    const a = Input({ shape: [2] })
    const model = Model({ a }, { b: Dense(1)(a) }, { name: 'records' })
    expect([model.name, model.outputNames]).toEqual(['records', ['b']])
    model.dispose()
    expect(() => Sequential(wrong(['a']).length)).toThrow('Sequential: layers must be a list of layers')
  })
})

describe('messages', () => {
  it('show what cannot be seen, and cut what is long', () => {
    expect(quoted('accu\fracy\u202e\u200b')).toBe('"accu\\fracy\\u202e\\u200b"')
    expect(quoted('x'.repeat(1e6)).length).toBe(82)
    expect(() => getLoss('accu\fracy')).toThrow('Unknown loss "accu\\fracy".')
    expect(
      unknownName(
        'name',
        'zzz',
        Array.from({ length: 1000 }, (_, i) => `n${i}`),
      ).message,
    ).toMatch(/and 940 more\.$/)
  })

  it('do not compare names that nobody meant', async () => {
    const milliseconds = await computingTime(() => {
      expect(nearest('x'.repeat(1e6), ['Dense'])).toBeUndefined()
      expect(nearest('Dens', ['x'.repeat(1e6), 'Dense'])).toBe('Dense')
    })
    expect(milliseconds).toBeLessThan(1000)
  })
})

describe('names of registries', () => {
  it.each(['mean_squared_error', 'MeanSquaredError', 'meanSquaredError', 'mse', 'MSE'])(
    '%s is one',
    (name) => {
      expect(getLoss(name).name).toBe('mean_squared_error')
    },
  )

  it.each(['mean squared error', 'mean-squared-error', 'MEANSQUAREDERROR', 'mean_Squared_error', ' mse'])(
    '%j is none',
    (name) => {
      expect(() => getLoss(name)).toThrow('Unknown loss')
    },
  )

  it('are taken in any case where Keras does so', () => {
    expect(optimizers.getOptimizer('ADAM').name).toBe('adam')
    expect(optimizers.getOptimizer('RMSProp').name).toBe(optimizers.RMSprop().name)
  })
})
