import type { DataSource } from '../datasets/root.js'
import type { Dataset, UnreadableImage } from '../src/data/index.js'
import type { tf } from '../src/engine/index.js'
import type { Model } from '../src/model/index.js'
import type { CompileOptions, LearningRateSchedule, MetricIdentifier } from '../src/training/index.js'
import type { Preparation } from './preparation.js'
import type { DataChanges } from './samples/changes.js'
import type { Known } from './samples/choose.js'
import type { SampleKind, Samples } from './samples/samples.js'

/** Samples with their targets, ready for `fit`: in memory, or in batches that are made while they are used. */
export interface Examples {
  /** Inputs, or batches of inputs and targets. */
  x: tf.Tensor | Dataset<unknown>
  /** Targets as the recipe's loss wants them; absent where the batches hold them. */
  y?: tf.Tensor
  /** The class number of each sample; without files that could not be read, once they have been tried. */
  classes: ArrayLike<number>
  count: number
  /** The text of each sample, where samples are texts. */
  texts?: readonly string[]
  /** The file of each sample, where samples are files; those of the test come in this order. */
  files?: readonly string[]
  /** What tells each sample by its content, for those who write down which a model was trained on. */
  samples(): Promise<Samples>
}

/** One of several trainings that follow one another. */
export interface Stage {
  /** What is trained, for people, where there are several. */
  describe?: string
  /** What is trained: the model, or a part of it. */
  model: Model
  train: Examples
  validation?: Examples
  /** Default: those of the run. */
  epochs?: number
  /** What the learning rate of the run is multiplied with. Default 1. */
  rate?: number
  /** Is done before. */
  begin?(): void
}

/** The data of a recipe. */
export interface RecipeData {
  train: Examples
  /** What samples are called. */
  of: SampleKind
  /** Where the data was split already; otherwise a share of the training data is held back. */
  validation?: Examples
  /** Never trained on, and not used to choose anything. */
  test: Examples
  /** The name of each class. */
  labels: readonly string[]
  source: DataSource
  /** How the data differs from that of the run that is known. */
  changes?: DataChanges
  /** How samples become input, where that is learnt from the data or depends on the request. Default: as the recipe says. */
  input?: Preparation
  /** The model, where one that is there is trained further. Default: what `build` makes. */
  model?: Model
  /** Default: one, of the model on `train`. */
  stages?: readonly Stage[]
  /** What people should know before the training, by what it is about. */
  notes?: Readonly<Record<string, string>>
  /** Frees the tensors. */
  dispose(): void
}

/** What data is wanted, and from where. */
export interface DataRequest {
  /** The folder of the data or a data root; default: `KERATIN_DATA`, the cache, the network. */
  data?: string
  /** Only the first so many samples of each set. */
  limit?: number
  /** For data that is drawn or split. */
  seed?: number
  /** A key of `variants`; absent for recipes without. */
  variant?: string
  /** For data that comes in batches. Default: that of the recipe. */
  batchSize?: number
  /** The share held back for validation, for data that is split while it is read. Default: that of the recipe. */
  valSplit?: number
  /** Height and width of images. Default: what the variant takes. */
  imageSize?: number
  /** The shape of one sample that a model takes, where one is there already. */
  inputShape?: readonly (number | null)[]
  /** The classes that a model knows, in their order, where one is there already. */
  labels?: readonly string[]
  /** Is told of files that cannot be read. */
  onSkip?: (skipped: UnreadableImage) => void
  /** A model or vectors of words to begin with: a path, or the name of a network of `keratin/applications`. */
  base?: string
  /** How many layers of the base, from its end, are trained too. Default 0. */
  unfreeze?: number
  /** Units of the hidden layer behind the base; 0 for none. Default 100. */
  head?: number
  /** What is known of the samples that a model has seen. Default: nothing, and the data is split by the seed. */
  known?: Known
  /** How samples become input for the model that the data is for; default: learnt from the data. */
  input?: Preparation
  /** The columns of a table. Default: what they are usually named. */
  textColumn?: string
  labelColumn?: string
  /** The encoding of texts and tables. Default: UTF-8, or UTF-16 where they say so. */
  encoding?: string
  /** No progress of downloads. */
  quiet?: boolean
  signal?: AbortSignal
}

/** What a run uses unless told otherwise. */
export interface RecipeDefaults {
  epochs: number
  batchSize: number
  learningRate: number
  /** The share of the training data held back for validation. */
  valSplit: number
}

/** What a model is built from besides the recipe itself. */
export interface BuildRequest {
  /** A key of `variants`; absent for recipes without. */
  variant?: string
  labels: readonly string[]
  /** How samples become input, where that is learnt from the data or depends on the request. */
  input?: Preparation
  /** The shape of one sample. Default: that of the input. */
  inputShape?: readonly number[]
}

/** What a model is compiled from. */
export interface CompileRequest {
  /** A number, which a recipe may let fall, or what it follows. */
  learningRate: number | LearningRateSchedule
  /** The name of each class. */
  labels: readonly string[]
  /** A key of `variants`; absent for recipes without. */
  variant?: string
  /** Steps of the whole training, for learning rates that fall. */
  steps?: number
}

/** What a recipe compiles its model with: one output, with a list of metrics. */
export type RecipeCompileOptions = CompileOptions & { metrics: readonly MetricIdentifier[] }

/** What a recipe is like: known without its code. */
export interface RecipeFacts {
  describe: string
  /** Kinds of the model by name, the usual one first; absent where there is one only. */
  variants?: Readonly<Record<string, string>>
  defaults: RecipeDefaults
  /** The result that makes an epoch the best, without `val_`. */
  monitor: string
  /** What other variants than the usual one do differently. */
  variantDefaults?: Readonly<Record<string, Partial<RecipeDefaults>>>
  /** What may be its base, and the variant that takes one if only some do. */
  base?: { of: 'photos' | 'texts'; variant?: string }
  /** What it may be told of its data and its model, which is not the same for all. */
  takes: readonly (keyof DataRequest)[]
  /** Whether it has no data of its own. Default false. */
  needsData?: boolean
}

/**
 * A classifier ready to train: a model, its data, its training settings, and how a file becomes its input.
 *
 * @example
 * const recipe = await loadRecipe('mnist')
 * const { train, labels, input } = await recipe.load({})
 * const model = recipe.build({ labels, input })
 * model.compile(recipe.compile({ learningRate: recipe.defaults.learningRate, labels }))
 */
export interface Recipe extends RecipeFacts {
  name: string
  /** How files become input for prediction; absent where it is learnt from the data. */
  input?: Preparation
  load(request: DataRequest): Promise<RecipeData>
  build(request: BuildRequest): Model
  compile(request: CompileRequest): RecipeCompileOptions
}
