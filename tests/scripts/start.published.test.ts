import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadModel } from 'keratin'
import { expect, test } from 'vitest'
import { start } from '../../scripts/start.js'
import { withFolder } from '../cli/harness.js'

test('npm start trains, saves, loads, measures and shows, without files and network', () =>
  withFolder(async (runs) => {
    await mkdir(join(runs, 'start-4'))
    const printed: string[] = []
    const print = (text: string) => printed.push(text)
    const result = await start({ train: 240, test: 60, epochs: 2, runs, patience: 0, print })
    expect(result).toMatchObject({ data: 'digits', file: join(runs, 'start-5', 'model.keras') })
    expect(result.accuracy).toBeGreaterThan(0.3)
    const text = printed.join('\n')
    expect(text).toContain('digits drawn on the spot')
    expect(text).toContain(`accuracy ${(result.accuracy * 100).toFixed(2)} %`)
    expect(text.match(/[\u2801-\u28ff]/g)!.length).toBeGreaterThan(50)
    expect(text).toMatch(/\d \(\d+ %\)/)
    const model = await loadModel(result.file)
    expect(model.countParams()).toBe(872_714)
    model.dispose()
  }))
