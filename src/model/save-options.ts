/** What `model.saveWeights` can be told. */
export interface SaveWeightsOptions {
  /** Whether a file that is there already is replaced. Default true. */
  overwrite?: boolean
  /** Whether weights are stored in half precision, where the format can. Default false. */
  float16?: boolean
  /** The time that the file tells it was saved at. Default: the first of 1980, so that equal models are equal files. */
  date?: Date
}

/** What formats are called, as `keratin export --to` does. */
export type FormatName =
  | 'keras'
  | 'npz'
  | 'weights'
  | 'h5'
  | 'safetensors'
  | 'tfjs'
  | 'json'
  | 'keras-project'

/** What `model.save` can be told. */
export interface SaveOptions extends SaveWeightsOptions {
  /** The format, where the name does not tell: `keras-project`, or `tfjs` for a folder. Default: as the name ends. */
  format?: FormatName
}
