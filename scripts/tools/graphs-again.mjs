// Loads the models of tests/golden/graphs and saves them into a folder, for Keras to open them again:
//   node scripts/tools/graphs-again.mjs FOLDER && python scripts/tools/golden_graphs.py FOLDER
// With a second folder, takes the models from there. Also says how far outputs are from those of Keras.
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadModel, tf } from '../../dist/src/index.js'

const [target, source = fileURLToPath(new URL('../../tests/golden/graphs', import.meta.url))] =
  process.argv.slice(2)
if (!target) throw new Error('Say where to save the models.')
mkdirSync(target, { recursive: true })
const expected = JSON.parse(readFileSync(`${source}/expected.json`, 'utf8'))

for (const [name, { inputs, outputs }] of Object.entries(expected)) {
  const model = await loadModel(`${source}/${name}.keras`)
  const given = inputs.map(({ data, shape, dtype }) => tf.tensor(data, shape, dtype))
  const found = [model(given.length > 1 ? given : given[0])].flat()
  const distances = found.map((y, i) =>
    y.dataSync().reduce((most, v, j) => Math.max(most, Math.abs(v - outputs[i].data[j])), 0),
  )
  await model.save(`${target}/${name}.keras`)
  process.stdout.write(`${name}: at most ${Math.max(...distances).toExponential(1)} from Keras\n`)
}
