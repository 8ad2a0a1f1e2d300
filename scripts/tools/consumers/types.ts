// Types under --strict, those of the libraries checked too.
import { Dense, type FitOptions, Input, type Model, Sequential, tf } from 'keratin'
import { MobileNetV2 } from 'keratin/applications'
import { digits } from 'keratin/datasets'
import { recipes } from 'keratin/models'

export const model: Model = new Sequential([Input({ shape: [4] }), Dense(2)])
export const options: FitOptions = { epochs: 1 }
export const sum: tf.Tensor = tf.tensor1d([1]).add(1)
export const names: string[] = recipes.map((recipe) => recipe.name)
export const data: Promise<unknown> = digits.load({ train: 10, test: 10, seed: 1 })
export const network: Promise<Model> = MobileNetV2({ weights: null, alpha: 0.35 })
// @ts-expect-error: types are there, and not any
export const wrong: number = model.name
