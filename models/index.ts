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
} from './recipe.js'
export { loadRecipe, type RecipeEntry, recipes } from './registry.js'
