import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Dense, Input } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { texts } from '../../plot/svg.js'
import { keratin } from '../harness.js'
import { writePhotos } from '../photos/photos.js'

let cwd: string
const plot = async (...words: string[]) => {
  const before = tf.memory().numTensors
  const outcome = await keratin(['plot', ...words], { cwd })
  expect(tf.memory().numTensors - before, `tensors left behind by ${words.join(' ')}`).toBe(0)
  return outcome
}
const read = (file: string) => readFile(join(cwd, file), 'utf8')
const train = (words: string) =>
  keratin(['train', ...words.split(' '), '--seed', '3', '--quiet', '--json'], { cwd })

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-plot-'))
  await writePhotos(join(cwd, 'photos'), 12)
  const lines = Array.from({ length: 40 }, (_, i) => `${i % 2 ? `good\tsun ${i}` : `bad\train <b> ${i}`}`)
  await writeFile(join(cwd, 'table.tsv'), ['label\ttext', ...lines].join('\n'))
  const done = [
    await train('digits --limit 40 --epochs 2 --batch-size 20 --out runs/digits-1'),
    await train('images --data photos --image-size 16 --epochs 1 --batch-size 8 --out runs/images-1'),
    await train('text --data table.tsv --epochs 1 --batch-size 8 --curves none --out runs/text-1'),
  ]
  expect(done.map(({ code, stderr }) => [code, stderr])).toEqual([[0, ''], [0, ''], [0, '']]) // biome-ignore format: outcomes
})
afterAll(() => rm(cwd, { recursive: true, force: true }))

