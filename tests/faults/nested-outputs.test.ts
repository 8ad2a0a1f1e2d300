import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Dense, Input, loadModel, Model, modelFromJSON, tf } from '../../src/index.js'
import { modelToJSON } from '../../src/saving/model-json.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { goldenFolder } from '../harness/golden.js'

const configOf = (text: string) => JSON.parse(text).config

describe('models as outputs', () => {
  // scripts/tools/golden_graphs.py: Keras' files
  it.each(['nested-output', 'nested-exchanged', 'nested-twice', 'nested-sequential'])(
    '%s is written with the places that Keras writes',
    async (name) => {
      const file = `${goldenFolder()}/graphs/${name}.keras`
      const keras = configOf(new TextDecoder().decode(openZip(readFileSync(file)).read('config.json', 1e7)!))
      const model = await loadModel(file)
      const ours = configOf(modelToJSON(model))
      expect(ours.output_layers).toEqual(keras.output_layers)
      expect(ours.input_layers).toEqual(keras.input_layers)
      model.dispose()
    },
  )

  it('keep their order when one model is called three times, the last call first', () => {
    const i = Input({ shape: [1] })
    const tower = new Model({ inputs: i, outputs: Dense(1, { kernelInitializer: 'ones' })(i) })
    const inputs = [Input({ shape: [1] }), Input({ shape: [1] }), Input({ shape: [1] })]
    const [a, b, c] = inputs.map((x) => tower(x))
    const model = new Model({ inputs, outputs: [c!, a!, b!] })
    const again = modelFromJSON(modelToJSON(model))
    tf.tidy(() => {
      const given = [1, 2, 3].map((v) => tf.tensor([[v]]))
      again.setWeights(model.getWeights())
      const [first, second, third] = again(given)
      expect([first, second, third].map((y) => y!.dataSync()[0])).toEqual([3, 1, 2])
    })
    model.dispose()
    again.dispose()
  })
})
