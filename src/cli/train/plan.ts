import type { Recipe, RecipeData } from '../../../models/recipe.js'
import { engineInfo } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { brief } from '../../support/format.js'
import type { RunSettings } from './settings.js'

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

export function makePlan(recipe: Recipe, settings: RunSettings, data: RecipeData, model: Model): Plan {
  // as fit splits: the validation part is what remains after the training part is rounded down
  const train = data.train.y ? Math.floor(data.train.count * (1 - settings.valSplit)) : data.train.count
  const { engine, threads } = engineInfo()
  const { from, folder } = data.source
  return {
    recipe: recipe.name,
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

/** The plan for people. */
export function showPlan(
  { recipe, data, model, engine, settings, notes }: Plan,
  describe: string,
  run: string,
): string {
  const count = (n: number) => n.toLocaleString('en-US')
  const sets = [
    `${count(data.train)} to train`,
    data.validation > 0 && `${count(data.validation)} to validate`,
    `${count(data.test)} to test`,
  ].filter(Boolean)
  const origin = origins[data.from] ?? data.from
  const rows = {
    recipe: `${recipe}: ${describe}`,
    data: `${sets.join(', ')}, ${data.classes} classes; ${origin}${data.folder ? `: ${data.folder}` : ''}`,
    model: `${model.layers} layers, ${count(model.parameters)} parameters${settings.variant ? `, variant ${settings.variant}` : ''}`,
    ...notes,
    engine: engine.threads
      ? `${engine.name}, ${engine.threads} thread${engine.threads > 1 ? 's' : ''}`
      : engine.name,
    settings: `epochs ${settings.epochs}, batch size ${settings.batchSize}, learning rate ${brief(settings.lr)}, seed ${settings.seed}`,
    run,
  }
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(9)} ${value}`)
    .join('\n')
}
