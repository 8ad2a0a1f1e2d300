import type { WasmKernel } from '../kernel.js'

/**
 * max(x, 0) + alpha min(x, 0). The kernel that ships with the backend keeps a packed copy of alpha by its number, and
 * would go on with it after alpha was changed in place.
 */
export const prelu: WasmKernel = {
  name: 'Prelu',
  run(args, fallback) {
    args.backend.renewId(args.inputs.alpha)
    return fallback(args)
  },
}
