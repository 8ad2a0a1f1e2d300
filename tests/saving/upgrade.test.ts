import { describe, expect, test } from 'vitest'
import { layerClass } from '../../src/saving/keras/make-layer.js'
import { upgradeCompile } from '../../src/saving/upgrade/compile.js'
import { originOf } from '../../src/saving/upgrade/origin.js'
import { type Upgraded, upgradeModel } from '../../src/saving/upgrade/upgrade-model.js'

const era = (n: 1 | 2 | 3): Upgraded => ({
  era: n,
  version: undefined,
  backend: undefined,
  classNamed: (name) => layerClass(name, {}),
})

// biome-ignore lint/suspicious/noExplicitAny: configurations of any shape
const layer = (class_name: string, config: object, n: 1 | 2 | 3 = 2): any =>
  upgradeModel({ class_name, config: { name: 'a', ...config } }, era(n))

describe('what wrote a file', () => {
  test.each([
    ['1.2.2', {}, 1],
    ['2.2.4-tf', {}, 2],
    ['tfjs-layers 4.22.0', {}, 2],
    ['3.8.0', {}, 3],
    [undefined, { module: 'keras' }, 3],
    [undefined, { config: { nb_filter: 3 } }, 1],
    [undefined, { config: { units: 3 } }, 2],
  ])('%s, %o', (version, config, expected) => {
    expect(originOf(version, undefined, config).era).toBe(expected)
  })
})

describe('settings', () => {
  test('hard_sigmoid means what it meant', () => {
    expect(layer('Dense', { activation: 'hard_sigmoid' }, 2).config.activation).toBe('legacy_hard_sigmoid')
    expect(layer('Dense', { activation: 'hard_sigmoid' }, 3).config.activation).toBe('hard_sigmoid')
  })

  test('groups that nothing has are refused, those of layers that have them stay', () => {
    expect(layer('GroupNormalization', { groups: 3 }).config.groups).toBe(3)
    expect(layer('Conv2D', { groups: 2 }).config.groups).toBe(2)
    expect(layer('DepthwiseConv2D', { groups: 1 }).config).not.toHaveProperty('groups')
    expect(() => layer('Conv2DTranspose', { groups: 2 })).toThrow(/"a".*groups: 2/)
    expect(() => layer('LSTM', { time_major: true })).toThrow(/time_major/)
  })

  test('a GRU has reset_after if it says so', () => {
    expect(layer('GRU', {}).config.reset_after).toBe(false)
    expect(layer('GRU', { reset_after: true }).config.reset_after).toBe(true)
    expect(layer('CuDNNGRU', {}).config).toMatchObject({ reset_after: true, recurrent_activation: 'sigmoid' })
    expect(layer('GRU', {}, 3).config).not.toHaveProperty('reset_after')
  })

  test('the twin of a Bidirectional walks the other way', () => {
    const inner = { class_name: 'LSTM', config: { name: 'l', go_backwards: true } }
    const { backward_layer } = layer('Bidirectional', { layer: inner }).config
    expect(backward_layer.config).toMatchObject({ name: 'backward_l', go_backwards: false })
  })

  test('names of Keras 1', () => {
    const config = {
      nb_filter: 4,
      nb_row: 2,
      nb_col: 3,
      border_mode: 'same',
      dim_ordering: 'th',
      init: 'normal',
    }
    expect(layer('Convolution2D', config, 1)).toMatchObject({
      class_name: 'Conv2D',
      config: {
        filters: 4,
        kernel_size: [2, 3],
        padding: 'same',
        data_format: 'channels_first',
        kernel_initializer: { class_name: 'RandomNormal', config: { stddev: 0.05 } },
      },
    })
    expect(layer('Merge', { mode: 'concat', concat_axis: 1 }, 1)).toMatchObject({
      class_name: 'Concatenate',
      config: { axis: 1 },
    })
    expect(() => layer('Merge', { mode: 'code', mode_type: 'lambda' }, 1)).toThrow(/never run/)
  })

  test('objects of Python become values', () => {
    const theta = { type: 'ndarray', value: 0.25 }
    expect(layer('ThresholdedReLU', { theta }).config.theta).toBe(0.25)
    const axis = { class_name: '__tuple__', items: [1] }
    expect(layer('BatchNormalization', { axis }).config.axis).toBe(1)
  })

  test('precision is that of float32', () => {
    const policy = { class_name: 'Policy', config: { name: 'mixed_float16' } }
    expect(layer('Dense', { dtype: policy }, 3).config.dtype).toBe('float32')
    expect(() => layer('Dense', { dtype: 'int8_from_float32' }, 3)).toThrow(/quantized/)
  })
})

