import { pythonShape } from '../../graph/shape.js'
import { isSymbolic, type NodeOperation, type SymbolicTensor } from '../../graph/symbolic.js'
import { Layer } from '../../layers/index.js'

/** Tensors of a layer: one, several, or several by name. */
type Tensors = SymbolicTensor | readonly SymbolicTensor[] | Readonly<Record<string, SymbolicTensor>>

/** What is known of a layer, as text. */
export interface Description {
  className: string
  name: string
  /** Absent where the layer has none. */
  activation?: string
  /** Absent for the input of a model. */
  inputShape?: string
  outputShape: string
  /** Of each output. */
  dtypes: readonly string[]
  /** Absent where there is nothing to train. */
  trainable?: boolean
}

/** What a diagram says of a layer, in Keras' words. */
export function describe(operation: NodeOperation): Description {
  const { className, name } = operation
  const activation = activationOf(operation)
  const output = tensorsOf(operation, 'output')
  return {
    className,
    name,
    ...(activation !== undefined && { activation }),
    ...(className !== 'InputLayer' && { inputShape: shapeText(tensorsOf(operation, 'input')) }),
    outputShape: shapeText(output),
    dtypes: output ? listOf(output).map(({ dtype }) => dtype) : [],
    ...(operation instanceof Layer && operation.weights.length > 0 && { trainable: operation.trainable }),
  }
}

/** What goes into its first call, or comes out of it; undefined where it is not called on symbolic tensors. */
function tensorsOf(operation: NodeOperation, side: 'input' | 'output'): Tensors | undefined {
  try {
    return (operation as unknown as Record<string, Tensors>)[side]
  } catch {
    return undefined
  }
}

function listOf(tensors: Tensors): SymbolicTensor[] {
  return isSymbolic(tensors) ? [tensors] : Object.values(tensors as Record<string, SymbolicTensor>)
}

function shapeText(tensors: Tensors | undefined): string {
  if (tensors === undefined) return '?'
  if (isSymbolic(tensors)) return pythonShape(tensors.shape)
  if (Array.isArray(tensors)) return `[${tensors.map(shapeText).join(', ')}]`
  return Object.entries(tensors)
    .map(([name, tensor]) => `${name}: ${shapeText(tensor)}`)
    .join(', ')
}

/** The activation as the configuration of a layer has it: a name, or an object with one. */
function activationOf(operation: NodeOperation): string | undefined {
  if (!(operation instanceof Layer) || 'layers' in operation) return undefined
  const { activation } = operation.getConfig() as { activation?: unknown }
  if (typeof activation === 'string') return activation
  if (activation === null || typeof activation !== 'object') return undefined
  const { class_name, config } = activation as { class_name?: string; config?: unknown }
  if (typeof config === 'string') return config
  return (config as { name?: string } | undefined)?.name ?? class_name
}
