import type { Model } from '../model/index.js'
import { KeratinError } from '../support/errors.js'
import { withCustomObjects } from './keras/custom-compile.js'
import { deserializeModel } from './keras/deserialize.js'
import type { JsonObject } from './keras/json-checks.js'
import { layerClass } from './keras/make-layer.js'
import type { LoadOptions } from './load-options.js'
import type { Origin } from './upgrade/origin.js'
import { upgradeModel } from './upgrade/upgrade-model.js'

interface Parts {
  /** What the model is compiled with; undefined if it is not. */
  compileConfig?: JsonObject | undefined
  /** Puts weights and state into the model. If it throws, nothing is left of the model. */
  fill?: (model: Model) => void
}

/** The model of a configuration of any age, compiled and filled. */
export function makeModel(
  config: unknown,
  origin: Origin,
  { customObjects = {} }: LoadOptions,
  { compileConfig, fill }: Parts,
): Model {
  const classNamed = (className: string) => layerClass(className, customObjects)
  const model = deserializeModel(upgradeModel(config, { ...origin, classNamed }), customObjects)
  try {
    if (compileConfig) compile(model, withCustomObjects(compileConfig, customObjects))
    fill?.(model)
    return model
  } catch (error) {
    model.dispose()
    throw error
  }
}

/** Losses and metrics of a program's own are in no file. */
function compile(model: Model, config: JsonObject): void {
  try {
    model.compileFromConfig(config)
  } catch (error) {
    if (!(error instanceof KeratinError) || error.code !== 'UNKNOWN_NAME') throw error
    throw new KeratinError('UNSUPPORTED', `What the model was compiled with is not known: ${error.problem}`, {
      hint: 'Give it as { customObjects: { name: ... } }, or load the model without it: { compile: false }.',
      cause: error,
    })
  }
}
