import { plotFeatureMaps, plotGradCam, plotOcclusion } from '../../plot/index.js'
import { unknownName } from '../../support/names.js'
import { nameOf } from '../model/find-run.js'
import type { Drawing, PlotCall } from './drawing.js'
import { type LookedAt, lookAt } from './look-at.js'

/** What layers make of an image. */
export const drawFeatures = (call: PlotCall, paths: string[]): Promise<Drawing> =>
  looking(call, paths, 1, ({ model, x }, { options }) => {
    const { layer, count, title } = options
    return plotFeatureMaps(model, x, {
      ...(layer !== undefined && { layers: layer.split(',').map((name) => name.trim()) }),
      ...(count !== undefined && { channels: count }),
      ...(title !== undefined && { title }),
    })
  })

/** Where a network looks. */
export const drawGradCam = (call: PlotCall, paths: string[]): Promise<Drawing> =>
  looking(call, paths, undefined, ({ model, x, labels, names }, { options }) => {
    const { layer, title } = options
    return plotGradCam(model, x, {
      ...classOf(options.class, labels),
      ...(layer !== undefined && { layer }),
      ...(title !== undefined && { title }),
      labels,
      captions: names,
    })
  })

/** Which parts a network needs. */
export const drawOcclusion = (call: PlotCall, paths: string[]): Promise<Drawing> =>
  looking(call, paths, undefined, ({ model, x, labels, names }, { options }) => {
    const { patch, title } = options
    return plotOcclusion(model, x, {
      ...classOf(options.class, labels),
      ...(patch !== undefined && { patch }),
      ...(title !== undefined && { title }),
      labels,
      captions: names,
    })
  })

async function looking(
  call: PlotCall,
  paths: string[],
  count: number | undefined,
  draw: (looked: LookedAt, call: PlotCall) => ReturnType<typeof plotGradCam>,
): Promise<Drawing> {
  const looked = await lookAt(call, paths, count ?? call.options.count ?? 4)
  try {
    const picture = draw(looked, call)
    const facts = { model: looked.file, images: looked.names }
    return { picture, name: nameOf(paths[0]!, call.io.cwd), isPhoto: true, facts }
  } finally {
    looked.dispose()
  }
}

/** The class that was named, or given by its number. */
function classOf(given: string | undefined, labels: readonly string[]): { classIndex?: number } {
  if (given === undefined) return {}
  const index = labels.indexOf(given)
  if (index >= 0) return { classIndex: index }
  const number = Number(given)
  if (Number.isInteger(number) && number >= 0 && number < labels.length) return { classIndex: number }
  throw unknownName('class', given, labels)
}
