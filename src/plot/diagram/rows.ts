import { describe } from './describe.js'
import type { Box } from './model-graph.js'
import type { DiagramSettings } from './options.js'

/** A line of a box: what it says, and of what kind that is. */
export interface Row {
  kind: 'title' | 'subtitle' | 'fact' | 'trainable' | 'frozen'
  words: string
}

/** What a box says, line by line. */
export function rowsOf({ operation }: Box, settings: DiagramSettings): Row[] {
  const { className, name, activation, inputShape, outputShape, dtypes, trainable } = describe(operation)
  const fact = (words: string): Row => ({ kind: 'fact', words })
  return [
    { kind: 'title', words: className },
    ...(settings.showLayerNames ? [{ kind: 'subtitle', words: name } as const] : []),
    ...(settings.showLayerActivations && activation !== undefined ? [fact(`activation: ${activation}`)] : []),
    ...(settings.showShapes && inputShape !== undefined ? [fact(`in: ${inputShape}`)] : []),
    ...(settings.showShapes ? [fact(`out: ${outputShape}`)] : []),
    ...(settings.showDtype ? [fact(`dtype: ${dtypes.join(', ') || '?'}`)] : []),
    ...(settings.showTrainable && trainable !== undefined
      ? [
          trainable
            ? ({ kind: 'trainable', words: 'trainable' } as const)
            : ({ kind: 'frozen', words: 'frozen' } as const),
        ]
      : []),
  ]
}