describe('graphs', () => {
  const input = { class_name: 'InputLayer', name: 'x', config: { name: 'x', batch_input_shape: [8, 3] } }
  const graph = (layers: object[], last: unknown) =>
    upgradeModel(
      {
        class_name: 'Model',
        config: { name: 'm', layers: [input, ...layers], input_layers: [['x', 0, 0]], output_layers: last },
      },
      era(2),
      // biome-ignore lint/suspicious/noExplicitAny: a configuration of any shape
    ) as any
  const tensor = (...keras_history: unknown[]) => expect.objectContaining({ config: { keras_history } })

  test('a state among the inputs is given by name, and one output is no list', () => {
    const lstm = {
      class_name: 'LSTM',
      name: 'l',
      config: { name: 'l', units: 2 },
      inbound_nodes: [
        [
          ['x', 0, 0, {}],
          ['e', 0, 1, {}],
          ['e', 0, 2, {}],
        ],
      ],
    }
    const { config } = graph([lstm], [['l', 0, 0]])
    expect(config.layers[1].inbound_nodes).toEqual([
      { args: [tensor('x', 0, 0)], kwargs: { initial_state: [tensor('e', 0, 1), tensor('e', 0, 2)] } },
    ])
    expect(config.output_layers).toEqual(['l', 0, 0])
    // any number of samples
    expect(config.layers[0].config.batch_shape).toEqual([null, 3])
  })

  test('the first call of a model within has the number 1', () => {
    const inner = {
      class_name: 'Sequential',
      name: 's',
      config: [{ class_name: 'Dense', config: { name: 'd', units: 1, batch_input_shape: [null, 3] } }],
      inbound_nodes: [[['x', 0, 0, {}]]],
    }
    const add = {
      class_name: 'Add',
      name: 'a',
      config: { name: 'a' },
      inbound_nodes: [
        [
          ['s', 1, 0, {}],
          ['s', 1, 0, {}],
        ],
      ],
    }
    const { config } = graph([inner, add], [['a', 0, 0]])
    expect(config.layers[2].inbound_nodes[0].args).toEqual([[tensor('s', 0, 0), tensor('s', 0, 0)]])
    expect(config.layers[1].config.name).toBe('s')
    expect(config.layers[1].config.layers[0].class_name).toBe('InputLayer')
  })
})

test('what a model was compiled with', () => {
  const training = {
    optimizer_config: {
      class_name: 'Custom>Adam',
      config: { lr: 0.5, decay: 0.25, epsilon: null, beta_1: 0.8 },
    },
    loss: { class_name: 'LossFunctionWrapper', config: { fn: 'mean_squared_error', name: 'x' } },
    metrics: [[{ class_name: 'MeanMetricWrapper', config: { name: 'accuracy', fn: 'binary_accuracy' } }]],
    sample_weight_mode: null,
  }
  expect(upgradeCompile(training, era(2))).toMatchObject({
    optimizer: {
      class_name: 'Adam',
      config: {
        beta_1: 0.8,
        epsilon: 1e-7,
        learning_rate: {
          class_name: 'InverseTimeDecay',
          config: { initial_learning_rate: 0.5, decay_rate: 0.25, decay_steps: 1 },
        },
      },
    },
    loss: 'mean_squared_error',
    metrics: [['binary_accuracy']],
  })
  expect(upgradeCompile(undefined, era(2))).toBeUndefined()
})
