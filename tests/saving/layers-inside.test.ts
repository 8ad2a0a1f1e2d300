import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import {
  Bidirectional,
  type CallContext,
  ConvLSTM1D,
  Dense,
  GRU,
  GRUCell,
  Input,
  Layer,
  LSTM,
  LSTMCell,
  RNN,
  TimeDistributed,
} from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import { loadModel, saveModel } from '../../src/saving/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

class Running extends Layer {
  static override readonly className = 'Running'
  readonly stateSize = 6
  override call([x, before]: [tf.Tensor, tf.Tensor], _: CallContext): tf.Tensor[] {
    const state = tf.add(x, before)
    return [state, state]
  }
}

it('brings layers inside layers back from a file: models, cells, users’ own', async () => {
  const before = tf.memory().numTensors
  const model = new Sequential([
    Input({ shape: [5, 8, 2] }),
    new ConvLSTM1D(3, 3, { returnSequences: true }),
    new TimeDistributed(new Sequential([Input({ shape: [6, 3] }), LSTM(4), Dense(3)])),
    new RNN([new LSTMCell(4), new GRUCell(3, { resetAfter: false })], { returnSequences: true }),
    new Bidirectional(new GRU(3, { returnSequences: true }), {
      backwardLayer: new GRU(3, { returnSequences: true, goBackwards: true, activation: 'relu' }),
    }),
    new RNN(new Running()),
    new Dense(2),
  ])
  const file = join(folder, 'inside.keras')
  await saveModel(model, file)
  const again = await loadModel(file, { customObjects: { Running } })
  const x = tf.randomNormal([2, 5, 8, 2])
  const [expected, found] = [await model.predict(x), await again.predict(x)] as [tf.Tensor, tf.Tensor]
  expect(found).toBeAllclose(expected, { atol: 1e-6 })
  expect(again.weights.map((v) => v.shape)).toEqual(model.weights.map((v) => v.shape))
  model.dispose()
  again.dispose()
  tf.dispose([x, expected, found])
  expect(tf.memory().numTensors).toBe(before)
})
