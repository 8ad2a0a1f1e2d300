import * as keratin from 'keratin'
import * as applications from 'keratin/applications'
import * as datasets from 'keratin/datasets'
import * as models from 'keratin/models'
import * as plot from 'keratin/plot'
import { describe, expect, it } from 'vitest'
import { underscore } from '../../src/support/names.js'
import { type OptionsOwner, optionNamesOf, optionsOwners } from '../../src/support/option-names/index.js'
import { callerOf } from './callers.js'

/** Bases of classes of one's own: what is derived from them may have more options. */
const bases = [
  ...['layers.Layer', 'losses.Loss', 'losses.FunctionLoss', 'metrics.Metric'],
  ...['metrics.FunctionMetric', 'optimizers.Optimizer', 'initializers.RandomInitializer'],
]

/** What is exported and takes no options, and why not. */
const without: Record<string, string> = {
  tf: "TensorFlow.js' own",
  KeratinError: 'an error: its details are told by the types',
  Callback: 'a base without options',
  'callbacks.Callback': 'a base without options',
  'callbacks.History': 'no options',
  'constraints.Constraint': 'a base without options',
  'initializers.Initializer': 'a base without options',
  'regularizers.Regularizer': 'a base without options',
  'schedules.LearningRateSchedule': 'a base without options',
  SymbolicTensor: 'made by Input and by layers',
  DatasetBatches: 'no options',
  History: 'no options',
}

/** Functions that take values only, by position. */
const positional = [
  ...['modelFromJson', 'gradients', 'unpackXYSampleWeight', 'valueAndGradients'],
  ...['engineInfo', 'setEngine', 'setRandomSeed', 'disposeBatch', 'toCategorical', 'ngrams', 'words'],
  ...['clearSession', 'unfreeze', 'hasAssets', 'layerFrom', 'registerLayer', 'cacheFolder', 'preparationFor'],
  ...['prepareFile', 'loadRecipe', 'getActivation', 'serializeActivation', 'getConstraint'],
  ...['getInitializer', 'getRegularizer', 'getLoss', 'kindOfTargets', 'getMetric', 'isGenericAccuracy'],
  ...['getOptimizer', 'categoricalHinge', 'hinge', 'squaredHinge', 'klDivergence', 'logCosh', 'poisson'],
  ...['meanAbsoluteError', 'meanSquaredError', 'meanAbsolutePercentageError', 'accuracy'],
  ...['linear', 'relu6', 'sigmoid', 'tanh', 'softplus', 'softsign', 'selu', 'silu', 'mish', 'exponential'],
  ...[
    'hardSigmoid',
    'hardSilu',
    'hardSwish',
    'swish',
    'hardTanh',
    'logSigmoid',
    'sparsePlus',
    'sparseSigmoid',
    'tanhShrink',
    'toArray',
  ],
  ...['meanSquaredLogarithmicError', 'categoricalAccuracy', 'sparseCategoricalAccuracy'],
]

const knownOwners = new Set<string>(optionsOwners)
const withMethods = new Set(optionsOwners.map((owner) => owner.split('.')[0]!))

type Exported = { className?: string; family?: string } & object

/** Whether options are known of an export, or that it takes none. */
function accounted(path: string, value: unknown): boolean {
  const name = path.split('.').at(-1)!
  if (path in without || positional.includes(name) || path.startsWith('ops.')) return true
  if (value === null || !['object', 'function'].includes(typeof value)) return true
  if (knownOwners.has(path) || withMethods.has(name)) return true
  const { className, family } = value as Exported
  // registries and the records of recipes and activations hold what is looked at by itself
  if (typeof value === 'object') return className === undefined
  return [`${family}.${className}`, `callbacks.${className}`, `layers.${className}`].some((o) =>
    knownOwners.has(o),
  )
}

function* exportsOf(module: object, space = ''): Generator<[path: string, value: unknown]> {
  for (const [name, value] of Object.entries(module)) {
    const isSpace = Object.prototype.toString.call(value) === '[object Module]'
    if (isSpace && name !== 'tf') yield* exportsOf(value as object, `${name}.`)
    else yield [space + name, value]
  }
}

/** Operations know the names of their arguments themselves. */
const operations = [...Object.entries(keratin.ops), ...Object.entries(keratin.ops.image)].filter(
  // what makes a slice, and takes one, has no settings
  ([name, value]) => typeof value === 'function' && 'operation' in value && !/^(getItem|slice)$/.test(name),
) as [string, (...args: unknown[]) => unknown][]

/** What is said when the options are given; undefined if nothing. */
async function refusal(owner: OptionsOwner, options: object): Promise<string | undefined> {
  try {
    await callerOf(owner)!(options)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** Two letters exchanged. */
function typo(name: string): string {
  const at = [...name].findIndex((c, i) => i > 1 && c !== name[i + 1] && i + 1 < name.length)
  return name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)
}

describe('options of everything that is exported', () => {
  it('looks into the namespaces', () => {
    const paths = [...exportsOf(keratin)].map(([path]) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['losses.Huber', 'callbacks.EarlyStopping', 'metrics.AUC', 'Dense']),
    )
  })

  it.each([keratin, applications, datasets, models, plot].flatMap((entry) => [...exportsOf(entry)]))(
    '%s is known here',
    (path, value) => {
      expect(accounted(path, value)).toBe(true)
    },
  )

  it.each(operations)('ops.%s refuses other names', (_, operation) => {
    expect(() => operation(0, { zzyzx: 1 })).toThrow(/unknown option "zzyzx"/)
  })

  it.each(optionsOwners.filter((owner) => !bases.includes(owner)))(
    '%s refuses other names',
    async (owner) => {
      expect(callerOf(owner), `no way to call ${owner} is known here`).toBeDefined()
      const names = optionNamesOf(owner)
      expect(await refusal(owner, { zzyzx: 1 })).toMatch(/unknown option "zzyzx"/)
      for (const name of names) {
        const snake = underscore(name)
        const written = [
          ...(snake !== name && !names.includes(snake) ? [snake] : []),
          ...(name.length > 5 ? [typo(name)] : []),
        ]
        for (const wrong of written) {
          const said = await refusal(owner, { [wrong]: 1 })
          expect(said).toContain(`unknown option "${wrong}"`)
          expect(said).toContain(`Did you mean "${name}"?`)
        }
      }
    },
  )
})
