import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import { type OptionsOwner, optionNamesOf, optionsOwners } from '../../src/support/option-names/index.js'
import { drawAnywhere } from '../harness/share.js'
import { seen } from './heard/classes.js'
import { applications } from './heard/probes/applications.js'
import { data } from './heard/probes/data.js'
import { dataSets } from './heard/probes/datasets.js'
import { elsewhere } from './heard/probes/elsewhere.js'
import { images } from './heard/probes/images.js'
import { mergings } from './heard/probes/merging.js'
import { numbers } from './heard/probes/numbers.js'
import { plots } from './heard/probes/plots.js'
import type { Probe } from './heard/probes/probe.js'
import { recipes } from './heard/probes/recipes.js'
import { saving } from './heard/probes/saving.js'
import { callbackProbes, training } from './heard/probes/training.js'
import { transfer } from './heard/probes/transfer.js'

const probes: Record<string, Probe> = {
  ...numbers,
  ...mergings,
  ...training,
  ...callbackProbes,
  ...data,
  ...plots,
  ...images,
  ...dataSets,
  ...saving,
  ...recipes,
  ...applications,
  ...transfer,
}

const plain = {}

const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)

/** Classes are looked at by heard.test.ts. */
const isClass = (owner: OptionsOwner) => /^[a-z]+\.[A-Z]/.test(owner) && !/^(random|callbacks)/.test(owner)

async function watch({ see }: Probe, options: object): Promise<string> {
  tf.engine().startScope()
  try {
    return seen(await see(options))
  } catch (error) {
    return `refused: ${(error as Error).message}`
  } finally {
    tf.engine().endScope()
  }
}

/** Networks are alike, and each is built for each of its options: the seed of the run draws some. */
const isBuilt = drawAnywhere('networks whose options are heard', 3)
const isNetwork = (owner: string) => owner in applications && /^[A-Z]/.test(owner)

describe('options of functions and callbacks', () => {
  it.each(optionsOwners.filter((owner) => !isClass(owner) && (!isNetwork(owner) || isBuilt())))(
    '%s are heard',
    async (owner) => {
      const probe = probes[owner] ?? { see: () => undefined, values: {} }
      const { values, beside = {}, refused = {} } = probe
      const out: string[] = []
      const others = [...elsewhere]
        .filter(([full]) => full.startsWith(`${owner}.`))
        .map(([full]) => full.slice(owner.length + 1))
      expect([...Object.keys(values), ...others].sort()).toEqual([...optionNamesOf(owner)].sort())
      // the same for all options that nothing has to be said beside
      const known = new Map<object, string>()
      for (const [name, value] of Object.entries(values)) {
        const without = beside[name] ?? plain
        const usual = known.get(without) ?? (await watch(probe, without))
        if (!known.has(without)) {
          known.set(without, usual)
          if (usual.startsWith('refused')) out.push(usual)
          if (usual !== (await watch(probe, without))) out.push(`${name}: not the same twice`)
        }
        const got = await watch(probe, { ...beside[name], [name]: value })
        if (got === usual) out.push(`${name}: unheard`)
        const said = refused[name]
        if (got.startsWith('refused: ') ? !said?.test(got.slice(9)) : said) out.push(`${name}: ${got}`)
      }
      expect(out).toEqual([])
    },
  )

  it.each([...elsewhere])('%s is looked at in %s', (full, test) => {
    const text = readFileSync(fileURLToPath(new URL(`../../${test}`, import.meta.url)), 'utf8')
    expect(text).toMatch(new RegExp(`\\b${full.split('.').at(-1)}\\b|--${kebab(full.split('.').at(-1)!)}`))
  })
})
