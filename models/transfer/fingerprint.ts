import type { Layer } from '../../src/layers/index.js'
import type { Model } from '../../src/model/index.js'
import { sha256 } from '../../src/support/crypto.js'

/** What is the same for models that compute the same: the kinds and settings of their layers, and their weights. */
export function fingerprintOf(model: Model): string {
  const hash = sha256()
  const describe = (layer: Layer) => {
    if ('layers' in layer) return (layer as Model).layers.forEach(describe)
    // names are counted over a program
    const { name: _, ...config } = layer.getConfig()
    hash.update(`${layer.className} ${JSON.stringify(config)}\n`)
  }
  model.layers.forEach(describe)
  for (const weight of model.weights) {
    const values = weight.read().dataSync()
    hash.update(`${weight.shape.join(' ')}\n`)
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }
  return hash.digest('hex')
}
