import { type LayerClass, layerFromConfig } from '../../layers/base/layer-from-config.js'
import { isOfOthers } from '../../layers/base/registry.js'
import type { LambdaFunction } from '../../layers/core/lambda.js'
import { Lambda, Layer, layerRegistry } from '../../layers/index.js'
import { KeratinError } from '../../support/errors.js'
import { checkCameBack, objectFrom } from '../../support/from-config.js'
import { nearest } from '../../support/names.js'
import type { Config } from '../../support/registry.js'
import type { CustomObjects } from './custom-objects.js'
import { withLambda } from './lambda.js'
import { withActivationLayers } from './layer-as-activation.js'

/** The class that a file names: one that a program gives for it, or a registered one. */
export const layerClass = (className: string, customObjects: CustomObjects): LayerClass | undefined =>
  (Object.hasOwn(customObjects, className) ? customObjects[className] : layerRegistry.find(className)) as
    | LayerClass
    | undefined

/**
 * Makes a layer from what a file says of it. Settings that the class does not know are passed over: other versions
 * of Keras write more of them, or fewer.
 *
 * @param inside makes a layer within it
 * @throws KeratinError UNSUPPORTED if there is no such class
 */
export function makeLayer(
  className: string,
  config: Config,
  customObjects: CustomObjects,
  inside: (described: Config) => Layer,
): Layer {
  const name = typeof config.name === 'string' ? ` of layer "${config.name}"` : ''
  const found = layerClass(className, customObjects)
  const given = found ? undefined : functionFor(config, customObjects)
  if (given) return new Lambda({ function: given, name: config.name as string })
  if (!found) {
    const near = nearest(className, [...layerRegistry.classNames, ...Object.keys(customObjects)])
    const guess = near && near !== className ? `Did you mean "${near}"? Otherwise register` : 'Register'
    const register = `${guess} it with registerLayer, or give it as { customObjects: { ${className} } }.`
    throw new KeratinError('UNSUPPORTED', `The class "${className}"${name} is not known.`, {
      hint: isOperator(className) ? operatorHint(config.name) : register,
    })
  }
  try {
    const named = className === 'Lambda' ? withLambda(config, customObjects) : config
    const settings = withActivationLayers(withOwn(named, customObjects), inside)
    const layer = layerFromConfig(found, settings, inside)
    if (!found.fromConfig && isOfOthers(layer)) checkOwn(layer, config)
    return layer
  } catch (error) {
    if (!(error instanceof KeratinError)) throw error
    const problem = `The settings${name || ` of a ${className}`} cannot be used: ${error.problem}`
    throw new KeratinError(error.code, problem, { hint: error.hint, cause: error })
  }
}

/** Operators of TensorFlow that Keras 2 wrapped into layers where a program called them on symbolic tensors. */
const isOperator = (className: string): boolean =>
  /^(TensorFlowOpLayer|TFOpLambda|SlicingOpLambda)$/.test(className)

const operatorHint = (name: unknown): string =>
  `It is an operator of TensorFlow: give what it computes as { customObjects: { ${JSON.stringify(name)}: (x) => ... } }.`

/** A function that a program gives for a layer of that name. */
function functionFor({ name }: Config, customObjects: CustomObjects): LambdaFunction | undefined {
  const found =
    typeof name === 'string' && Object.hasOwn(customObjects, name) ? customObjects[name] : undefined
  const isFunction = typeof found === 'function' && !(found.prototype instanceof Layer)
  return isFunction ? (found as LambdaFunction) : undefined
}

/** A constructor of a user's own need not take what all layers have; the rest must be there again. */
function checkOwn(layer: Layer, { name, trainable, dtype: _, ...own }: Config): void {
  if (typeof name === 'string') (layer as { name: string }).name = name
  if (typeof trainable === 'boolean' && layer.trainable !== trainable) layer.trainable = trainable
  checkCameBack(layer, own)
}

/** The settings with functions and objects of a user's own in the place of what files hold of them. */
function withOwn(config: Config, customObjects: CustomObjects): Config {
  const resolve = (value: unknown): unknown => {
    const { class_name, config: inside } = (value ?? {}) as { class_name?: unknown; config?: unknown }
    const name = class_name === 'function' ? inside : class_name
    const own =
      typeof name === 'string' && Object.hasOwn(customObjects, name) ? customObjects[name] : undefined
    // layers are made where the class says so
    if (!own || own.prototype instanceof Layer) return value
    return class_name === 'function' ? own : objectFrom(own as new () => object, (inside ?? {}) as Config)
  }
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, resolve(value)]))
}
