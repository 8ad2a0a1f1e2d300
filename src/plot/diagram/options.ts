import { Model } from '../../model/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { OptionsOwner } from '../../support/option-names/index.js'
import { checkedOptions } from '../../support/options.js'

/** What a diagram of a model shows; named as in Keras. */
export interface DiagramOptions {
  /** Whether the shapes of inputs and outputs are shown. Default false. */
  showShapes?: boolean
  /** Whether the dtype of outputs is shown. Default false. */
  showDtype?: boolean
  /** Whether layers are shown with their names, and not their classes alone. Default true, of `plotModel` false. */
  showLayerNames?: boolean
  /** Whether activations are shown. Default false. */
  showLayerActivations?: boolean
  /** Whether it is shown what is trained. Default false. */
  showTrainable?: boolean
  /** Whether the layers of models inside are shown, in a frame. Default false. */
  expandNested?: boolean
  /** From top to bottom, or from left to right. Default `TB`. */
  rankdir?: 'TB' | 'LR'
}

export type DiagramSettings = Required<DiagramOptions>

/** The options with their defaults, and the model checked. */
export function diagramSettings(
  owner: OptionsOwner,
  model: unknown,
  options: DiagramOptions | undefined,
): DiagramSettings {
  const settings: DiagramSettings = {
    showShapes: false,
    showDtype: false,
    // as in Keras, whose plot_model differs from its model_to_dot
    showLayerNames: owner !== 'plotModel',
    showLayerActivations: false,
    showTrainable: false,
    expandNested: false,
    rankdir: 'TB',
    ...checkedOptions(owner, options),
  }
  if (!(model instanceof Model)) throw argumentError(owner, 'a model', 'model', model)
  if (!['TB', 'LR'].includes(settings.rankdir))
    throw argumentError(owner, '"TB" or "LR"', 'rankdir', settings.rankdir)
  if (!model.isBuilt) {
    throw new KeratinError('NOT_BUILT', `${owner}: the model "${model.name}" is not built yet.`, {
      hint: 'Start it with Input({ shape }), or call it on data first.',
    })
  }
  return settings
}
