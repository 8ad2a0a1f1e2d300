// Lesson 7: losses: mean squared error and cross-entropy, of one sample and of a mini-batch
import { gather, losses, setRandomSeed, tf, toCategorical } from 'keratin'
import { mnist } from 'keratin/datasets'
import { compare, show } from './board.js'

// the right answer is 2; the first network is fairly sure of it, the second of 7
const t = tf.tensor([0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
const good = tf.tensor([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
const bad = tf.tensor([0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0])

/** ½ Σ (y - t)²: half the sum. */
const meanSquaredError = (y: tf.Tensor, t: tf.Tensor) => y.sub(t).square().sum().mul(0.5)
compare('mean squared error, 2 is right', '0.09750000000000003', meanSquaredError(good, t))
compare('the same for 7', '0.5975', meanSquaredError(bad, t))
// Keras' is the mean over the ten outputs, without the half: a fifth of the above
show("Keras' mean squared error", losses.MeanSquaredError().compute(t, good))

/** -Σ t ln(y + delta): without delta the logarithm of 0 would be minus infinity. */
const crossEntropy = (y: tf.Tensor, t: tf.Tensor) => t.mul(y.add(1e-7).log()).sum().neg()
compare('cross-entropy, 2 is right', '0.510825457099338', crossEntropy(good, t))
compare('the same for 7', '2.302584092994546', crossEntropy(bad, t))

// of a mini-batch it is the mean, whatever its size; labels are one-hot rows or integers
const batchCrossEntropy = (y: tf.Tensor, t: tf.Tensor) => crossEntropy(y, t).div(y.shape[0]!)
const y = tf.stack([good, bad])
const oneHot = batchCrossEntropy(y, toCategorical([2, 2], 10))
show('of a batch with one-hot labels', oneHot)
/** With integers only the one value of each row is looked at that counts. */
const sparse = (y: tf.Tensor, labels: number[]) =>
  tf
    .mean(
      tf
        .stack(labels.map((label, i) => gather(gather(y, i), label)))
        .add(1e-7)
        .log(),
    )
    .neg()
show('of a batch with integer labels', sparse(y, [2, 2]))
// Keras' cuts probabilities off at 1e-7 instead, after making them sum to 1
show("Keras' for integer labels", losses.SparseCategoricalCrossentropy().compute(tf.tensor([2, 2]), y))

// a mini-batch is chosen at random: ten of the training images
setRandomSeed(1)
const { train } = await mnist.load({ flatten: true, oneHot: true, limit: { test: 1 } })
compare('training images', '[60000, 784]', train.x.shape)
compare('training labels', '[60000, 10]', train.y.shape)
const chosen = tf.randomUniform([10], 0, 60_000, 'int32')
show('ten at random: x', gather(train.x, chosen).shape)
show('ten at random: labels', gather(train.y, chosen).argMax(1).shape)
