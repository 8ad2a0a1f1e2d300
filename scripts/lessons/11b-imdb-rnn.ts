// Lesson 11b: the exercise's recurrent network on the reviews of IMDB, by the recipe `imdb`
import { setRandomSeed } from 'keratin'
import { loadRecipe } from 'keratin/models'
import { linePlot } from 'keratin/plot'
import { atMost, compare, draw, show } from './board.js'

setRandomSeed(1447)
const variant = 'classic'
const recipe = await loadRecipe('imdb')
const { train, test, labels, input } = await recipe.load({ variant, limit: atMost(25_000) })

// Embedding(1000, 64), SimpleRNN(30), Dense 16, Dense 1
const model = recipe.build({ variant, labels, input })
model.summary()
show(
  'parameters of each layer',
  model.layers.map((layer) => layer.countParams()),
)
compare('parameters', '67363', model.countParams())

const { epochs, batchSize, learningRate, valSplit } = {
  ...recipe.defaults,
  ...recipe.variantDefaults?.[variant],
}
model.compile(recipe.compile({ variant, learningRate, labels }))
const options = { epochs, batchSize, validationSplit: valSplit, verbose: 2 } as const
const { history } = await model.fit(train.x, train.y, options)
const [loss, accuracy] = await model.evaluate(test.x, test.y, { batchSize, verbose: 0 })
show('training reviews', train.count)
show('loss on the test reviews', loss)
show('accuracy on the test reviews', accuracy)
const { loss: training, val_loss: validation } = history
const x = training!.map((_, i) => i + 1)
const lines = { training: training!, validation: validation! }
await draw('11-imdb', linePlot(lines, { x, title: 'The IMDB RNN', xLabel: 'epoch', yLabel: 'loss' }))
