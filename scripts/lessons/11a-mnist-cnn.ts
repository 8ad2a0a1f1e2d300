// Lesson 11a: the exercise's convolutional network on MNIST, by the recipe `mnist`
import { setRandomSeed } from 'keratin'
import { loadRecipe } from 'keratin/models'
import { linePlot } from 'keratin/plot'
import { atMost, compare, draw, show } from './board.js'

setRandomSeed(1447)
const recipe = await loadRecipe('mnist')
const { train, test, labels } = await recipe.load({ limit: atMost(60_000) })

// Conv2D 32 5×5, Conv2D 64 5×5, MaxPool2D 2×2, Flatten, Dense 128, Dense 10
const model = recipe.build({ labels })
model.summary()
for (const layer of model.layers) show(`${layer.name}: parameters`, layer.countParams())
compare('filters and size of the first convolution', '[[32], [5, 5]]', sizeOf(0))
compare('filters and size of the second', '[[64], [5, 5]]', sizeOf(1))

/** As the layer is configured. */
function sizeOf(index: number): unknown {
  const { filters, kernel_size } = model.layers[index]!.getConfig()
  return [[filters], kernel_size]
}

const { epochs, batchSize, learningRate, valSplit } = recipe.defaults
model.compile(recipe.compile({ learningRate, labels }))
const options = { epochs, batchSize, validationSplit: valSplit, verbose: 2 } as const
const { history } = await model.fit(train.x, train.y, options)
const [loss, accuracy] = await model.evaluate(test.x, test.y, { batchSize, verbose: 0 })
show('training images', train.count)
show('loss on the test images', loss)
show('accuracy on the test images', accuracy)
const { accuracy: training, val_accuracy: validation } = history
const lines = { training: training!, validation: validation! }
await draw(
  '11-mnist',
  linePlot(lines, { x: [1, 2, 3], title: 'The MNIST CNN', xLabel: 'epoch', yLabel: 'accuracy' }),
)
