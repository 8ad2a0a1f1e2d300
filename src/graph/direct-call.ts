import type { CallContext } from './call-context.js'
import { currentPass, ForwardPass } from './forward-pass.js'

/** What `layer.call(x)` is told where nothing else is said: the pass that it is called in, or one by itself, not of training. */
export function directCall(): CallContext {
  const pass = currentPass() ?? new ForwardPass(false)
  return { training: pass.training, mask: null, kwargs: {}, pass }
}
