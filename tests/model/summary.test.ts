import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  Add,
  Concatenate,
  Conv2D,
  clearSession,
  Dense,
  Flatten,
  Input,
  MaxPooling2D,
} from '../../src/layers/index.js'
import { Model, Sequential } from '../../src/model/index.js'

const golden = (name: string) =>
  readFileSync(resolve(import.meta.dirname, `../golden/summaries/${name}.summary.txt`), 'utf8')
    .split('\n')
    .map((l) => l.trimEnd())
    .join('\n')
    .trimEnd()

const summary = (model: Model) =>
  model
    .summaryText({ lineLength: 80 })
    .split('\n')
    .map((l) => l.trimEnd())
    .join('\n')

beforeEach(() => clearSession())

describe('summary', () => {
  it('prints a Sequential as Keras does', () => {
    const model = new Sequential(
      [
        Input({ shape: [28, 28, 1] }),
        Conv2D(8, 5, { activation: 'relu' }),
        Conv2D(16, 5, { activation: 'relu' }),
        MaxPooling2D(),
        Flatten(),
        Dense(32, { activation: 'relu' }),
        Dense(10, { activation: 'softmax' }),
      ],
      { name: 'mnist_cnn' },
    )
    expect(summary(model)).toBe(golden('a_mnist_cnn'))
  })

  it('prints the connections of a graph as Keras does', () => {
    const [left, right] = [Input({ shape: [6], name: 'left' }), Input({ shape: [6], name: 'right' })]
    const shared = Dense(5, { name: 'shared_dense' })
    const [a, b] = [shared(left), shared(right)]
    const hidden = Dense(7, { name: 'hidden' })(Concatenate({ name: 'concat' })([a, b]))
    const outputs = [
      Dense(1, { name: 'score' })(hidden),
      Dense(3, { name: 'klass' })(Add({ name: 'adder' })([a, b])),
    ]
    expect(summary(new Model({ inputs: [left, right], outputs, name: 'two_in_two_out' }))).toBe(
      golden('d_functional'),
    )
  })

  it('can show nested layers and what is trained', () => {
    const inner = new Sequential([Input({ shape: [4] }), Dense(4)], { name: 'inner' })
    inner.trainable = false
    const model = new Sequential([Input({ shape: [4] }), inner, Dense(1)])
    const text = model.summaryText({ lineLength: 90, expandNested: true, showTrainable: true })
    expect(text).toMatch(/└ dense \(Dense\)/)
    expect(text).toMatch(/inner \(Sequential\).*N/)
    expect(text).toMatch(/Non-trainable params: 20/)
  })

  it('says what is not built', () => {
    expect(new Sequential([Dense(4)]).summaryText()).toMatch(/0 \(unbuilt\)/)
  })
})
