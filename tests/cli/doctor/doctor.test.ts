import { expect, test } from 'vitest'
import { engineInfo, tf } from '../../../src/engine/index.js'
import { keratin } from '../harness.js'

test('keratin doctor finds the engines and leaves the one in use', async () => {
  const [before, tensors] = [engineInfo().engine, tf.memory().numTensors]
  const { code, stdout } = await keratin(['doctor', '--json'])
  const { engine, node, findings } = JSON.parse(stdout)
  expect([code, engine, node]).toEqual([0, before, process.versions.node])
  const states = Object.fromEntries(findings.map((f: { name: string; state: string }) => [f.name, f.state]))
  expect(states).toMatchObject({ node: 'ok', 'engine wasm': 'ok', 'engine cpu': 'ok', sharp: 'ok' })
  expect(['ok', 'absent']).toContain(states['engine tensorflow'])
  expect([engineInfo().engine, tf.memory().numTensors]).toEqual([before, tensors])
})

test('as text has a line for each thing', async () => {
  const { stdout } = await keratin(['doctor'])
  expect(stdout).toMatch(/^keratin \d.* cores, .*; engine in use: \w+\n/)
  expect(stdout).toMatch(/^ok engine wasm +/m)
})
