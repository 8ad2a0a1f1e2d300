import type { SymbolicTensor } from '../graph/symbolic.js'
import { Conv2D, GlobalAveragePooling2D, multiply, Reshape } from '../layers/index.js'
import { channelsOf, kernelsOfEfficientNet } from './blocks.js'

/**
 * A map with each channel weighted from 0 to 1 by what the whole map shows, as in EfficientNet.
 *
 * @param between the channels that the decision goes through
 * @param prefix what the names of the layers begin with
 */
export function squeezeExcite(map: SymbolicTensor, between: number, prefix: string): SymbolicTensor {
  const channels = channelsOf(map)
  const weigh = (filters: number, activation: string, name: string) =>
    Conv2D(filters, 1, {
      padding: 'same',
      activation,
      kernelInitializer: kernelsOfEfficientNet(),
      name: `${prefix}${name}`,
    })
  let x: SymbolicTensor = GlobalAveragePooling2D({ name: `${prefix}se_squeeze` })(map)
  x = Reshape([1, 1, channels], { name: `${prefix}se_reshape` })(x)
  x = weigh(between, 'swish', 'se_reduce')(x)
  x = weigh(channels, 'sigmoid', 'se_expand')(x)
  return multiply([map, x], { name: `${prefix}se_excite` })
}
