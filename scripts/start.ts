// `npm start`: trains a network that reads handwritten digits, measures it, saves it, loads it back and uses it.
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  Conv2D,
  Dense,
  engineInfo,
  Flatten,
  Input,
  KeratinError,
  loadModel,
  MaxPool2D,
  type Model,
  Sequential,
  setRandomSeed,
  type tf,
} from 'keratin'
import { digits, mnist } from 'keratin/datasets'
import { picture, sideBySide } from './picture.js'

export interface StartOptions {
  /** Training images. Default 10000. */
  train?: number
  /** Test images. Default 2000. */
  test?: number
  /** Default 2. */
  epochs?: number
  /** The folder in which the folder of this run is made. Default `runs`. */
  runs?: string
  /** Milliseconds to wait for a download of MNIST. Default 15000; 0 draws digits at once. */
  patience?: number
  print?: (text: string) => void
}

type Scores = { loss: number; accuracy: number }

/** What came out of it. */
export interface StartResult {
  data: 'mnist' | 'digits'
  accuracy: number
  file: string
}

export async function start(options: StartOptions = {}): Promise<StartResult> {
  const { train = 10_000, test = 2000, epochs = 2, runs = 'runs', print = console.log } = options
  setRandomSeed(1)
  const { name, data } = await loadData(train, test, options.patience ?? 15_000, print)

  const model = new Sequential([
    Input({ shape: [28, 28, 1] }),
    Conv2D(32, [5, 5], { activation: 'relu' }),
    Conv2D(64, [5, 5], { activation: 'relu' }),
    MaxPool2D({ poolSize: [2, 2] }),
    Flatten(),
    Dense(128, { activation: 'relu' }),
    Dense(10, { activation: 'softmax' }),
  ])
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })

  const { engine, threads } = engineInfo()
  const parameters = model.countParams().toLocaleString('en-US')
  print(`\nTraining a convolutional network with ${parameters} parameters on the engine "${engine}"`)
  print(`(${threads ?? 'several'} threads, ${epochs} epochs, the last tenth of the images for validation).\n`)
  await model.fit(data.train.x, data.train.y, { epochs, batchSize: 64, validationSplit: 0.1 })

  const folder = await nextFolder(runs)
  const file = join(folder, 'model.keras')
  await model.save(file)
  model.dispose()

  // everything from here on uses the model as it was saved
  const loaded = await loadModel(file)
  const quietly = { batchSize: 64, verbose: 0, returnDict: true } as const
  const { loss, accuracy } = (await loaded.evaluate(data.test.x, data.test.y, quietly)) as Scores
  print(`\nSaved as ${file} and loaded back. On ${test} images it has not seen:`)
  print(`accuracy ${(accuracy * 100).toFixed(2)} %, loss ${loss.toFixed(4)}\n`)

  await showSamples(loaded, data.test, print)
  loaded.dispose()
  for (const tensor of [data.train.x, data.train.y, data.test.x, data.test.y]) tensor.dispose()

  const next = [
    [`node bin/keratin.js predict ${file} <image>`, 'reads a digit of your own: any photo or drawing of one'],
    [`node bin/keratin.js evaluate ${file} --recipe ${name}`, 'tells which digits it mixes up'],
    [`node bin/keratin.js train ${name} --epochs 3`, 'trains on all images, with a run folder'],
    ['scripts/mnist-cnn.ts', 'is the same as a program of 40 lines, to copy'],
  ] as const
  print('\nWhat next:')
  for (const [command, what] of next) print(`  ${command}\n      ${what}`)
  return { data: name, accuracy, file }
}

/** MNIST if it can be had in time, or else drawn digits. */
async function loadData(train: number, test: number, patience: number, print: (text: string) => void) {
  if (patience > 0) {
    print('Looking for MNIST ...')
    try {
      const data = await mnist.load({ limit: { train, test }, signal: AbortSignal.timeout(patience) })
      const place = data.source.folder ? ` in ${data.source.folder}` : ''
      print(`Using MNIST${place}: ${train} of its training images, ${test} of its test images.`)
      return { name: 'mnist' as const, data }
    } catch (error) {
      const timeout = error instanceof DOMException && error.name === 'TimeoutError'
      if (!timeout && !(error instanceof KeratinError)) throw error
      const reason = timeout
        ? `it could not be downloaded within ${patience / 1000} s.`
        : (error as Error).message.split('. ')[0]
      print(`MNIST cannot be had: ${reason}`)
    }
  }
  print(`Using digits drawn on the spot instead: ${train} to train, ${test} to test.`)
  return { name: 'digits' as const, data: await digits.load({ train, test, seed: 1 }) }
}

/** Five of the first test images with what the model reads in them, up to two mistakes among them. */
async function showSamples(
  model: Model,
  { x, y }: { x: tf.Tensor; y: tf.Tensor },
  print: (text: string) => void,
): Promise<void> {
  const count = Math.min(300, x.shape[0]!)
  const some = x.slice(0, count)
  const output: tf.Tensor = await model.predict(some, { batchSize: 64, verbose: 0 })
  const [probabilities, pixels] = [output.dataSync(), some.dataSync()]
  const actual = y.dataSync().slice(0, count)
  output.dispose()
  some.dispose()
  const read = Array.from(actual, (_, i) => {
    const row = probabilities.slice(i * 10, (i + 1) * 10)
    const digit = row.indexOf(Math.max(...row))
    return { i, digit, probability: row[digit]!, right: digit === actual[i] }
  })
  const mistakes = read.filter((r) => !r.right).slice(0, 2)
  const shown = [...read.filter((r) => r.right).slice(0, 5 - mistakes.length), ...mistakes]
  const pictures = shown.map(({ i, digit, probability, right }) => ({
    lines: picture(pixels.subarray(i * 784, (i + 1) * 784) as Float32Array, 28, 28),
    caption: `${digit} (${(probability * 100).toFixed(0)} %)${right ? '' : `, is ${actual[i]}`}`,
  }))
  print('What it reads in some of them:\n')
  print(sideBySide(pictures))
}

async function nextFolder(runs: string): Promise<string> {
  await mkdir(runs, { recursive: true })
  const numbers = (await readdir(runs)).map((name) => Number(/^start-(\d+)$/.exec(name)?.[1] ?? 0))
  const folder = join(runs, `start-${Math.max(0, ...numbers) + 1}`)
  await mkdir(folder)
  return folder
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await start()
