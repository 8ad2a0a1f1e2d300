import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Dense, Input } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { saveModel } from '../../../src/saving/index.js'
import { keratin, withFolder } from '../harness.js'

test('keratin summary lists the layers of a file', () =>
  withFolder(async (cwd) => {
    const model = new Sequential([
      Input({ shape: [3] }),
      Dense(4, { name: 'first' }),
      Dense(2, { name: 'second' }),
    ])
    await saveModel(model, join(cwd, 'm.keras'))
    const text = await keratin(['summary', 'm.keras'], { cwd })
    expect([text.code, text.stderr]).toEqual([0, ''])
    expect(text.stdout).toBe(`${model.summaryText({ lineLength: 100 })}
`)
    expect(text.stdout).toContain('Total params: 26')
    const { code, stdout } = await keratin(['summary', 'm.keras', '--json'], { cwd })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      class: 'Sequential',
      inputShapes: [[null, 3]],
      outputShapes: [[null, 2]],
      layers: [
        { name: 'first', class: 'Dense', parameters: 16, trainable: true },
        { name: 'second', class: 'Dense', parameters: 10, trainable: true },
      ],
      parameters: { trainable: 26, nonTrainable: 0 },
    })
    model.dispose()
  }))

test('of a file that is none', async () => {
  const { code, stderr } = await keratin(['summary', 'package.json'])
  expect(code).toBe(3)
  expect(stderr).toMatch(/^error\[FILE_UNREADABLE\]: /)
})
