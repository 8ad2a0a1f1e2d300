import type { RecipeData } from '../../../models/recipe.js'
import type { RecipeEntry } from '../../../models/registry.js'
import type { EngineInfo } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { brief } from '../../support/format.js'
import type { RunSettings, WantedSettings } from './settings.js'

/** What a run is going to do, told before it does it. */
export interface Plan {
  recipe: string
  data: { train: number; validation: number; test: number; classes: number; from: string; folder?: string }
  model: { layers: number; parameters: number }
  engine: { name: string; threads: number | null }
  settings: RunSettings
  /** What else should be known, by what it is about. */
  notes?: Readonly<Record<string, string>>
}

/** Rows of the plan for people: what a row is about, and what it says. */
export type Rows = [about: string, text: string][]

export function makePlan(
  settings: RunSettings,
  data: RecipeData,
  model: Model,
  { engine, threads }: EngineInfo,
): Plan {
  // as fit splits: the validation part is what remains after the training part is rounded down
  const train = data.train.y ? Math.floor(data.train.count * (1 - settings.valSplit)) : data.train.count
  const { from, folder } = data.source
  return {
    recipe: settings.recipe,
    data: {
      train,
      validation: data.validation?.count ?? data.train.count - train,
      test: data.test.count,
      classes: data.labels.length,
      from,
      ...(folder && { folder }),
    },
    model: { layers: model.layers.length, parameters: model.countParams() },
    engine: { name: engine, threads },
    settings,
    ...(data.notes && { notes: data.notes }),
  }
}

const origins: Record<string, string> = {
  option: 'given with --data',
  environment: 'found by KERATIN_DATA',
  cache: 'found in the cache',
  network: 'downloaded into the cache',
  drawn: 'drawn on the spot',
}

const count = (n: number) => n.toLocaleString('en-US')

/** What is known before anything is loaded. */
export const beginningRows = (
  { name, describe }: RecipeEntry,
  { epochs, minutes, earlyStop, batchSize, lr, seed, variant }: WantedSettings,
  run: string,
): Rows => [
  ['recipe', `${name}${variant ? `, variant ${variant}` : ''}: ${describe}`],
  [
    'settings',
    `${epochs === undefined ? `${brief(minutes!)} minutes` : `epochs ${epochs}`}${earlyStop === undefined ? '' : `, ending after ${earlyStop} without a better result`}, batch size ${batchSize}, learning rate ${lr === 'find' ? 'to be found' : brief(lr)}, seed ${seed}`,
  ],
  ['run', run],
]

export const engineRow = ({ engine, threads }: EngineInfo): Rows => [
  ['engine', threads ? `${engine}, ${threads} thread${threads > 1 ? 's' : ''}` : engine],
]

/** What is known when the data is there and the model is built. */
export function dataRows({ data, model, notes = {} }: Plan): Rows {
  const sets = [
    `${count(data.train)} to train`,
    data.validation > 0 && `${count(data.validation)} to validate`,
    `${count(data.test)} to test`,
  ].filter(Boolean)
  const origin = origins[data.from] ?? data.from
  return [
    [
      'data',
      `${sets.join(', ')}, ${data.classes} classes; ${origin}${data.folder ? `: ${data.folder}` : ''}`,
    ],
    ['model', `${model.layers} layers, ${count(model.parameters)} parameters`],
    ...Object.entries(notes),
  ]
}
