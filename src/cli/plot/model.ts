import { type DiagramOptions, modelToDot, modelToMermaid, modelToText, plotModel } from '../../plot/index.js'
import { unknownName } from '../../support/names.js'
import { disposeModel } from '../model/dispose-model.js'
import { nameOf } from '../model/find-run.js'
import { openModel } from '../model/open-model.js'
import type { Drawing, PlotCall } from './drawing.js'

/** What may be said of layers, by its name. */
const shown = {
  names: 'showLayerNames',
  shapes: 'showShapes',
  activations: 'showLayerActivations',
  dtypes: 'showDtype',
  trainable: 'showTrainable',
} as const

/** The diagram of a model. */
export async function drawModel({ options, io }: PlotCall, [path]: string[]): Promise<Drawing> {
  const { nested = false, direction = 'TB' } = options
  const words = (options.show ?? 'names,shapes,activations').split(',').map((word) => word.trim())
  const settings: DiagramOptions = { showLayerNames: false, expandNested: nested }
  for (const word of words.filter((w) => w !== '')) {
    if (!Object.hasOwn(shown, word)) throw unknownName('value of --show', word, Object.keys(shown))
    settings[shown[word as keyof typeof shown]] = true
  }
  const { model, file } = await openModel(path!, io.cwd)
  try {
    const turned = { ...settings, rankdir: direction }
    const [picture, dot, mermaid, text] = [
      plotModel(model, turned),
      modelToDot(model, turned),
      modelToMermaid(model, turned),
      modelToText(model, settings),
    ]
    return {
      picture,
      texts: { dot: () => dot, mermaid: () => mermaid, text: () => text },
      name: nameOf(path!, io.cwd),
      facts: { model: file, name: model.name, layers: model.layers.length },
    }
  } finally {
    disposeModel(model)
  }
}
