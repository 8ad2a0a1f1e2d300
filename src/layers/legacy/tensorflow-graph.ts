import { type TensorFlowGraph, tf } from '../../engine/index.js'
import type { Tensors } from '../../graph/call-context.js'
import { isShapeList, type Shape, type Shapes, shapeList } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface TensorFlowGraphOptions extends LayerOptions {
  graph: TensorFlowGraph
}

/**
 * A graph of TensorFlow operators, such as TensorFlow.js' converter makes of a SavedModel, as one layer: it predicts,
 * and neither trains nor can be saved.
 *
 * @see https://www.tensorflow.org/js/guide/conversion
 */
export class TensorFlowGraphLayer extends Layer {
  static override readonly className = 'TensorFlowGraph'
  readonly graph: TensorFlowGraph

  constructor(options: TensorFlowGraphOptions) {
    super(options)
    this.graph = options.graph
  }

  override call(inputs: Tensors): Tensors {
    const list = [inputs].flat() as tf.Tensor[]
    const named = this.graph.inputs.map(({ name, dtype }, i): [string, tf.Tensor] => [
      name,
      dtype === list[i]!.dtype ? list[i]! : tf.cast(list[i]!, dtype),
    ])
    const outputs = this.#run(Object.fromEntries(named))
    return outputs.length === 1 ? outputs[0]! : outputs
  }

  #run(inputs: Record<string, tf.Tensor>): tf.Tensor[] {
    try {
      return this.graph.run(inputs)
    } catch (cause) {
      const { message } = cause as Error
      const hint = /executeAsync|dynamic/i.test(message)
        ? 'Graphs with loops or with results of an unknown number cannot be used.'
        : undefined
      throw new KeratinError(
        'UNSUPPORTED',
        `The graph "${this.name}" cannot be run: ${message.split('\n')[0]}`,
        {
          hint,
          cause,
        },
      )
    }
  }

  /** What the graph says of its outputs, else what running it on zeros tells. */
  override computeOutputShape(inputShape: Shapes): Shapes {
    const said = this.graph.outputs.map(({ shape }) => shape?.map((d) => (d >= 0 ? d : null)))
    if (said.every((shape) => shape !== undefined && shape.length > 0))
      return said.length === 1 ? said[0]! : (said as Shape[])
    let problem: unknown
    // small pictures may not fit through windows
    for (const extent of [2, 64, 224]) {
      try {
        const [small, large] = [this.#tried(inputShape, extent, 1), this.#tried(inputShape, extent + 1, 2)]
        const shapes = small.map((shape, i) => shape.map((d, axis) => (d === large[i]![axis] ? d : null)))
        return shapes.length === 1 ? shapes[0]! : shapes
      } catch (error) {
        problem = error
      }
    }
    throw problem
  }

  /** The output shapes for open extents, and open batches, of these. */
  #tried(inputShape: Shapes, extent: number, batch: number): number[][] {
    return tf.tidy(() => {
      const zeros = (shape: Shape) => tf.zeros(shape.map((d, axis) => d ?? (axis === 0 ? batch : extent)))
      const inputs = isShapeList(inputShape) ? inputShape.map(zeros) : zeros(shapeList(inputShape)[0]!)
      return ([this.call(inputs)].flat() as tf.Tensor[]).map(({ shape }) => shape)
    })
  }

  override dispose(): void {
    this.graph.dispose()
    super.dispose()
  }

  override getConfig(): Config {
    throw new KeratinError(
      'UNSUPPORTED',
      `The graph "${this.name}" cannot be saved: it is not made of layers.`,
      {
        hint: 'Keep the files that it was loaded from.',
      },
    )
  }
}