describe('keratin plot', () => {
  it('history draws one run or several, in the file that was named', async () => {
    expect(await plot('history', 'runs/digits-1')).toEqual({
      code: 0,
      stdout: 'digits-1-history.svg\n',
      stderr: '',
    })
    expect(texts(await read('digits-1-history.svg'))).toEqual(
      expect.arrayContaining([
        'runs/digits-1',
        'loss',
        'accuracy',
        expect.stringMatching(/^best epoch: [12], val_/),
      ]),
    )
    const both = await plot(
      'history',
      'runs/digits-1',
      'runs/text-1/best.keras',
      '-o',
      'c.png',
      '--theme',
      'dark',
      '--json',
    )
    expect(JSON.parse(both.stdout)).toMatchObject({
      what: 'history',
      files: ['c.png'],
      runs: [{ run: 'runs/digits-1', epochs: [{ epoch: 1 }, { epoch: 2 }] }, { epochs: [{ epoch: 1 }] }],
    })
    const { data } = await sharp(join(cwd, 'c.png')).raw().toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([0x16, 0x19, 0x1d])
  })

  it('model draws, and writes languages of diagrams', async () => {
    const { stdout } = await plot('model', 'runs/digits-1', '--format', 'text', '--show', 'shapes')
    expect(stdout).toMatch(
      /^Sequential, .*\n├─ 1 Conv2D, in: \(None, 28, 28, 1\), out: \(None, 24, 24, 32\)\n/,
    )
    expect((await plot('model', 'runs/digits-1', '-o', 'm.mmd')).stdout).toBe('m.mmd\n')
    expect(await read('m.mmd')).toMatch(/^flowchart TB\n {2}n0\["<b>Conv2D</)
    expect((await plot('model', 'runs/digits-1', '-o', '-')).stdout).toMatch(/^<svg /)
    expect((await plot('model', 'runs/digits-1', '-o', 'm.pdf')).stderr).toContain(
      '.svg, .png, .dot, .mmd, .txt',
    )
    expect((await plot('model', 'runs/digits-1', '--show', 'shape')).stderr).toContain('shapes')
  })

  it('confusion counts what evaluate counts', async () => {
    const { stdout } = await plot('confusion', 'runs/digits-1', '--json')
    const drawn = JSON.parse(stdout)
    const measured = JSON.parse((await keratin(['evaluate', 'runs/digits-1', '--json'], { cwd })).stdout)
    expect(drawn.confusion).toEqual(measured.confusion)
    expect(texts(await read('digits-1-confusion.svg'))).toContain(`digits-1: ${measured.samples} images`)
    expect((await plot('confusion', 'runs/digits-1', '--layer', 'x')).stderr).toContain('It is for: filters')
  })

  it('mistakes show images, photos or texts', async () => {
    for (const name of ['digits-1', 'images-1', 'text-1']) {
      const out = `${name}.svg`
      const given = await plot('mistakes', `runs/${name}`, '--on', 'all', '-o', out, '--count', '3', '--json')
      expect(given.stderr).toBe('')
      const { mistakes } = JSON.parse(given.stdout)
      const words = texts(await read(out)).join('\n')
      for (const { actual, predicted, probability, file, text } of mistakes) {
        expect(actual).not.toBe(predicted)
        expect(words).toContain(`${predicted} ${(probability * 100).toFixed(1)} %`)
        if (name === 'images-1') expect(file).toMatch(/\d+\.png$/)
        if (name === 'text-1') expect(text).toMatch(/^(sun|rain <b>) \d+$/)
      }
      expect(words).toContain(mistakes.length > 0 ? 'the worst mistakes' : 'no mistakes')
    }
  })

  it('gradcam, features, occlusion and filters look inside, at images or at samples of the data', async () => {
    const cam = await plot(
      'gradcam',
      'runs/images-1',
      'photos/warm/*.png',
      '-o',
      'cam.svg',
      '--class',
      'cold',
      '--json',
    )
    expect([cam.code, cam.stderr]).toEqual([0, ''])
    expect(JSON.parse(cam.stdout).images).toHaveLength(12)
    expect(texts(await read('cam.svg')).filter((words) => /^cold \d+\.\d %$/.test(words))).toHaveLength(12)
    expect((await plot('gradcam', 'runs/images-1', '-o', 'cam.svg', '--count', '2')).code).toBe(0)
    expect((await read('cam.svg')).match(/<image/g)).toHaveLength(4)
    expect(
      await plot('features', 'runs/digits-1', '-o', 'maps.svg', '--layer', 'conv2d', '--count', '5'),
    ).toMatchObject({ code: 0 })
    expect((await read('maps.svg')).match(/<image/g)).toHaveLength(5)
    expect(
      await plot('occlusion', 'runs/digits-1', '--patch', '14', '--count', '1', '-o', 'o.svg'),
    ).toMatchObject({ code: 0 })
    expect(await plot('filters', 'runs/digits-1', '--scale', '1')).toMatchObject({
      stdout: 'digits-1-filters.png\n',
    })
    expect(await plot('gradcam', 'runs/text-1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('takes no images'),
    })
    expect((await plot('gradcam', 'runs/images-1', '--class', 'hot')).stderr).toContain('Unknown class "hot"')
    expect((await plot('gradcam', 'runs/images-1', 'none.png')).code).toBe(3)
  })

  it('activations and embeddings need no run, and write two files', async () => {
    expect((await plot('activations', 'relu', 'gelu', '--derivatives')).stdout).toBe(
      'relu-gelu-activations.svg\n',
    )
    expect((await plot('activations', 'rellu')).stderr).toContain('relu')
    const { stdout } = await plot('embeddings', 'runs/text-1', '--json')
    const { files, words, dimensions } = JSON.parse(stdout)
    const [vectors, metadata] = await Promise.all((files as string[]).map(read))
    const rows = vectors!.trimEnd().split('\n')
    expect([rows.length, rows[0]!.split('\t').length]).toEqual([words, dimensions])
    expect(metadata!.split('\n').slice(0, 3)).toEqual(['(padding)', '(start)', '(unknown)'])
    expect(metadata!.split('\n')).toEqual(expect.arrayContaining(['sun', 'rain']))
    expect((await plot('embeddings', 'runs/digits-1')).stderr).toContain('has no Embedding')
  })

  it('says what is missing', async () => {
    expect(await plot('history')).toMatchObject({ code: 2, stderr: expect.stringContaining('a run folder') })
    expect(await plot('history', 'runs/digits-2')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('digits-1'),
    })
    expect(await plot('history', 'photos')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no run'),
    })
    expect(await plot('hist', 'runs/digits-1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('history'),
    })
    expect(await plot('filters', 'runs/digits-1', 'runs/text-1')).toMatchObject({ code: 2 })
    await writeFile(join(cwd, 'runs/text-1/history.jsonl'), '{"epoch":1,"loss":1}\n{"epo')
    expect(await plot('history', 'runs/text-1')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('line 2'),
    })
    const plain = new Sequential([Input({ shape: [2] }), Dense(1)])
    await plain.save(join(cwd, 'plain.keras'))
    plain.dispose()
    expect(await plot('confusion', 'plain.keras')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--recipe'),
    })
  })
})

describe('keratin train', () => {
  it('draws the curves of a run into its folder, on white and on black', async () => {
    const files = async () =>
      (await readdir(join(cwd, 'runs/digits-1'))).filter((f) => f.startsWith('curves'))
    expect(await files()).toEqual(['curves-dark.svg', 'curves.svg'])
    const svg = await read('runs/digits-1/curves.svg')
    await plot('history', 'runs/digits-1', '-o', 'again.svg')
    expect(await read('again.svg')).toBe(svg)
    expect(await readdir(join(cwd, 'runs/text-1'))).not.toContain('curves.svg')
    const words =
      'train digits --limit 40 --epochs 1 --batch-size 20 --seed 3 --quiet --json --out runs/digits-1 --force'
    expect(await keratin(words.split(' '), { cwd, env: {} })).toMatchObject({ code: 0, stderr: '' })
    expect(await files()).toEqual(['curves-dark.png', 'curves-dark.svg', 'curves.png', 'curves.svg'])
    expect(await read('runs/digits-1/curves.svg')).not.toBe(svg)
    const { width } = await sharp(join(cwd, 'runs/digits-1/curves-dark.png')).metadata()
    expect(width).toBe(1840)
  })
})
