import { hasFrozen } from '../../model/index.js'
import { ExitCode } from '../../support/errors.js'
import type { CommandCall } from '../command.js'
import type { summaryOptions } from './options.js'

/** `keratin summary` */
export async function summaryCommand({
  args,
  output,
  io,
}: CommandCall<typeof summaryOptions>): Promise<ExitCode> {
  const { openModel } = await import('../model/open-model.js')
  const { model, file } = await openModel(args[0]!, io.cwd)
  try {
    const lineLength = Math.min(io.stdout.columns ?? 88, 120)
    output.result(model.summaryText({ lineLength, showTrainable: hasFrozen(model) }))
    const count = (variables: readonly { size: number }[]) => variables.reduce((n, v) => n + v.size, 0)
    output.document({
      file,
      name: model.name,
      class: model.className,
      inputShapes: model.inputShapes,
      outputShapes: model.outputShapes,
      layers: model.layers.map((layer) => ({
        name: layer.name,
        class: layer.className,
        parameters: layer.countParams(),
        trainable: layer.trainable,
      })),
      parameters: {
        trainable: count(model.trainableWeights),
        nonTrainable: count(model.nonTrainableWeights),
      },
    })
    return ExitCode.ok
  } finally {
    model.dispose()
  }
}
