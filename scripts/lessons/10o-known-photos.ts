// Lesson 10o: two hundred photos and a network that has seen a million: fast features, then the frozen network in a model
import { imageDatasetFromDirectory, optimizers, setRandomSeed } from 'keratin'
import { catsVsDogs } from 'keratin/datasets'
import { openBase, photoFeatures, transferModel, unfreeze } from 'keratin/models'
import { linePlot } from 'keratin/plot'
import { atMost, baseOr, draw, show } from './board.js'

setRandomSeed(10)
const { train: folder } = await catsVsDogs.find()
// any model of photos, here one that somebody made with Teachable Machine; its classifier is left out, the rest frozen
const base = await openBase(baseOr(`${folder}/../../real-models/teachable-image`))
show('size of photos that it takes', base.reading.imageSize)
show('what it makes of one', base.features.outputShapes![0]!.slice(1))

// photos in the form that the base wants
const held = { validationSplit: 1 / 3, subset: 'both', seed: 10 } as const
const wanted = { ...base.reading, ...held, labels: 'names', limit: atMost(300), batchSize: 20 } as const
const [photos, others] = await imageDatasetFromDirectory(folder, wanted)
show('photos to learn from, and held back', [photos.filePaths.length, others.filePaths.length])

// 1. fast feature extraction: the base sees each photo once; what it makes of them is kept in the cache
const [known, unknown] = await photoFeatures(base, [photos, others], { quiet: true })
show('features', known!.x.shape)
const { model, head } = transferModel(base, { classes: 2, head: 32 })
head.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
const validationData = [unknown!.x, unknown!.classes] as const
const { history } = await head.fit(known!.x, known!.classes, { epochs: 30, validationData, verbose: 0 })
show('accuracy on features of photos held back', history.val_accuracy!.at(-1))
const curves = { 'photos to learn from': history.accuracy!, 'held back': history.val_accuracy! }
await draw(
  '10-features',
  linePlot(curves, { title: 'Features of a network that is there', xLabel: 'epoch', yLabel: 'accuracy' }),
)

// 2. the same head on top of the frozen base is one model, from pixels to classes, and gives the same answers
const scored = { loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] } as const
model.compile({ ...scored, optimizer: 'adam' })
show('lists of weights that are trained, and all', [model.trainableWeights.length, model.weights.length])
show('accuracy of the whole on them', (await model.evaluate(others, undefined, { verbose: 0 }))[1])

// 3. fine-tuning: the last layers of the base are opened, and learn slowly; compile reads what is trainable
show('numbers of the base that are trained now', unfreeze(base, 2))
model.compile({ ...scored, optimizer: optimizers.Adam({ learningRate: 1e-5 }) })
await model.fit(photos, undefined, { epochs: 1, verbose: 0 })
show('accuracy after fine-tuning', (await model.evaluate(others, undefined, { verbose: 0 }))[1])
