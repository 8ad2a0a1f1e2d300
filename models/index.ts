export { type Preparation, preparationFor, prepareFile } from './preparation.js'
export type {
  BuildRequest,
  CompileRequest,
  DataRequest,
  Examples,
  Recipe,
  RecipeCompileOptions,
  RecipeData,
  RecipeDefaults,
  RecipeFacts,
  Stage,
} from './recipe.js'
export { loadRecipe, type RecipeEntry, recipes } from './registry.js'
export { type Base, type BaseOptions, openBase } from './transfer/base.js'
export { type PhotoFeatures, type PhotoFeaturesOptions, photoFeatures } from './transfer/photo-features.js'
export {
  type TransferModel,
  type TransferOptions,
  transferModel,
  unfreeze,
} from './transfer/transfer-model.js'
