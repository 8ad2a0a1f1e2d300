import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineInfo, tf } from '../../../src/engine/index.js'
import { keratin, withFolder } from '../harness.js'

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

test('tells all there is to compute with, and trains on each engine', async () => {
  const { machine, engines, data, findings } = JSON.parse((await keratin(['doctor', '--json'])).stdout)
  expect(machine).toMatchObject({
    simd: true,
    cores: expect.any(Number),
    memory: { total: expect.any(Number) },
  })
  expect(machine.usable).toBeLessThanOrEqual(machine.cores)
  for (const { name, state, training } of engines)
    if (state === 'ok') expect([name, training.loss[1] < training.loss[0]]).toEqual([name, true])
  expect(data).toEqual(expect.any(Array))
  const names = ['node', 'processor', 'memory', 'engine wasm', 'sharp', 'jpeg-turbo', 'data', 'cache']
  expect(findings.map((f: { name: string }) => f.name)).toEqual(expect.arrayContaining(names))
})

test('as Markdown is a table without paths, and a fault is exit code 4', () =>
  withFolder(async (folder) => {
    const missing = join(folder, 'none')
    const { code, stdout, stderr } = await keratin(['doctor', '--markdown'], {
      env: { KERATIN_DATA: missing },
    })
    expect([code, stderr]).toEqual([4, '1 fault found.\n'])
    expect(stdout).toMatch(
      /^keratin .*\n\n\| what \| state \| \|\n\| --- \| --- \| --- \|\n\| node \| ok \| \d/,
    )
    expect(stdout).toContain('| data | **fault** | KERATIN\\_DATA is no folder: ... |')
    expect(stdout).not.toContain(folder)
    expect(await keratin(['doctor', '--markdown', '--json'])).toMatchObject({ code: 2 })
    await mkdir(join(missing, 'mnist'), { recursive: true })
    await writeFile(join(missing, 'mnist/x'), '')
    const found = JSON.parse((await keratin(['doctor', '--json'], { env: { KERATIN_DATA: missing } })).stdout)
    expect(found.data).toContainEqual({
      name: 'mnist',
      place: 'KERATIN_DATA',
      folder: join(missing, 'mnist'),
    })
  }))
