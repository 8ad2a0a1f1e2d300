import { Dense, initializers, Layer, losses, metrics, optimizers, Sequential, tf } from 'keratin'
import { describe, expect, it } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: options that are wrong on purpose
type Any = any

class OwnLayer extends Layer {
  readonly type: string
  constructor(options: Any = {}) {
    super(options)
    this.type = options.type ?? 'none'
  }
  call(x: tf.Tensor) {
    return x
  }
}
class OwnLoss extends losses.Loss {
  constructor(options: Any = {}) {
    super(options)
  }
  call(yTrue: tf.Tensor, yPred: tf.Tensor) {
    return tf.mean(tf.sub(yTrue, yPred), -1)
  }
}
class OwnMetric extends metrics.Metric {
  constructor(options: Any = {}) {
    super(options)
  }
  updateState() {}
  result() {
    return tf.scalar(0)
  }
}
class OwnOptimizer extends (optimizers.Optimizer as Any) {
  constructor(options: Any = {}) {
    super(options)
  }
}
class OwnInitializer extends initializers.RandomInitializer {
  protected fill() {}
}

describe('options that a class hands on to its base', () => {
  it.each([
    [
      () => new OwnLayer({ trainabel: false }),
      'OwnLayer: unknown option "trainabel". Did you mean "trainable"?',
    ],
    [() => new OwnLayer({ input_shape: [2] }), 'Did you mean "inputShape"?'],
    [() => new OwnLoss({ reducton: 'sum' }), 'OwnLoss: unknown option "reducton". Did you mean "reduction"?'],
    [() => new OwnLoss({ Reduction: 'sum' }), 'Did you mean "reduction"?'],
    [() => new OwnMetric({ nmae: 'x' }), 'OwnMetric: unknown option "nmae". Did you mean "name"?'],
    [() => new OwnOptimizer({ learning_rate: 1 }), 'Did you mean "learningRate"?'],
    [() => new OwnOptimizer({ leaningRate: 1 }), 'Did you mean "learningRate"?'],
    [
      () => new OwnInitializer({ sead: 1 } as Any),
      'OwnInitializer: unknown option "sead". Did you mean "seed"?',
    ],
    [
      () => new (class Wider extends Dense {})({ units: 2, useBais: false } as Any),
      'Did you mean "useBias"?',
    ],
    [() => new (class Pile extends Sequential {})({ layer: [] } as Any), 'Did you mean "layers"?'],
    [() => new losses.FunctionLoss((y) => y, { nmae: 'x' } as Any), 'Did you mean "name"?'],
  ])('are not mistaken: %s', (make, said) => {
    expect(make).toThrow(said)
  })

  it('are not mistaken where the class itself writes them', () => {
    class Written extends Layer {
      constructor() {
        super({ trainabel: false, name: 'mine' } as Any)
      }
      call(x: tf.Tensor) {
        return x
      }
    }
    expect(() => new Written()).toThrow('Written: unknown option "trainabel". Did you mean "trainable"?')
  })

  it('may be those of the class, and look like those of the base', () => {
    const { type, name } = new OwnLayer({ type: 'x', other: 1, name: 'mine' })
    expect([type, name]).toEqual(['x', 'mine'])
    class Named extends losses.Loss {
      readonly names: string[]
      constructor({ names, ...options }: Any) {
        super({ names, ...options } as Any)
        this.names = names
      }
      call(yTrue: tf.Tensor) {
        return yTrue
      }
    }
    expect(new Named({ names: ['a'] }).names).toEqual(['a'])
  })
})
