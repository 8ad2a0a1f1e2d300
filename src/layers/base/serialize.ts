import type { Config } from '../../support/registry.js'
import type { Layer } from './layer.js'
import { isBuiltIn } from './registry.js'

/** A layer as Keras writes it, without its calls. */
interface SerializedLayer {
  module: string | null
  class_name: string
  config: Config
  registered_name: string | null
  build_config?: Config
}

/** A layer as Keras writes it, also where it is a setting of another layer. */
export function serializeLayer(layer: Layer): SerializedLayer {
  const own = isBuiltIn(layer.className)
  const saved: SerializedLayer = {
    module: own ? 'keras.layers' : null,
    class_name: layer.className,
    config: layer.getConfig(),
    registered_name: own ? null : `Custom>${layer.className}`,
  }
  const build = layer.getBuildConfig()
  if (build && !isStateless(layer.className)) saved.build_config = build
  return saved
}

/** Classes that Keras considers built from the beginning, so that it writes no shape for them. */
const isStateless = (className: string): boolean =>
  /Pooling|Dropout|GaussianNoise|^(Activation|ELU|Identity|InputLayer|LeakyReLU|Masking|ReLU|Reshape|Softmax)$|Unit|ActivityReg/.test(
    className,
  )
