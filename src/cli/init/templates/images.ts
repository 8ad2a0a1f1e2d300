import type { ProjectFiles } from '../write-project.js'
import type { Starter } from './starter.js'

/** Photos in a folder for each class. */
export const imagesStarter: Starter = {
  describe: 'A network that tells photos of your own apart, with Keratin.',
  data: `The folders in \`photos\` are the classes. The drawings in them are there so that everything runs at once: put your
own photos in their place, a folder for each class. With few photos, begin with a network that knows photos already:
\`npx keratin train images --data photos --base MobileNetV2\`.`,
  inputs: `            # looks at one photo of each class
npm run predict -- photo.jpg`,
  train: `import {
  Conv2D, Dense, GlobalAveragePooling2D, imageDatasetFromDirectory, Input, MaxPool2D, Sequential, setRandomSeed,
} from 'keratin'
import { plotHistory } from 'keratin/plot'

const epochs = Number(process.argv[2] ?? 10)
const imageSize = 48
setRandomSeed(1)

const [train, validation] = await imageDatasetFromDirectory('photos', {
  ...{ imageSize, batchSize: 8, rescale: 1 / 255, cropToAspectRatio: true, onError: 'skip' },
  ...{ validationSplit: 0.2, subset: 'both', seed: 1 },
})
const labels = train.classNames
console.log(\`\${labels.length} classes: \${labels.join(', ')}\`)

const model = new Sequential([
  Input({ shape: [imageSize, imageSize, 3] }),
  Conv2D(16, 3, { activation: 'relu' }),
  MaxPool2D(2),
  Conv2D(32, 3, { activation: 'relu' }),
  MaxPool2D(2),
  Conv2D(64, 3, { activation: 'relu' }),
  GlobalAveragePooling2D(),
  Dense(labels.length, { activation: 'softmax' }),
])
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
model.summary()

const history = await model.fit(train, undefined, { epochs, validationData: validation })

// how files become input: keratin predict, too, does as it says
const input = { kind: 'image', shape: [imageSize, imageSize, 3], rescale: 1 / 255, crop: true }
model.metadata = { labels, input }
await model.save('model.keras')
await plotHistory(history).save('curves.svg')
console.log('model.keras and curves.svg are written')
`,
  predict: `import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadImage, loadModel, tf } from 'keratin'

const model = await loadModel('model.keras')
const { labels, input } = model.metadata

/** Without files, the first photo of each class. */
async function firstOfEach() {
  const files = []
  for (const label of labels) files.push(join('photos', label, (await readdir(join('photos', label)))[0]))
  return files
}

const given = process.argv.slice(2)
const files = given.length > 0 ? given : await firstOfEach()
const options = { targetSize: input.shape[0], rescale: input.rescale, cropToAspectRatio: input.crop, colorMode: 'rgb' }
const x = tf.stack(await Promise.all(files.map((file) => loadImage(file, options))))
const rows = (await model.predict(x, { verbose: 0 })).arraySync()
rows.forEach((row, i) => {
  const best = row.indexOf(Math.max(...row))
  console.log(\`\${files[i]}: \${labels[best]} (\${(row[best] * 100).toFixed(1)} %)\`)
})
`,
  files: drawings,
}

const [count, side] = [24, 64]

/** Drawings of landscapes by day and by night, as PNG files. */
async function drawings(): Promise<ProjectFiles> {
  const { encodePNG } = await import('../../../plot/png.js')
  const files: Record<string, Uint8Array> = {}
  for (const kind of ['day', 'night'] as const)
    for (let i = 0; i < count; i++)
      files[`photos/${kind}/${kind}-${String(i + 1).padStart(2, '0')}.png`] = encodePNG(
        landscape(kind, i),
        side,
        side,
        3,
      )
  return files
}

type Color = readonly [red: number, green: number, blue: number]

const colors: Record<'day' | 'night', { sky: Color; ground: Color; light: Color }> = {
  day: { sky: [120, 180, 240], ground: [90, 150, 60], light: [255, 235, 120] },
  night: { sky: [20, 25, 60], ground: [15, 35, 25], light: [225, 225, 235] },
}

/** Sky, a hill, and the sun or the moon: the same for the same number. */
function landscape(kind: 'day' | 'night', i: number): Uint8Array {
  const { sky, ground, light } = colors[kind]
  const [x, y, radius] = [8 + ((i * 17) % 48), 8 + ((i * 7) % 18), 4 + (i % 5)]
  return Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const [column, row, channel] = [Math.floor(at / 3) % side, Math.floor(at / 3 / side), at % 3]
    const hill = 40 + 8 * Math.sin((column + i * 9) / (7 + (i % 6)))
    const color = row > hill ? ground : Math.hypot(column - x, row - y) <= radius ? light : sky
    return Math.min(255, color[channel]! + ((i * 29 + channel * 11) % 30))
  })
}
