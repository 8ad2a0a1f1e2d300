import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Constraint } from '../../src/constraints/index.js'
import * as keratin from '../../src/index.js'
import { Initializer } from '../../src/initializers/index.js'
import * as layers from '../../src/layers/catalogue.js'
import { layerRegistry } from '../../src/layers/index.js'
import { Regularizer } from '../../src/regularizers/index.js'
import type { Registry } from '../../src/support/registry.js'
import { Callback } from '../../src/training/callbacks/index.js'
import { Loss } from '../../src/training/losses/index.js'
import { Metric } from '../../src/training/metrics/index.js'
import { Optimizer } from '../../src/training/optimizers/index.js'
import { LearningRateSchedule } from '../../src/training/schedules/index.js'
import { readGolden } from '../harness/golden.js'

interface Kind {
  folder: string
  base: abstract new (...args: never[]) => object
  registry: Registry<object>
  exported: Readonly<Record<string, unknown>>
  /** Lists of golden cases, in which every class is. */
  golden: readonly (readonly [file: string, list: string])[]
  /** Classes that are there to be extended, or made of a function. */
  bases: readonly string[]
}

const registry = (all: unknown) => all as Registry<object>

const kinds: Record<string, Kind> = {
  losses: {
    folder: 'training/losses',
    base: Loss,
    registry: registry(keratin.losses.losses),
    exported: keratin.losses,
    golden: [
      ['losses', 'cases'],
      ['dtypes-of-losses', 'losses'],
    ],
    bases: ['Loss', 'FunctionLoss', 'CrossentropyLoss'],
  },
  metrics: {
    folder: 'training/metrics',
    base: Metric,
    registry: registry(keratin.metrics.metrics),
    exported: keratin.metrics,
    golden: [
      ['metrics', 'cases'],
      ['metrics-more', 'cases'],
      ['dtypes-of-losses', 'metrics'],
    ],
    bases: ['Metric', 'FunctionMetric', 'MeanMetric', 'ConfusionMetric'],
  },
  optimizers: {
    folder: 'training/optimizers',
    base: Optimizer,
    registry: registry(keratin.optimizers.optimizers),
    exported: keratin.optimizers,
    golden: [['optimizers', 'cases']],
    bases: ['Optimizer'],
  },
  schedules: {
    folder: 'training/schedules',
    base: LearningRateSchedule,
    registry: registry(keratin.schedules.schedules),
    exported: keratin.schedules,
    golden: [['optimizers', 'schedules']],
    bases: ['LearningRateSchedule'],
  },
  initializers: {
    folder: 'initializers',
    base: Initializer,
    registry: registry(keratin.initializers.initializers),
    exported: keratin.initializers,
    golden: [
      ['initializers', 'cases'],
      ['initializers', 'orthogonal'],
      ['initializers', 'identity'],
    ],
    bases: ['Initializer', 'RandomInitializer', 'VarianceScalingClass', 'FunctionInitializer'],
  },
  regularizers: {
    folder: 'regularizers',
    base: Regularizer,
    registry: registry(keratin.regularizers.regularizers),
    exported: keratin.regularizers,
    golden: [['regularizers_constraints', 'cases']],
    bases: ['Regularizer', 'FunctionRegularizer'],
  },
  constraints: {
    folder: 'constraints',
    base: Constraint,
    registry: registry(keratin.constraints.constraints),
    exported: keratin.constraints,
    golden: [['regularizers_constraints', 'cases']],
    bases: ['Constraint', 'FunctionConstraint'],
  },
}

interface Entry {
  id?: string
  class_name?: string
}

/** The classes that lists of golden files have cases of; the list may be named after the class. */
const classesIn = (file: string, list: string): string[] =>
  readGolden<Record<string, Entry[]>>(file)[list]!.map(
    ({ id, class_name }) => class_name ?? id?.split('/')[0] ?? list.charAt(0).toUpperCase() + list.slice(1),
  )

