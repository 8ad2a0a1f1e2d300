import { requireHere } from '../support/package-file.js'

/** Loads the plain JavaScript backend, which registers itself and its kernels. Bundles put their own call here. */
export const requireCpuPackage = (): typeof import('@tensorflow/tfjs-backend-cpu') =>
  requireHere('@tensorflow/tfjs-backend-cpu')
