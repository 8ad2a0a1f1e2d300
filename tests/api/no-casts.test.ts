import { expect, expectTypeOf, it } from 'vitest'
import { Dense, EarlyStopping, Input, LSTM, Model, type SymbolicTensor, tf } from '../../src/index.js'

it('what calls give needs no casts: states of layers, several outputs of models, callbacks without new', () => {
  const input = Input({ shape: [4, 2] })
  const [sequence, state, cell] = LSTM(3, { returnState: true, returnSequences: true })(input)
  expectTypeOf(sequence!).toEqualTypeOf<SymbolicTensor>()
  const model: Model = new Model({ inputs: input, outputs: [Dense(2)(sequence!), state!, cell!] })
  const stopping = EarlyStopping({ patience: 1 })
  expect(stopping).toBeInstanceOf(EarlyStopping)
  tf.tidy(() => {
    const [a, b, c] = model(tf.ones([1, 4, 2]))
    expectTypeOf(a!).toEqualTypeOf<tf.Tensor>()
    expect([a, b, c].map((t) => t!.shape)).toEqual([
      [1, 4, 2],
      [1, 3],
      [1, 3],
    ])
  })
  model.dispose()
})
