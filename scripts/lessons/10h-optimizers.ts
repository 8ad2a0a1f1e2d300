// Lesson 10h: optimizers compared: their ways down a valley
import { Adagrad, Adam, type Optimizer, SGD, tf, Variable } from 'keratin'
import { contourPlot } from 'keratin/plot'
import { draw, show } from './board.js'

// a long valley: f = x²/20 + y²; the text starts at (-7, 2) with these rates and takes 30 steps
const valley: Record<string, () => Optimizer> = {
  SGD: () => new SGD({ learningRate: 0.95 }),
  Momentum: () => new SGD({ learningRate: 0.1, momentum: 0.9 }),
  AdaGrad: () => new Adagrad({ learningRate: 1.5, initialAccumulatorValue: 0, epsilon: 1e-7 }),
  Adam: () => new Adam({ learningRate: 0.3 }),
}
const slope = tf.grad((p: tf.Tensor) =>
  p
    .square()
    .mul([1 / 20, 1])
    .sum(),
)
const paths = Object.entries(valley).map(([label, make]) => {
  const place = new Variable({ name: 'place', shape: [2], initial: () => tf.tensor([-7, 2]) })
  const optimizer = make()
  optimizer.build([place])
  const points = [[-7, 2]]
  for (let step = 0; step < 30; step++) {
    tf.tidy(() => optimizer.apply([slope(place.read())], [place]))
    points.push(Array.from(place.data()))
  }
  show(`${label} ends at`, points.at(-1))
  return { label, x: points.map(([x]) => x!), y: points.map(([, y]) => y!), draw: 'both' as const }
})
const range = { xRange: [-8, 4], yRange: [-3, 3], width: 640, height: 360 } as const
const options = {
  title: 'Four optimizers in a valley',
  series: paths,
  levels: [0.1, 0.5, 1, 2, 4, 6],
  ...range,
}
await draw(
  '10-valley',
  contourPlot((x, y) => x ** 2 / 20 + y ** 2, options),
)
