// Lesson 10j: CTC: reading a sequence without being told where each of its signs stands
import {
  Bidirectional,
  Dense,
  GRU,
  Input,
  losses,
  padSequences,
  Sequential,
  setRandomSeed,
  tf,
  toArray,
} from 'keratin'
import { atMost, show } from './board.js'

setRandomSeed(10)
// a drawing of 1 to 3 signs (1, 2 or 3) in 16 columns: each is 2 or 3 columns wide, with gaps between, and noise over all
const [columns, signs, count] = [16, 3, atMost(600)]
const draws = Array.from(tf.randomUniform([count * 8], 0, 1, 'float32', 1).dataSync())
const lines = Array.from({ length: count }, (_, i) => {
  const random = (k: number, n: number) => Math.floor(draws[i * 8 + k]! * n)
  const labels = Array.from({ length: 1 + random(0, 3) }, (_, k) => 1 + random(1 + k, signs))
  const seen = labels.flatMap((label, k) => [0, 0, ...Array<number>(2 + random(4 + k, 2)).fill(label)])
  return { labels, seen: [...seen, ...Array<number>(columns).fill(0)].slice(0, columns) }
})
const clean = tf.oneHot(
  tf.tensor2d(
    lines.map(({ seen }) => seen),
    [count, columns],
    'int32',
  ),
  signs + 1,
)
const x = clean.toFloat().add(tf.randomNormal([count, columns, signs + 1], 0, 0.3, 'float32', 2))
// labels are padded with 0, which stands for nothing; where they stand is not told
const y = padSequences(
  lines.map(({ labels }) => labels),
  { padding: 'post' },
)

// scores of each sign, and of nothing, for every column
const model = new Sequential([
  Input({ shape: [columns, signs + 1] }),
  Bidirectional(GRU(16, { returnSequences: true })),
  Dense(signs + 1),
])
model.compile({ optimizer: 'adam', loss: losses.CTC() })
const { history } = await model.fit(x, y, { epochs: 20, batchSize: 20, verbose: 0 })
show('loss of the first and the last epoch', [history.loss![0], history.loss!.at(-1)])

/** What the columns spell: the best of each, repetitions once, then without the nothing. */
const spell = (best: number[]) => best.filter((sign, i) => sign !== best[i - 1] && sign !== 0)
const scores: tf.Tensor = await model.predict(x, { verbose: 0 })
const read = toArray<number[][]>(scores.argMax(2)).map(spell)
for (const i of [0, 1, 2]) console.log(`columns ${lines[i]!.seen.join('')} read as ${read[i]!.join(' ')}`)
const right = read.filter((signs, i) => signs.join() === lines[i]!.labels.join()).length
show('sequences read right, in a hundred', Math.round((100 * right) / count))
