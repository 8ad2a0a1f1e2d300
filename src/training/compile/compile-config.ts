import { underscore } from '../../support/names.js'
import { allFloats } from '../../support/python-floats.js'
import type { Config } from '../../support/registry.js'
import { Loss, losses } from '../losses/index.js'
import { Metric, metrics } from '../metrics/index.js'
import { type Optimizer, optimizers } from '../optimizers/index.js'
import type { CompileOptions } from './options.js'
import { isRecord } from './per-output.js'

/** What a model was compiled with, as Keras writes it into files. */
export interface CompileConfig {
  optimizer?: unknown
  loss?: unknown
  loss_weights?: unknown
  metrics?: unknown
  weighted_metrics?: unknown
  run_eagerly?: boolean
  steps_per_execution?: number
  jit_compile?: boolean
}

/** The configuration of `compile` options; names stay as they were given. */
export function toCompileConfig(options: CompileOptions, optimizer: Optimizer): CompileConfig {
  return {
    optimizer: optimizers.serialize(optimizer),
    loss: written(options.loss),
    // Keras refuses integers there
    loss_weights: allFloats(options.lossWeights ?? null),
    metrics: written(options.metrics),
    weighted_metrics: written(options.weightedMetrics),
    run_eagerly: options.runEagerly ?? false,
    steps_per_execution: 1,
    jit_compile: options.jitCompile === true,
  }
}

/** The options of a configuration that Keras or `toCompileConfig` wrote. */
export function fromCompileConfig(config: CompileConfig): CompileOptions {
  const options = {
    optimizer: config.optimizer ?? undefined,
    loss: config.loss ?? null,
    lossWeights: config.loss_weights ?? null,
    metrics: config.metrics ?? null,
    weightedMetrics: config.weighted_metrics ?? null,
    // what Keras compiles in its own way says nothing of plans
    ...(config.run_eagerly && { runEagerly: true }),
  }
  return options as CompileOptions
}

function written(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return /^[a-z]/.test(value) ? underscore(value) : value
  if (Array.isArray(value)) return value.map(written)
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, written(v)]))
  if (value instanceof Loss) return losses.serialize(value)
  if (value instanceof Metric) return metrics.serialize(value)
  if (typeof value === 'function') return value.name
  return configOf(value as { class_name?: string; className?: string; config?: Config })
}

/** A configuration in the user's spelling, as the object that it stands for would be written. */
function configOf(value: { class_name?: string; className?: string; config?: Config }): unknown {
  const name = value.class_name ?? value.className ?? ''
  if (losses.find(name)) return losses.serialize(losses.get(value as Loss))
  return metrics.serialize(metrics.get(value as Metric))
}
