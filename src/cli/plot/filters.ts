import { plotFilters } from '../../plot/index.js'
import { disposeModel } from '../model/dispose-model.js'
import { nameOf } from '../model/find-run.js'
import { openModel } from '../model/open-model.js'
import type { Drawing, PlotCall } from './drawing.js'

/** The filters of a convolution. */
export async function drawFilters({ options, io }: PlotCall, [path]: string[]): Promise<Drawing> {
  const { model, file } = await openModel(path!, io.cwd)
  try {
    const { layer, count, title } = options
    const picture = plotFilters(model, {
      ...(layer !== undefined && { layer }),
      ...(count !== undefined && { most: count }),
      ...(title !== undefined && { title }),
    })
    return {
      picture,
      name: nameOf(path!, io.cwd),
      isPhoto: true,
      facts: { model: file, title: picture.title },
    }
  } finally {
    disposeModel(model)
  }
}
