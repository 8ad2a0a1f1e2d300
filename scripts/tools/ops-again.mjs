// Builds a model of each case of tests/golden/ops.json and saves it into a folder, for Keras to open and compare:
//   node scripts/tools/ops-again.mjs FOLDER && python scripts/tools/golden_ops.py FOLDER
import { mkdirSync, readFileSync } from 'node:fs'
import { Input, Model, ops } from '../../dist/src/index.js'

const [target] = process.argv.slice(2)
if (!target) throw new Error('Say where to save the models.')
mkdirSync(target, { recursive: true })
const { cases } = JSON.parse(readFileSync(new URL('../../tests/golden/ops.json', import.meta.url), 'utf8'))
let saved = 0

for (const [n, { name, args, kwargs = {} }] of cases.entries()) {
  const inputs = []
  const fill = (value) => {
    if (Array.isArray(value)) return value.map(fill)
    if (value === 'Infinity') return Number.POSITIVE_INFINITY
    if (!value?.tensor) return value
    const { shape, dtype } = value.tensor
    inputs.push(Input({ batchShape: shape, dtype }))
    return inputs.at(-1)
  }
  try {
    const outputs = name.split('.').reduce((at, part) => at[part], ops)(...args.map(fill), kwargs)
    await new Model({ inputs, outputs }).save(`${target}/${n}.keras`)
    saved++
  } catch (error) {
    process.stdout.write(`${n} ${name}: ${error.message}\n`)
  }
}
process.stdout.write(`${saved} of ${cases.length} cases saved\n`)
