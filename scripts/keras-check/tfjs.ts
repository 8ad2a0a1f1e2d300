// Opens in stock TensorFlow.js what write.ts wrote for it, and compares with what Keratin computed:
//   node dist/scripts/keras-check/tfjs.js FOLDER
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'

interface Saved {
  shape: number[]
  dtype: 'float32' | 'int32' | 'bool'
  data: number[]
}

/** The files of a model, as a browser would fetch them. */
function fromFolder(folder: string): tf.io.IOHandler {
  return {
    load: async () => {
      const model = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'))
      return tf.io.getModelArtifactsForJSON(model, async (manifest) => {
        const files = manifest.flatMap((group) => group.paths)
        const data = Buffer.concat(files.map((name) => readFileSync(join(folder, name))))
        const buffer = new Uint8Array(data).buffer
        return [manifest.flatMap((group) => group.weights), buffer]
      })
    },
  }
}

/** The largest difference of outputs in stock TensorFlow.js, as a share of numbers that are larger than one. */
export async function stockDifference(folder: string, name: 'tfjs' | 'tfjs-half'): Promise<number> {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  const model = await tf.loadLayersModel(fromFolder(join(folder, name)))
  const inputs = (expected.inputs as Saved[]).map(({ data, shape, dtype }) => tf.tensor(data, shape, dtype))
  const found = [model.predict(inputs.length > 1 ? inputs : inputs[0]!)].flat()
  let most = 0
  for (const [i, { data, shape }] of (expected.outputs as Saved[]).entries()) {
    if (JSON.stringify(found[i]?.shape) !== JSON.stringify(shape)) return Number.POSITIVE_INFINITY
    const values = found[i]!.dataSync()
    for (const [j, wanted] of data.entries())
      most = Math.max(most, Math.abs(values[j]! - wanted) / Math.max(1, Math.abs(wanted)))
  }
  tf.dispose([inputs, found])
  model.dispose()
  return most
}

/** What may differ: rounding, and half precision of weights. */
export const largest = { tfjs: 1e-5, 'tfjs-half': 2e-2 } as const

if (process.argv[1]?.endsWith('tfjs.js')) {
  const [root] = process.argv.slice(2)
  if (!root) throw new Error('Say where the models are.')
  for (const name of readdirSync(root).sort()) {
    if (!existsSync(join(root, name, 'expected.json'))) continue
    const kinds = (['tfjs', 'tfjs-half'] as const).filter((kind) => existsSync(join(root, name, kind)))
    const cells: string[] = []
    for (const kind of kinds) {
      const found = await stockDifference(join(root, name), kind).catch((error: Error) => error)
      const isGood = typeof found === 'number' && found <= largest[kind]
      if (!isGood) process.exitCode = 1
      cells.push(
        `${kind} ${typeof found === 'number' ? found.toExponential(1) : found.message.slice(0, 300)}${isGood ? '' : ' DIFFERS'}`,
      )
    }
    const { refused } = JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8'))
    process.stdout.write(`${name}: ${cells.join(', ') || refused}\n`)
  }
}
