import type { Model } from '../model/index.js'
import { hasOtherPenalties } from './downgrade/settings.js'
import { assetsBesideConfig } from './weights/assets.js'

type Thing =
  | 'layers'
  | 'weights'
  | 'compiled'
  | 'optimizer'
  | 'state'
  | 'vocabularies'
  | 'texts'
  | 'metadata'
  | 'penalties'

/** What of a model a format may not hold: whether the model has it, and the words for it. */
const things: Readonly<Record<Thing, readonly [applies: (model: Model) => boolean, words: string]>> = {
  layers: [() => true, 'the layers: the weights need a model to be loaded into'],
  weights: [(model) => model.weights.length > 0, 'the weights: the model is made with fresh ones'],
  compiled: [isCompiled, 'what the model was compiled with'],
  optimizer: [isCompiled, 'the optimizer it was compiled with'],
  state: [hasState, 'the state of the optimizer: training goes on with a fresh one'],
  vocabularies: [(model) => assetsBesideConfig(model).length > 0, 'vocabularies that layers have learned'],
  texts: [
    (model) => assetsBesideConfig(model).length > 0,
    'vocabularies that layers have learned, other than their numbers',
  ],
  metadata: [(model) => Object.keys(model.metadata).length > 0, 'labels and how samples become input'],
  penalties: [hasOtherPenalties, 'regularizers and constraints that TensorFlow.js has not'],
}

function isCompiled(model: Model): boolean {
  return model.optimizer !== undefined
}

function hasState({ optimizer }: Model): boolean {
  return (optimizer?.iterations ?? 0) > 0
}

/** Tells which of these a model has: what is lost of it in a format without them. */
export const losses =
  (...names: Thing[]) =>
  (model: Model): string[] =>
    names.flatMap((name) => {
      const [applies, words] = things[name]
      return applies(model) ? [words] : []
    })
