// Lesson 5: loading MNIST in all its forms, showing a digit, and the first load against the second
import { gather, saveImage, tf } from 'keratin'
import { mnist } from 'keratin/datasets'
import { imageGrid } from 'keratin/plot'
import { compare, draw, place, show, timed } from './board.js'

// the first load of all finds the files or downloads them, and unpacks them; from then on what was unpacked is read
const form = { normalize: false, flatten: true } as const
const [data, first] = await timed(() => mnist.load(form))
compare('training images', '[60000, 784]', data.train.x.shape)
compare('training labels', '[60000]', data.train.y.shape)
compare('test images', '[10000, 784]', data.test.x.shape)
compare('test labels', '[10000]', data.test.y.shape)

// the first image is a 5; it comes as a row, and has 28 rows of 28 pixels
const label = gather(data.train.y, 0)
const image = gather(data.train.x, 0)
compare('label', '5', label)
compare('flat shape', '[784]', image.shape)
compare('shape', '[28, 28]', image.reshape([28, 28]).shape)
const some = data.train.x.slice(0, 16).reshape([16, 28, 28])
const captions = Array.from(data.train.y.slice(0, 16).dataSync())
await draw('05-digits', imageGrid(some, { captions, title: 'The first training images of MNIST' }))
await saveImage(await place('05-five.png'), image.reshape([28, 28]))
tf.dispose([data.train.x, data.train.y, data.test.x, data.test.y])

const [again, second] = await timed(() => mnist.load(form))
tf.dispose([again.train.x, again.train.y, again.test.x, again.test.y])
show('milliseconds of the first load', Math.round(first))
show('milliseconds of the second load', Math.round(second))

// every combination of the three options
for (const normalize of [true, false])
  for (const flatten of [true, false])
    for (const oneHot of [true, false]) {
      const { train, test } = await mnist.load({ normalize, flatten, oneHot, limit: 100 })
      const what = `normalize ${normalize}, flatten ${flatten}, oneHot ${oneHot}`
      show(`${what}: x, greatest pixel, y`, [train.x.shape, train.x.max().dataSync()[0], train.y.shape])
      tf.dispose([train.x, train.y, test.x, test.y])
    }
