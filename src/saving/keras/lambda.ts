import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import type { CustomObjects } from './custom-objects.js'

/**
 * The settings of a Lambda with the function that a program gives for the layer's name, or for the function's. Python
 * code in files is named and never run.
 *
 * @throws KeratinError UNSUPPORTED if no function is given for Python code
 */
export function withLambda(config: Config, customObjects: CustomObjects): Config {
  const { name, function: saved } = config
  const given = own(customObjects, name) ?? own(customObjects, functionName(saved))
  // what else is there of it was found out by the code
  const { function_type: _, output_shape_type: __, module: ___, output_shape_module: ____, ...rest } = config
  if (given) {
    const { output_shape, mask: _____, ...settings } = rest
    const shape = Array.isArray(output_shape) && output_shape.every((d) => d === null || Number.isInteger(d))
    return { ...settings, ...(shape && { output_shape }), function: given, arguments: rest.arguments ?? {} }
  }
  if (!isCode(saved)) return rest
  const key = /^[A-Za-z_$][\w$]*$/.test(String(name)) ? name : JSON.stringify(name)
  throw new KeratinError('UNSUPPORTED', 'it holds Python code, which is never run.', {
    hint: `Give what it computes as { customObjects: { ${key}: (x) => ... } }.`,
  })
}

function own(customObjects: CustomObjects, name: unknown): unknown {
  return typeof name === 'string' && Object.hasOwn(customObjects, name) ? customObjects[name] : undefined
}

/** Keras 2 wrote a function of a module by its name, Keras 3 as an object. */
function functionName(saved: unknown): unknown {
  if (typeof saved === 'string') return saved
  const { class_name, config } = (saved ?? {}) as { class_name?: unknown; config?: unknown }
  return class_name === 'function' ? config : undefined
}

/** Code as Keras writes it: a list of code, defaults and closure, or an object around it. */
const isCode = (saved: unknown): boolean =>
  Array.isArray(saved) ||
  typeof saved === 'string' ||
  (saved as { class_name?: unknown } | null)?.class_name === '__lambda__'
