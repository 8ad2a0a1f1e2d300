import type { ActivationIdentifier } from '../activations/index.js'
import type { Shape, SymbolicTensor } from '../layers/index.js'

/** What all networks take. */
export interface ApplicationOptions {
  /** Whether the classifier is there. Default true. */
  includeTop?: boolean
  /**
   * `imagenet` (default): downloaded from where Keras has them, and kept in the cache; a file of weights; null for
   * random ones.
   */
  weights?: string | null
  /** What to compute on: an `Input` shared with other networks, or what layers make of one. */
  inputTensor?: SymbolicTensor
  /** `[height, width, channels]`; null where it may vary. Default: that of the network, or any without classifier. */
  inputShape?: Shape
  /** Without the classifier: `avg` or `max` over all places. Default null: neither. */
  pooling?: 'avg' | 'max' | null
  /** Default 1000: those of ImageNet. */
  classes?: number
  /** Default `softmax`; null for logits. With weights it must be one of these. */
  classifierActivation?: ActivationIdentifier
  name?: string
}

/** Options of networks that can bring pixels of 0 to 255 to their range themselves. */
export interface PreprocessingOptions extends ApplicationOptions {
  /** Whether the first layers take pixels of 0 to 255. Default true. */
  includePreprocessing?: boolean
}

/** The options of a network with what was not given. */
export type Settings<O extends ApplicationOptions = ApplicationOptions> = O &
  Required<Omit<ApplicationOptions, 'inputTensor' | 'inputShape' | 'name'>>
