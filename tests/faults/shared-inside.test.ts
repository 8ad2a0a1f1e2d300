import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Add, Dense, Input, LSTMCell, Model, ReLU, RNN, TimeDistributed } from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

const steps = () => Input({ shape: [4, 2] })

// Keras 3.15.1 saves such models, and cannot load them
const cases: Record<string, () => Model> = {
  'in the graph and in TimeDistributed': () => {
    const [shared, i, j] = [Dense(2), steps(), Input({ shape: [4, 2] })]
    return new Model({ inputs: [i, j], outputs: Add()([TimeDistributed(shared)(i), shared(j)]) })
  },
  'in two TimeDistributed': () => {
    const [shared, i] = [Dense(2), steps()]
    return new Model({ inputs: i, outputs: Add()([TimeDistributed(shared)(i), TimeDistributed(shared)(i)]) })
  },
  'a cell in two RNN': () => {
    const [cell, i] = [LSTMCell(3), steps()]
    return new Model({ inputs: i, outputs: Add()([RNN(cell)(i), RNN(cell, { goBackwards: true })(i)]) })
  },
  'in the graph and in a model of the graph': () => {
    const [shared, i, j] = [Dense(2), steps(), steps()]
    const inner = new Model({ inputs: j, outputs: shared(j) })
    return new Model({ inputs: i, outputs: Add()([inner(i), shared(i)]) })
  },
}

it.each(Object.entries(cases))(
  'a layer with weights %s is refused when the model is saved',
  async (_, make) => {
    await expect(make().save(join(folder, 'shared.keras'))).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('a file would hold two layers'),
    })
  },
)

it('a layer without weights may stand in two places', async () => {
  const [shared, i] = [ReLU(), steps()]
  const model = new Model({ inputs: i, outputs: Add()([TimeDistributed(shared)(i), shared(i)]) })
  await expect(model.save(join(folder, 'plain.keras'))).resolves.toBeUndefined()
})
