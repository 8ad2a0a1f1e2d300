import { expect, it } from 'vitest'
import { Dataset } from '../../src/data/index.js'
import { expectNoLeak } from '../harness/leaks.js'

it.each([0, 1, 5, 9])('the first %i of shuffled rows are those of the whole order', (count) =>
  expectNoLeak(async () => {
    const rows = Dataset.fromTensors(Int32Array.from(Array(9).keys()))
    const shuffled = rows.shuffle(9, { seed: 4 })
    const read = async (data: typeof rows) => {
      const values: number[] = []
      for await (const t of data) {
        values.push(...t.dataSync())
        t.dispose()
      }
      return values
    }
    const all = await read(rows.shuffle(9, { seed: 4 }) as typeof rows)
    expect(await read(shuffled.take(count) as typeof rows)).toEqual(all.slice(0, count))
    rows.dispose()
  }),
)