/** What the files of a folder export that extends the base: the class of each name. */
async function classesInSource({ folder, base }: Kind): Promise<Map<string, { className: string }>> {
  const root = new URL(`../../src/${folder}/`, import.meta.url).pathname
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
  const found = new Map<string, { className: string }>()
  for (const file of files) {
    for (const [name, value] of Object.entries(await import(join(root, file)))) {
      const isClass = typeof value === 'function' && value.prototype instanceof base
      if (isClass || value === base) found.set(name, value as { className: string })
    }
  }
  return found
}

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  it('of the source are registered and exported under the name that Keras has for them', async () => {
    const inSource = await classesInSource(kind)
    const classes = [...inSource].filter(([name]) => !kind.bases.includes(name)).map(([, value]) => value)
    expect(classes.length).toBeGreaterThan(2)
    for (const known of new Set(classes)) {
      expect(kind.registry.find(known.className), known.className).toBe(known)
      expect(kind.exported[known.className], known.className).toBe(known)
    }
    expect([...new Set(classes.map((known) => known.className))].sort()).toEqual(
      [...kind.registry.classNames].sort(),
    )
  })

  it('have golden cases', () => {
    const lists = kind.golden.map(([file, list]) => [file, classesIn(file, list)] as const)
    const missing = (file: string) =>
      kind.registry.classNames.filter(
        (name) => !lists.some(([of, classes]) => of === file && classes.includes(name)),
      )
    // further files add to the first; that of other dtypes has all once more
    const further = new Set(lists.map(([file]) => file.replace('-more', '')))
    for (const file of further)
      expect(missing(file).filter((name) => missing(`${file}-more`).includes(name))).toEqual([])
  })
})

describe('layers', () => {
  const names = [...new Set(Object.values(layers).map((layer) => layer.className))]
  const preprocessing = readGolden<Record<string, Entry[]>>('preprocessing')
  const images = readGolden<{ layers: Entry[] }>('images')
  const files = ['layers', 'layers-more', 'layers_spatial', 'layers-cells']
  const ofFiles = files.flatMap((file) => readGolden<{ cases: Entry[] }>(file).cases)
  const elsewhere = [
    ...preprocessing.lookup!.map((c) => c.class_name!),
    ...['TextVectorization', 'Discretization'].filter((name) => preprocessing[name]),
    ...images.layers.map((c) => c.class_name ?? c.id!.split('/')[0]!),
  ]

  it('are registered and have golden cases, but for what is no layer of Keras that computes', () => {
    const withCases = [...ofFiles.map((c) => c.class_name!), ...elsewhere]
    expect(names.filter((name) => !layerRegistry.find(name))).toEqual([])
    // Keras 3.15.1 does not crop where nothing is drawn
    const own = ['InputLayer', 'Lambda', 'TensorFlowLayer', 'RandomCrop']
    expect(names.filter((name) => !withCases.includes(name) && !own.includes(name))).toEqual([])
  })

  it('have golden cases of other dtypes and of unknown sizes', () => {
    const dtypes = readGolden<Record<string, { id: string }[]>>('dtypes')
    const checked = new Set(files.flatMap((file) => dtypes[file]!.map(({ id }) => id)))
    expect(ofFiles.filter((c) => !checked.has(c.id!)).map((c) => c.id)).toEqual([])
  })
})

it('callbacks of the source are exported', async () => {
  const root = new URL('../../src/training/callbacks/', import.meta.url).pathname
  for (const file of readdirSync(root).filter((f) => f.endsWith('.ts'))) {
    for (const [name, value] of Object.entries(await import(join(root, file)))) {
      const isClass = typeof value === 'function' && value.prototype instanceof Callback
      if (!isClass || name === 'MonitorCallback') continue
      expect((keratin.callbacks as Record<string, unknown>)[name], name).toBe(value)
    }
  }
})
