import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as keratin from 'keratin'
import { Layer, Sequential, tf } from 'keratin'
import * as datasets from 'keratin/datasets'
import type { Probe } from './probe.js'
import { inFolder, outcome, small } from './training.js'

class Doubled extends Layer {
  static override readonly className = 'Doubled'
  call(x: tf.Tensor) {
    return tf.mul(x, 2)
  }
}
const own = () => Sequential([new Doubled({ inputShape: [2], name: 'doubled' })], { name: 'own' })

const digest = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

const date = new Date(Date.UTC(2020, 1, 2, 3, 4, 6))

/** Files of models. */
export const saving: Record<string, Probe> = {
  'Model.save': {
    see: (o) =>
      inFolder(async (folder) => {
        const file = join(folder, 'float16' in o ? 'a.npz' : 'a.keras')
        const date = new Date(Date.UTC(2021, 1, 2))
        await small().save(file, { date })
        const said = await outcome(() => small().save(file, { date, overwrite: true, ...o }))
        return [said, await digest(file)]
      }),
    values: { overwrite: false, date, float16: true, format: 'json' },
    beside: { float16: { float16: false } },
  },
  'Model.saveWeights': {
    see: (o) =>
      inFolder(async (folder) => {
        const file = join(folder, 'float16' in o ? 'a.npz' : 'a.weights.h5')
        await small().saveWeights(file)
        const first = new Date(Date.UTC(2021, 1, 2))
        const said = await outcome(() => small().saveWeights(file, { date: first, overwrite: true, ...o }))
        return [said, await digest(file)]
      }),
    values: { overwrite: false, date, float16: true },
    beside: { float16: { float16: false } },
  },
  loadModel: {
    see: (o) =>
      inFolder(async (folder) => {
        const file = join(folder, 'a.keras')
        await (o.compile === undefined ? own() : small()).save(file)
        return outcome(
          async () => (await keratin.loadModel(file, o)).optimizer?.getConfig() ?? 'not compiled',
        )
      }),
    values: { compile: false, customObjects: { Doubled } },
    beside: { compile: { compile: true } },
  },
  modelFromJSON: {
    see: (o) => outcome(() => keratin.modelFromJSON(own().toJSON(), o).name),
    values: { customObjects: { Doubled } },
  },
  'mnistMlp.load': {
    see: ({ data = 'nowhere' }) => outcome(() => datasets.mnistMlp.load({ data })),
    values: { data: 'elsewhere' },
  },
}
