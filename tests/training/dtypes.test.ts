import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import type { Config } from '../../src/support/registry.js'
import { losses } from '../../src/training/losses/index.js'
import { metrics } from '../../src/training/metrics/index.js'
import { decode, type GoldenTensor, toTensor } from '../harness/golden.js'
import { drawShare } from '../harness/share.js'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'))

type Variant = (y: GoldenTensor, p: GoldenTensor) => [tf.Tensor, tf.Tensor]

const numbers = (t: GoldenTensor) => decode(t).values as number[]
const whole = (v: number) => (Number.isNaN(v) ? 0 : Number.isFinite(v) ? roundHalfToEven(Math.abs(v) * 5) : 9)

/** As NumPy rounds, of a product in float32. */
function roundHalfToEven(value: number): number {
  const v = Math.fround(value)
  return v % 1 === 0.5 ? 2 * Math.round(v / 2) : Math.round(v)
}

const wholeTensor = (t: GoldenTensor) => tf.tensor(numbers(t).map(whole), t.shape, 'int32')
const targets = (t: GoldenTensor) =>
  t.dtype.startsWith('float') ? wholeTensor(t) : tf.cast(toTensor(t), 'int32')
const conditions = (t: GoldenTensor) =>
  tf.tensor(
    numbers(t).map((v) => v > 0.5),
    t.shape,
    'bool',
  )
const first = (t: tf.Tensor) => tf.slice(t, 0, 1)

/** As scripts/tools/golden_loss_dtypes.py makes them. */
const variants: Record<string, Variant> = {
  'targets int32': (y, p) => [targets(y), toTensor(p)],
  'targets bool': (y, p) => [conditions(y), toTensor(p)],
  'predictions int32': (y, p) => [toTensor(y), wholeTensor(p)],
  'predictions bool': (y, p) => [toTensor(y), conditions(p)],
  'one sample': (y, p) => [first(toTensor(y)), first(toTensor(p))],
}

interface LossCase {
  id: string
  class_name: string
  config: Config
  y_true: GoldenTensor
  y_pred: GoldenTensor
}

interface Update {
  y_true: GoldenTensor
  y_pred: GoldenTensor
  values?: GoldenTensor
  sample_weight?: GoldenTensor
}

interface MetricCase {
  id: string
  class_name: string
  config: Config
  updates: Update[]
}

/** What Keras gives, in the order of the cases; null where it refuses. */
type Values = Record<string, { shape: number[]; data: (number | string)[] } | null>
const { losses: ofLosses, metrics: ofMetrics } = read('dtypes-of-losses') as Record<
  'losses' | 'metrics',
  (Values & { id: string })[]
>
const golden = (value: NonNullable<Values[string]>): GoldenTensor => ({
  ...value,
  data: value.data.map((v) =>
    v === 'nan' ? 'NaN' : v === 'inf' ? 'Infinity' : v === '-inf' ? '-Infinity' : v,
  ),
  dtype: 'float32',
})

describe.each(Object.keys(variants))('%s', (name) => {
  const change = variants[name]!
  const isDrawn = drawShare(`dtypes ${name}`, 4)

  it.each((read('losses').cases as LossCase[]).map((c, i) => [c.id, c, i] as const).filter(isDrawn))(
    'loss %s',
    (id, c, i) => {
      expect(ofLosses[i]!.id).toBe(id)
      const value = ofLosses[i]![name]
      if (!value) return
      tf.tidy(() => {
        const loss = losses.get({ class_name: c.class_name, config: c.config })
        expect(loss(...change(c.y_true, c.y_pred))).toBeAllclose(golden(value), { atol: 1e-5, rtol: 1e-4 })
      })
    },
  )

  const cases = [...read('metrics').cases, ...read('metrics-more').cases] as MetricCase[]
  it.each(cases.map((c, i) => [c.id, c, i] as const).filter(isDrawn))('metric %s', (id, c, i) => {
    expect(ofMetrics[i]!.id).toBe(id)
    const value = ofMetrics[i]![name]
    if (!value) return
    const metric = metrics.get({ class_name: c.class_name, config: c.config })
    tf.tidy(() => {
      for (const { y_true, y_pred, values, sample_weight } of c.updates) {
        const all = sample_weight ? toTensor(sample_weight) : undefined
        const weight = all && name === 'one sample' ? first(all) : all
        const [y, p] = values ? change(values, values) : change(y_true, y_pred)
        if (values) metric.updateState(y, weight as never)
        else metric.updateState(y, p, weight)
      }
      expect(metric.result()).toBeAllclose(golden(value), { atol: 1e-5, rtol: 1e-4 })
    })
    metric.dispose()
  })
})
