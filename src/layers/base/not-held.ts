import { emitWarning } from '../../support/warn.js'
import type { WeightOwner } from './weight-owner.js'

/** What has been said, so that it is said once. */
const said = new WeakSet<WeightOwner>()

/**
 * Warns of a layer with weights that runs in the call of another which does not hold it: neither training nor saving
 * sees those weights. That is so for layers in private fields, in closures and in variables outside.
 */
export function sayNotHeld(layer: WeightOwner, root: WeightOwner): void {
  if (said.has(layer) || layer.weights.length === 0 || root.selfAndInside.has(layer)) return
  said.add(layer)
  emitWarning(
    `${root.className} "${root.name}" calls ${layer.className} "${layer.name}" and does not hold it: its weights are ` +
      'neither trained nor saved with it. Keep the layer in an attribute (this.inner, not this.#inner).',
  )
}
