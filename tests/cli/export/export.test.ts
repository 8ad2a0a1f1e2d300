import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { exportOptions } from '../../../src/cli/export/options.js'
import { outputPath } from '../../../src/cli/export/output-path.js'
import { saveImage } from '../../../src/data/images/index.js'
import { tf } from '../../../src/engine/index.js'
import { Dense, GlobalAveragePooling2D, Input } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { formats } from '../../../src/saving/formats.js'
import { loadModel, saveModel } from '../../../src/saving/index.js'
import { smallModel } from '../../saving/small-model.js'
import { keratin, withFolder } from '../harness.js'

afterEach(() => vi.restoreAllMocks())

const withModel = <T>(use: (cwd: string) => Promise<T>) =>
  withFolder(async (cwd) => {
    const model = await smallModel()
    model.metadata = { labels: ['no', 'yes'] }
    await saveModel(model, join(cwd, 'm.keras'))
    model.dispose()
    return use(cwd)
  })

describe('keratin export', () => {
  test('knows the formats of the table', () => {
    expect([...exportOptions.to.choices!].sort()).toEqual(formats.map(({ name }) => name).sort())
  })

  test.each(formats.map(({ name }) => name))('writes %s, reads it again and compares', (format) =>
    withModel(async (cwd) => {
      const { code, stdout, stderr } = await keratin(
        ['export', 'm.keras', '--to', format, '--json', '--force'],
        { cwd },
      )
      expect([code, stderr]).toEqual([0, ''])
      const path = outputPath('m.keras', format)
      expect(existsSync(join(cwd, path))).toBe(true)
      const result = JSON.parse(stdout)
      expect(result).toMatchObject({ format, path, float16: false, agrees: true, compared: 8 })
      expect(result.difference).toBeLessThan(1e-6)
      expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([])
    }),
  )

  test('says what is lost', () =>
    withModel(async (cwd) => {
      const { stdout } = await keratin(['export', 'm.keras', '--to', 'tfjs', '-o', 'site', '--float16'], {
        cwd,
      })
      expect(stdout).toMatch(/^site: largest difference \S+ of 8 outputs\n/)
      expect(stdout).toContain('  not in it: the state of the optimizer: training goes on with a fresh one\n')
      expect(stdout).toContain('half precision')
      const back = await loadModel(join(cwd, 'site'))
      expect(back.metadata).toEqual({ labels: ['no', 'yes'] })
      back.dispose()
      const { stdout: h5 } = await keratin(['export', 'm.keras', '--to', 'h5'], { cwd })
      expect(h5).not.toContain('not in it')
    }))

  test('ends with 4 if what was written computes something else', () =>
    withModel(async (cwd) => {
      const format = formats.find(({ name }) => name === 'npz')!
      const read = format.readWeights!.bind(format)
      vi.spyOn(format, 'readWeights').mockImplementation(async (content, model) => {
        await read(content, model)
        const kernel = model.weights[0]!
        kernel.assign(kernel.read().add(1))
      })
      const { code, stderr } = await keratin(['export', 'm.keras', '--to', 'npz'], { cwd })
      expect([code, stderr]).toEqual([4, expect.stringContaining('computes something else')])
    }))

  test.each([
    [['m.keras'], 2, '--to'],
    [['m.keras', '--to', 'onnx'], 2, 'onnx'],
    [['m.keras', '--to', 'h5', '--float16'], 1, 'half precision'],
    [['m.keras', '--to', 'keras'], 1, '--force'],
    [['other.keras', '--to', 'h5'], 3, 'does not exist'],
    [['text.txt', '--to', 'h5'], 3, 'no format'],
  ])('%j is refused', (words, wanted, text) =>
    withModel(async (cwd) => {
      writeFileSync(join(cwd, 'text.txt'), 'hello')
      const { code, stderr, stdout } = await keratin(['export', ...words], { cwd })
      expect([code, stdout]).toEqual([wanted, ''])
      expect(stderr).toContain(text)
    }),
  )

  test('replaces what is there if it is told to', () =>
    withModel(async (cwd) => {
      const { code } = await keratin(['export', 'm.keras', '--to', 'keras', '--force'], { cwd })
      expect(code).toBe(0)
    }))
})

test.each([
  ['runs/mnist-1', 'h5', 'mnist-1.h5'],
  ['a/best.weights.h5', 'keras', 'best.keras'],
  ['a/site/model.json', 'keras', 'site.keras'],
  ['a/model.h5', 'tfjs', 'model-tfjs'],
  ['https://example.org/x/model.json?a=1', 'npz', 'x.npz'],
  ['export.zip', 'json', 'export.json'],
] as const)('%s as %s is called %s', (path, format, wanted) => {
  expect(outputPath(path, format)).toBe(wanted)
})

describe('a folder that Teachable Machine might have written', () => {
  const made = async (cwd: string, name: string) => {
    const layers = [Input({ shape: [6, 6, 3] }), GlobalAveragePooling2D(), Dense(3, { useBias: false })]
    const model = new Sequential(layers)
    // the class is that of the channel there is most of
    model.setWeights([tf.eye(3)])
    await saveModel(model, join(cwd, name), { format: 'tfjs' })
    model.dispose()
    // red in the middle, blue at both ends, which are cut off
    const pixels = tf.tidy(() => {
      const blue = tf.tile(tf.tensor([0, 0, 255], [1, 1, 3]), [20, 20, 1])
      const red = tf.tile(tf.tensor([255, 0, 0], [1, 1, 3]), [20, 20, 1])
      return tf.concat([blue, red, blue], 1)
    })
    await saveImage(join(cwd, 'photo.png'), pixels)
  }

  test('predicts with its labels, size, range and the middle of a photo', () =>
    withFolder(async (cwd) => {
      await made(cwd, 'teachable')
      const described = {
        packageName: '@teachablemachine/image',
        labels: ['rose', 'leaf', 'sky'],
        imageSize: 6,
      }
      writeFileSync(join(cwd, 'teachable/metadata.json'), JSON.stringify(described))
      const { code, stdout, stderr } = await keratin(['predict', 'teachable', 'photo.png', '--json'], { cwd })
      expect([code, stderr]).toEqual([0, ''])
      const [prediction] = JSON.parse(stdout).predictions
      expect(prediction.label).toBe('rose')
      // softmax of 1, -1, -1
      expect(prediction.probability).toBeCloseTo(Math.E / (Math.E + 2 / Math.E), 5)
      const summary = await keratin(['summary', 'teachable', '--json'], { cwd })
      expect(JSON.parse(summary.stdout).parameters.trainable).toBe(9)
    }))

  test('of which nothing is said predicts numbers, from the whole photo in numbers of 0 to 1', () =>
    withFolder(async (cwd) => {
      await made(cwd, 'plain')
      const { code, stdout } = await keratin(['predict', 'plain', 'photo.png', '--json'], { cwd })
      expect(code).toBe(0)
      const [prediction] = JSON.parse(stdout).predictions
      expect(prediction.label).toBe('2')
      expect(prediction.probability).toBeCloseTo(2 / 3, 3)
    }))
})
