import { describe, expect, it } from 'vitest'
import { Adam, SparseCategoricalCrossentropy } from '../../../src/training/index.js'
import { makeTrainer } from '../trainer/make-trainer.js'

describe('the compile config', () => {
  // compile_config of d_functional_fit_dict_losses, as Keras 3.15.1 wrote it
  const written = {
    optimizer: {
      module: 'keras.optimizers',
      class_name: 'Adam',
      config: {
        name: 'adam',
        learning_rate: 0.0010000000474974513,
        weight_decay: null,
        clipnorm: null,
        global_clipnorm: null,
        clipvalue: null,
        use_ema: false,
        ema_momentum: 0.99,
        ema_overwrite_frequency: null,
        loss_scale_factor: null,
        gradient_accumulation_steps: null,
        beta_1: 0.9,
        beta_2: 0.999,
        epsilon: 1e-7,
        amsgrad: false,
      },
      registered_name: null,
    },
    loss: {
      a: 'mse',
      b: {
        module: 'keras.losses',
        class_name: 'SparseCategoricalCrossentropy',
        config: {
          name: 'sparse_categorical_crossentropy',
          reduction: 'sum_over_batch_size',
          from_logits: false,
          ignore_class: null,
        },
        registered_name: null,
      },
    },
    loss_weights: null,
    metrics: { b: ['accuracy'] },
    weighted_metrics: null,
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  }

  it('is what Keras writes', () => {
    const { trainer } = makeTrainer(
      {
        optimizer: Adam(),
        loss: { a: 'mse', b: SparseCategoricalCrossentropy() },
        metrics: { b: ['accuracy'] },
      },
      { units: [2, 3] },
    )
    expect(trainer.getCompileConfig()).toEqual(written)
    expect(trainer.metricsNames).toEqual(['loss', 'compile_metrics', 'a_loss', 'b_loss'])
  })

  it('compiles as it was compiled', () => {
    const { trainer } = makeTrainer(null, { units: [2, 3] })
    trainer.compileFromConfig(written)
    expect(trainer.getCompileConfig()).toEqual(written)
    expect(trainer.optimizer!.variables).toHaveLength(2 + 2 * 4)
  })

  it('spells names as Keras, whatever was given', () => {
    const { trainer } = makeTrainer({
      loss: 'meanSquaredError',
      lossWeights: 0.5,
      metrics: ['meanAbsoluteError', { class_name: 'TopKCategoricalAccuracy', config: { k: 2 } }],
    })
    const config = trainer.getCompileConfig()
    expect(config.loss).toBe('mean_squared_error')
    expect(config.loss_weights).toBe(0.5)
    expect(config.metrics).toMatchObject(['mean_absolute_error', { class_name: 'TopKCategoricalAccuracy' }])
    expect(trainer.metrics.map((m) => m.name)).toEqual([
      'loss',
      'mean_absolute_error',
      'top_k_categorical_accuracy',
    ])
  })

  it('is empty before compile, and an empty one compiles nothing', () => {
    const { trainer } = makeTrainer(null)
    expect(trainer.getCompileConfig()).toEqual({})
    trainer.compileFromConfig({})
    expect(trainer.isCompiled).toBe(false)
    expect(trainer.metricsNames).toEqual([])
  })
})
