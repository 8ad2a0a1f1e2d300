// Lesson 11c: the exercise's network on 500 photos of cats and dogs, by the recipe `cats-vs-dogs`
import { loadImage, setRandomSeed, tf } from 'keratin'
import { catsVsDogs } from 'keratin/datasets'
import { loadRecipe } from 'keratin/models'
import { imageGrid } from 'keratin/plot'
import { atMost, compare, draw, show, sideOr } from './board.js'

setRandomSeed(1447)
const [variant, side] = ['classic', sideOr(128)] // --size 32 for the example in small
const recipe = await loadRecipe('cats-vs-dogs')

// 250 cats and 250 dogs, pixels / 255, one-hot labels from the names of the files
const request = { variant, imageSize: side, limit: atMost(500), valSplit: 0, seed: 1447 }
const { train, labels, input } = await recipe.load(request)
show(
  'photos of cats and of dogs',
  [0, 1].map((label) => Array.from(train.classes).filter((c) => c === label).length),
)

// Conv2D 32 3×3, MaxPool2D, Conv2D 32 3×3, MaxPool2D, Flatten, Dense 96, Dense 2
const model = recipe.build({ variant, labels, input })
model.summary()
if (side === 128) compare('parameters', '2775234', model.countParams())

// Adam with 0.0001, 20 epochs in batches of 32
const { epochs, learningRate } = { ...recipe.defaults, ...recipe.variantDefaults?.[variant!] }
compare('learning rate', '0.0001', learningRate)
compare('epochs', '20', epochs)
model.compile(recipe.compile({ variant, learningRate, labels }))
const { history } = await model.fit(train.x, train.y, { epochs, verbose: 2 })
show('accuracy on the photos it was trained on', history.accuracy!.at(-1))

// new photos, ten at a time: the class is where the greatest of the two outputs is
const { test: folder } = await catsVsDogs.find()
const names = Array.from({ length: 10 }, (_, i) => `${i % 2 ? 'dog' : 'cat'}.${4001 + i}.jpg`)
const photos = names.map((name) => loadImage(`${folder}/${name}`, { targetSize: side, rescale: 1 / 255 }))
const x = tf.stack(await Promise.all(photos))
const y: tf.Tensor = await model.predict(x, { batchSize: 10, verbose: 0 })
const answers = Array.from(y.argMax(1).dataSync(), (label) => labels[label]!)
for (const [i, name] of names.entries()) console.log(`${name}: ${answers[i]}`)
show('right of ten', names.filter((name, i) => name.startsWith(answers[i]!)).length)
await draw(
  '11-photos',
  imageGrid(x, { captions: answers, columns: 5, size: 96, title: 'What it sees in new photos' }),
)
