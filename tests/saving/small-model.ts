import { tf } from '../../src/engine/index.js'
import { BatchNormalization, Dense, Input } from '../../src/layers/index.js'
import { type Model, Sequential } from '../../src/model/index.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { writeZip } from '../../src/saving/zip/write-zip.js'
import { setRandomSeed } from '../../src/support/random.js'

/** A trained model small enough to be saved many times. */
export async function smallModel(): Promise<Model> {
  setRandomSeed(7)
  const model = new Sequential(
    [
      Input({ shape: [4] }),
      Dense(3, { activation: 'relu', name: 'hidden' }),
      BatchNormalization({ name: 'norm' }),
      Dense(2, { activation: 'softmax', name: 'classes' }),
    ],
    { name: 'small' },
  )
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
  const x = tf.tensor([1, 2, 3, 4, 4, 3, 2, 1], [2, 4])
  const y = tf.tensor([0, 1], [2], 'int32')
  await model.fit(x, y, { epochs: 2, verbose: 0 })
  tf.dispose([x, y])
  return model
}

/** The same archive with entries replaced, or left out where `null` is given. */
export function replaceEntries(
  bytes: Uint8Array,
  changes: Record<string, Uint8Array | string | null>,
): Buffer {
  const zip = openZip(bytes)
  const names = [...new Set([...zip.names, ...Object.keys(changes)])]
  const files = names.flatMap((name) => {
    const change = name in changes ? changes[name]! : zip.read(name)!
    if (change === null) return []
    return [{ name, data: typeof change === 'string' ? new TextEncoder().encode(change) : change }]
  })
  return Buffer.concat(writeZip(files))
}

/** The parsed configuration of a `.keras` file. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into it in many places
export const configIn = (bytes: Uint8Array): any =>
  JSON.parse(Buffer.from(openZip(bytes).read('config.json')!).toString())
