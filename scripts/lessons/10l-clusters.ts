// Lesson 10l: k-means: heaps of points found without labels
import { booleanMask, gather, tf } from 'keratin'
import { linePlot } from 'keratin/plot'
import { draw, show } from './board.js'

// three heaps of a hundred points
const places = tf.tensor2d([0, 0, 3, 4, -3, 5], [3, 2])
const heaps = [0, 1, 2].map((i) => tf.randomNormal([100, 2], 0, 0.8, 'float32', i + 1).add(gather(places, i)))
const points = tf.concat(heaps) as tf.Tensor2D

/** Each point belongs to the nearest centre, each centre is the mean of its points, again and again. */
function kMeans(x: tf.Tensor2D, first: number[], rounds = 10) {
  const k = first.length
  let centres = gather(x, first)
  let nearest: tf.Tensor = tf.zeros([x.shape[0]], 'int32')
  const spread: number[] = []
  for (let round = 0; round < rounds; round++) {
    const distances = x.expandDims(1).sub(centres).square().sum(2)
    nearest = distances.argMin(1)
    spread.push(distances.min(1).mean().dataSync()[0]!)
    const members = tf.oneHot(nearest, k).toFloat()
    centres = members.matMul(x, true).div(members.sum(0).expandDims(1))
  }
  return { nearest, centres, spread }
}

// any three points are centres at first
const { nearest, centres, spread } = kMeans(points, [0, 1, 2])
show('mean squared distance to the nearest centre, round by round', spread)
show('centres', centres)
show('points of each cluster', tf.oneHot(nearest, 3).sum(0))
const together = heaps.map((_, i) => {
  const own = nearest.slice(i * 100, 100)
  return tf.oneHot(own, 3).sum(0).max().dataSync()[0]
})
show('points of each heap that are in one cluster', together)

const clusters = [0, 1, 2].map((i) => {
  const [x, y] = tf.unstack(booleanMask(points, nearest.equal(i)), 1)
  return { x: x!, y: y!, label: `cluster ${i + 1}`, draw: 'points' as const }
})
const [x, y] = tf.unstack(centres, 1)
const middles = {
  x: x!,
  y: y!,
  label: 'centres',
  draw: 'points' as const,
  color: 'black',
  names: ['1', '2', '3'],
}
await draw('10-clusters', linePlot([...clusters, middles], { title: 'k-means' }))
