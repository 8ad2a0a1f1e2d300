import { isObject } from '../keras/json-checks.js'

/** What wrote a file: it decides what the words in it mean. */
export interface Origin {
  /** 1, 2 or 3: of Keras. TensorFlow.js writes as Keras 2 does. */
  readonly era: 1 | 2 | 3
  /** As the file says it, such as `2.2.4-tf`; undefined if it does not. */
  readonly version: string | undefined
  readonly backend: string | undefined
}

/** Settings that only Keras 1 knew, for files that say no version. */
const onlyInKeras1 =
  /"(nb_filter|border_mode|output_dim|inner_activation|dim_ordering|W_regularizer|nb_row|subsample)"/

/**
 * What wrote a model: as the file says, else as its configuration looks.
 *
 * @param config the configuration, whole
 */
export function originOf(version: unknown, backend: unknown, config: unknown): Origin {
  const said = typeof version === 'string' ? version : undefined
  const common = { version: said, backend: typeof backend === 'string' ? backend : undefined }
  if (said?.startsWith('tfjs')) return { ...common, era: 2 }
  const major = said === undefined ? undefined : Number.parseInt(said, 10)
  if (major === 0 || major === 1) return { ...common, era: 1 }
  if (major === 2) return { ...common, era: 2 }
  if (major !== undefined && major >= 3) return { ...common, era: 3 }
  // Keras 3 names the module of every class
  if (isObject(config) && 'module' in config) return { ...common, era: 3 }
  const text = JSON.stringify(config)
  const embedded = /"class_name":"Embedding"/.test(text)
  return { ...common, era: !embedded && onlyInKeras1.test(text) ? 1 : 2 }
}
