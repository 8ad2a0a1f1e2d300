import { plotActivations } from '../../plot/index.js'
import type { Drawing, PlotCall } from './drawing.js'

/** Activation functions beside each other. */
export async function drawActivations({ options }: PlotCall, names: string[]): Promise<Drawing> {
  const { derivatives = false, title = 'Activation functions' } = options
  const shown = names.length > 0 ? names : ['step', 'sigmoid', 'relu']
  const picture = plotActivations(shown, { derivatives, title })
  return { picture, name: shown.length > 3 ? 'several' : shown.join('-'), facts: { activations: shown } }
}
