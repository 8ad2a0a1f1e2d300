import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Dense, loadModel, Model, tf } from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Its call is for integers alone. */
class OfClasses extends Model {
  readonly head = Dense(2)
  override call(x: tf.Tensor): tf.Tensor {
    return this.head(tf.oneHot(x as tf.Tensor1D, 3))
  }
}

class OfBoth extends Model {
  readonly head = Dense(2)
  override call({ kind, size }: { kind: tf.Tensor; size: tf.Tensor }): tf.Tensor {
    return this.head(tf.concat([tf.oneHot(kind as tf.Tensor1D, 3), size], 1))
  }
}

const kinds = () => tf.tensor([0, 2, 1], undefined, 'int32')

it.each([
  ['of integers', () => new OfClasses(), () => kinds()],
  ['of integers and floats', () => new OfBoth(), () => ({ kind: kinds(), size: tf.ones([3, 1]) })],
])('a model with a call of its own %s is built for them when it is read', async (_, make, inputs) => {
  const model = make()
  const call = (m: Model) => [...(m(inputs() as never) as unknown as tf.Tensor).dataSync()]
  const before = call(model)
  const file = join(folder, 'own.keras')
  await model.save(file)
  const again = await loadModel(file, { customObjects: { OfClasses, OfBoth } })
  expect(again.built).toBe(true)
  expect(call(again)).toEqual(before)
  model.dispose()
  again.dispose()
})
