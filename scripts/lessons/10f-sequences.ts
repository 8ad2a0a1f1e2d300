// Lesson 10f: SimpleRNN, LSTM, GRU and Conv1D side by side on one task
import {
  Conv1D,
  Dense,
  GlobalMaxPooling1D,
  GRU,
  Input,
  LSTM,
  Sequential,
  SimpleRNN,
  setRandomSeed,
  tf,
} from 'keratin'
import { linePlot } from 'keratin/plot'
import { atMost, draw, show, timed } from './board.js'

// 30 numbers of noise; in half of the sequences is a spike: one number 1.5 up, and the next 1.5 down
const [count, steps] = [atMost(1200), 30]
const noise = tf.randomNormal([count, steps], 0, 0.5, 'float32', 1)
const place = tf.randomUniform([count], 0, steps - 1, 'int32', 2)
const y = tf.randomUniform([count, 1], 0, 2, 'int32', 3)
const spike = tf
  .oneHot(place, steps)
  .sub(tf.oneHot(place.add(1).toInt(), steps))
  .mul(1.5)
const x = noise.add(spike.mul(y)).expandDims(2)

const readers = {
  SimpleRNN: () => [SimpleRNN(16)],
  LSTM: () => [LSTM(16)],
  GRU: () => [GRU(16)],
  // the same few numbers are looked for everywhere: short, and blind for what is far apart
  Conv1D: () => [Conv1D(16, 5, { activation: 'relu' }), GlobalMaxPooling1D()],
}
const curves: Record<string, number[]> = {}
for (const [name, layers] of Object.entries(readers)) {
  setRandomSeed(10)
  const model = new Sequential([
    Input({ shape: [steps, 1] }),
    ...layers(),
    Dense(1, { activation: 'sigmoid' }),
  ])
  model.compile({ optimizer: 'adam', loss: 'binary_crossentropy', metrics: ['accuracy'] })
  const options = { epochs: 15, validationSplit: 0.25, verbose: 0 } as const
  const [{ history }, milliseconds] = await timed(() => model.fit(x, y, options))
  curves[name] = history.val_accuracy!
  show(`${name}: parameters`, model.countParams())
  show(`${name}: accuracy on the quarter held back`, history.val_accuracy!.at(-1))
  console.log(`${name}: ${Math.round(milliseconds)} ms`)
}
const epochs = curves.LSTM!.map((_, i) => i + 1)
const labels = { title: 'Is there a spike in the noise?', xLabel: 'epoch', yLabel: 'validation accuracy' }
await draw('10-sequences', linePlot(curves, { x: epochs, ...labels }))
