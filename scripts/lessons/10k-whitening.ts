// Lesson 10k: standardising and whitening of data (by QR)
import { Input, Normalization, Sequential, tf } from 'keratin'
import { linePlot } from 'keratin/plot'
import { draw, show } from './board.js'

// points that lie aslant: what the second number is has to do with the first, which is far more spread
const round = tf.randomNormal([300, 2], 0, 1, 'float32', 1)
const points = round.matMul(tf.tensor2d([3, 1, 0, 0.5], [2, 2])).add([10, -2]) as tf.Tensor2D
const covariance = (x: tf.Tensor) => {
  const centred = x.sub(x.mean(0))
  return centred.matMul(centred, true).div(x.shape[0]!)
}
show('mean', points.mean(0))
show('covariance', covariance(points))

// standardised: mean 0 and variance 1 of each column; the layer Normalization learns them from data
const normalization = Normalization()
normalization.adapt(points)
const model = new Sequential([Input({ shape: [2] }), normalization])
const standard: tf.Tensor2D = await model.predict(points, { verbose: 0 })
show('mean when standardised', standard.mean(0))
show('covariance when standardised', covariance(standard))

// whitened: no column tells of another; centred = Q R, and the columns of Q are at right angles and equally long
const [Q] = tf.linalg.qr(points.sub(points.mean(0)))
const white = Q.mul(Math.sqrt(300)) as tf.Tensor2D
const difference = covariance(white).sub(tf.eye(2)).abs().max()
show('covariance when whitened', covariance(white))
show('its greatest difference to the identity', difference)

const series = Object.entries({ 'as they are': points, standardised: standard, whitened: white })
const drawn = series.map(([label, x]) => {
  const [first, second] = tf.unstack(x, 1)
  return { x: first!, y: second!, label, draw: 'points' as const }
})
await draw('10-whitening', linePlot(drawn, { title: 'The same points', width: 600 }))
