import { registerActivationGradients } from './activation.js'
import { registerAvgPoolGradients } from './avg-pool.js'
import { registerBinaryGradients } from './binary.js'
import { registerConvTransposeGradients } from './conv-transpose.js'
import { registerConvGradients } from './conv2d.js'
import { registerConv3dGradients } from './conv3d.js'
import { registerCumprodGradient } from './cumprod.js'
import { registerCumsumGradient } from './cumsum.js'
import { registerDepthwiseGradients } from './depthwise.js'
import { registerEinsumGradient } from './einsum.js'
import { registerExtremaGradients } from './extrema.js'
import { registerKinkGradients } from './kinks.js'
import { registerMatMulGradients } from './matmul.js'
import { registerProdGradient } from './prod.js'
import { guardGradients } from './replace.js'
import { registerResizeGradients } from './resize.js'
import { registerSplitGradients } from './split.js'
import { registerTopKGradient } from './top-k.js'
import { registerZeroGradients } from './zero.js'

/** Puts gradients that are right, complete or faster in the place of those of TensorFlow.js, on every engine. */
export function registerGradients(): void {
  registerActivationGradients()
  registerAvgPoolGradients()
  registerBinaryGradients()
  registerConvGradients()
  registerConvTransposeGradients()
  registerConv3dGradients()
  registerCumsumGradient()
  registerDepthwiseGradients()
  registerCumprodGradient()
  registerEinsumGradient()
  registerExtremaGradients()
  registerKinkGradients()
  registerMatMulGradients()
  registerProdGradient()
  registerResizeGradients()
  registerSplitGradients()
  registerTopKGradient()
  registerZeroGradients()
  guardGradients()
}
