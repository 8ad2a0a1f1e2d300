import { tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import { type OptionsOwner, optionNamesOf, optionsOwners } from '../../src/support/option-names/index.js'
import { callerOf } from './callers.js'
import { seen } from './heard/classes.js'
import { effects } from './heard/effects.js'
import { beside, derived, required } from './heard/made.js'
import { valuesByEnding, valuesByName, valuesByOwner } from './heard/values.js'

type Options = Record<string, unknown>

/** Options that are shown by the object and its configuration only, and why by nothing else. */
const shown: Record<string, string> = {
  name: 'nothing is computed with it',
  'metrics.IoU.numClasses': 'classes that there are not do not count',
  'metrics.MeanIoU.numClasses': 'classes that there are not do not count',
  'metrics.OneHotIoU.numClasses': 'classes that there are not do not count',
  'metrics.OneHotMeanIoU.numClasses': 'classes that there are not do not count',
  lossScaleFactor: 'steps of many optimizers do not depend on the size of gradients',
  ...Object.fromEntries(
    ['HeNormal', 'HeUniform', 'LecunNormal', 'LecunUniform'].map((name) => [
      `initializers.${name}.outputAxes`,
      'only the number of inputs counts',
    ]),
  ),
  'optimizers.Adafactor.relativeStep': 'Keras bounds the rate with it and without',
  'metrics.AUC.numLabels': 'it is told by the first batch as well',
  ...Object.fromEntries(
    ['PrecisionAtRecall', 'RecallAtPrecision', 'SensitivityAtSpecificity', 'SpecificityAtSensitivity'].map(
      (name) => [`metrics.${name}.numThresholds`, 'figures at near thresholds are the same'],
    ),
  ),
}

/** Options that are refused on purpose. */
const refused: Record<string, RegExp> = {
  sparse: /sparse must be false/,
  ragged: /ragged must be false/,
  salt: /salt must be left out/,
  renorm: /renorm and synchronized are not supported/,
  synchronized: /renorm and synchronized are not supported/,
  vocabularyDtype: /vocabularyDtype must be "int64"/,
  encoding: /encoding must be "utf-8"/,
  flashAttention: /flashAttention must be false/,
  'layers.InputLayer.inputShape': /inputShape must be left out beside shape/,
  'metrics.SparseCategoricalCrossentropy.axis': /axis must be -1/,
  'layers.Resizing.fillMode': /fillMode must be "constant"/,
}

function valueFor(owner: OptionsOwner, name: string): unknown {
  const make =
    valuesByOwner[`${owner}.${name}`] ?? valuesByName[name] ?? valuesByEnding.find(([e]) => e.test(name))?.[1]
  return make?.()
}

const isClass = (owner: OptionsOwner) => /^[a-z]+\.[A-Z]/.test(owner) && !/^(random|callbacks)/.test(owner)

/** What an object that is made with options looks like, or does. */
function watch(owner: OptionsOwner, options: Options, byEffect: boolean): string {
  const make = derived[owner] ?? callerOf(owner)!
  const effect = byEffect && effects[owner.split('.')[0]!]
  return tf.tidy(() => {
    try {
      const made = make({
        ...(owner.startsWith('layers.') ? { name: 'base' } : {}),
        ...options,
      } as never) as never
      return effect ? JSON.stringify(effect(made)) : seen(made)
    } catch (error) {
      return `refused: ${(error as Error).message}`
    }
  })
}

describe('options of classes', () => {
  it.each(optionsOwners.filter(isClass))('%s are heard', (owner) => {
    const out: string[] = []
    for (const name of optionNamesOf(owner)) {
      if (name === 'weights') continue
      const full = `${owner}.${name}`
      const byEffect = !(name in shown || full in shown)
      const base = { ...required[owner]?.(), ...(beside[full] ?? beside[name]) }
      const value = valueFor(owner, name)
      if (value === undefined) {
        out.push(`${name}: no value`)
        continue
      }
      const usual = watch(owner, base, byEffect)
      if (usual.startsWith('refused')) out.push(`base: ${usual}`)
      if (usual !== watch(owner, base, byEffect)) out.push(`base: not the same twice`)
      const got = watch(owner, { ...base, [name]: value }, byEffect)
      if (got === usual) out.push(`${name}: unheard`)
      const said = refused[full] ?? refused[name]
      if (got.startsWith('refused') ? !said?.test(got) : said) out.push(`${name}: ${got}`)
    }
    expect(out).toEqual([])
  })
})
