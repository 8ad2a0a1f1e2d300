import { argumentError, ExitCode } from '../../support/errors.js'
import { useEngine } from '../engine.js'
import type { Drawing, PlotCall } from './drawing.js'
import type { PlotName } from './options.js'
import { write } from './write.js'

/** How each is drawn; its code is loaded when it is asked for. */
const drawers: Record<PlotName, () => Promise<(call: PlotCall, paths: string[]) => Promise<Drawing>>> = {
  history: async () => (await import('./history.js')).drawHistory,
  model: async () => (await import('./model.js')).drawModel,
  confusion: async () => (await import('./classes.js')).drawConfusion,
  mistakes: async () => (await import('./mistakes.js')).drawMistakes,
  filters: async () => (await import('./filters.js')).drawFilters,
  features: async () => (await import('./inside.js')).drawFeatures,
  gradcam: async () => (await import('./inside.js')).drawGradCam,
  occlusion: async () => (await import('./inside.js')).drawOcclusion,
  activations: async () => (await import('./activations.js')).drawActivations,
  embeddings: async () => (await import('./embeddings.js')).drawEmbeddings,
}

/** How many runs or models each takes, and whether images follow. */
const taken: Partial<Record<PlotName, 'any' | 'several' | 'one and images'>> = {
  activations: 'any',
  history: 'several',
  features: 'one and images',
  gradcam: 'one and images',
  occlusion: 'one and images',
}

/** `keratin plot` */
export async function plotCommand(call: PlotCall): Promise<ExitCode> {
  const { args, options, output } = call
  const [what, ...paths] = args as [PlotName, ...string[]]
  const takes = taken[what] ?? 'one'
  if (paths.length === 0 && takes !== 'any')
    throw argumentError(`keratin plot ${what}`, 'a run folder or a model', 'run', undefined)
  if (paths.length > 1 && takes === 'one')
    throw argumentError(`keratin plot ${what}`, 'one alone', 'run', paths.join(' '))
  await useEngine(options.engine)
  const draw = await drawers[what]()
  const drawing = await draw(call, paths)
  const files = await write(call, what, drawing)
  output.document({ what, files, ...drawing.facts })
  if (drawing.lines) output.result(drawing.lines)
  for (const file of files) output.copied(file)
  return ExitCode.ok
}
