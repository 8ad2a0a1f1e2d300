import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tf } from 'keratin'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  confusionMatrix,
  linePlot,
  plotActivations,
  plotConfusionMatrix,
  plotMistakes,
  saveEmbeddings,
  worstMistakes,
} from '../../src/plot/index.js'
import { withFolder } from '../cli/harness.js'
import { expectNoLeak } from '../harness/leaks.js'
import { elements, texts } from './svg.js'

describe('confusionMatrix', () => {
  it('counts classes of numbers, rows and probabilities', async () => {
    const expected = [[1, 1, 0], [0, 2, 0], [0, 0, 1]] // biome-ignore format: a matrix
    const yTrue = [0, 0, 1, 1, 2]
    const taken = [0, 1, 1, 1, 2]
    expect(confusionMatrix(yTrue, taken)).toEqual(expected)
    await expectNoLeak(() => {
      const rows = tf.tidy(() => tf.oneHot(tf.tensor1d(taken, 'int32'), 3))
      expect(confusionMatrix(yTrue, rows)).toEqual(expected)
      rows.dispose()
    })
    expect(confusionMatrix([0, 1, 1], [[0.2], [0.9], [0.4]])).toEqual([[1, 0], [1, 1]]) // biome-ignore format: a matrix
    expect(confusionMatrix([0], [0], { classes: 2 })).toEqual([[1, 0], [0, 0]]) // biome-ignore format: a matrix
    expect(() => confusionMatrix([0, 1], [0])).toThrow('as many as yTrue (2)')
    expect(() => confusionMatrix([3], [0], { classes: 2 })).toThrow('from 0 to 1')
  })

  it('is drawn with counts or shares, the darker the greater the share', () => {
    const matrix = [[8, 2], [1, 3]] // biome-ignore format: a matrix
    const numbers = (normalize?: 'true' | 'pred' | 'all') =>
      texts(
        plotConfusionMatrix(matrix, { labels: ['<cat>', 'dog'], ...(normalize && { normalize }) }).svg,
      ).filter((t) => /^[\d.]+$/.test(t))
    expect(numbers()).toEqual(['8', '2', '1', '3'])
    expect(numbers('true')).toEqual(['0.80', '0.20', '0.25', '0.75'])
    expect(numbers('pred')).toEqual(['0.89', '0.40', '0.11', '0.60'])
    expect(numbers('all')).toEqual(['0.57', '0.14', '0.07', '0.21'])
    const { svg } = plotConfusionMatrix(matrix, { labels: ['<cat>', 'dog'] })
    expect(texts(svg)).toEqual(expect.arrayContaining(['&lt;cat&gt;', 'dog', 'actual', 'predicted']))
    const lightness = elements(svg, 'rect')
      .slice(2)
      .map(({ fill }) =>
        fill!
          .match(/\d+/g)!
          .map(Number)
          .reduce((a, b) => a + b, 0),
      )
    expect(
      lightness[0]! < lightness[3]! && lightness[3]! < lightness[2]! && lightness[2]! < lightness[1]!,
    ).toBe(true)
    expect(() => plotConfusionMatrix([[1, 2]])).toThrow('a row of counts for each class')
    expect(() => plotConfusionMatrix([[1]], { labels: [] })).toThrow('a list of 1 names')
    // of a hundred classes, only what is there is drawn
    const wide = Array.from({ length: 100 }, (_, i) => Array.from({ length: 100 }, (_, j) => Number(i === j)))
    expect(elements(plotConfusionMatrix(wide).svg, 'rect')).toHaveLength(102)
  })
})

describe('worstMistakes', () => {
  const yTrue = [0, 1, 1, 0]
  const yPred = [[0.4, 0.6], [0.1, 0.9], [0.7, 0.3], [0.3, 0.7]] // biome-ignore format: rows

  it('are those a model is most sure of', () => {
    const worst = worstMistakes(yTrue, yPred)
    expect(worst.map(({ index }) => index)).toEqual([2, 3, 0])
    expect(worst[0]).toEqual({ index: 2, actual: 1, predicted: 0, probability: expect.closeTo(0.7, 6) })
    expect(worstMistakes(yTrue, yPred, { count: 1 })).toHaveLength(1)
    expect(worstMistakes([1, 0], [0.2, 0.1])).toEqual([
      { index: 0, actual: 1, predicted: 0, probability: expect.closeTo(0.8, 6) },
    ])
    // scores that are no probabilities
    expect(worstMistakes([0], [[0, Math.log(3)]])[0]!.probability).toBeCloseTo(0.75, 6)
  })

  it('are shown as images, or as texts', async () => {
    const images = tf.tensor3d([0, 0.25, 0.5, 1], [4, 1, 1])
    const { svg } = plotMistakes(images, yTrue, yPred, {
      labels: ['<dog>', 'cat'],
      names: ['a', 'b', 'c&.png', '/a/very/long/path/to/a/photo.png'],
      count: 2,
    })
    const shown = elements(svg, 'image')
    expect(shown).toHaveLength(2)
    const { data } = await sharp(Buffer.from(shown[0]!.href!.split(',')[1]!, 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(data[0]).toBe(128)
    expect(texts(svg)).toEqual([
      'The worst mistakes',
      ...['&lt;dog&gt; 70.0 %', 'is cat', 'c&amp;.png'],
      ...['cat 70.0 %', 'is &lt;dog&gt;', expect.stringMatching(/^….*photo\.png$/)],
    ])
    images.dispose()
    const words = texts(plotMistakes(['x', 'y', 'bad\n\u0001<b>', 'z'], yTrue, yPred, { count: 1 }).svg)
    expect(words).toEqual(['The worst mistakes', '0 70.0 %', 'is 1', '#2', 'bad &lt;b&gt;'])
    expect(texts(plotMistakes(['x'], [0], [0.1]).svg)).toEqual(['No mistakes'])
  })
})

describe('plotActivations', () => {
  it('draws functions and their slopes', () => {
    const curves = (svg: string) => elements(svg, 'path').filter(({ 'stroke-width': width }) => width === '2')
    const { svg } = plotActivations(['step', 'relu'], {
      xRange: [-1, 1],
      yRange: [0, 1],
      resolution: 3,
      derivatives: true,
    })
    expect(texts(svg)).toEqual(expect.arrayContaining(['step', 'relu', 'step′', 'relu′']))
    const frame = elements(svg, 'svg')[1]!
    const [top, height] = [Number(frame.y), Number(frame.height)]
    const heights = ({ d }: Record<string, string>) =>
      d!
        .split(/[ML]/)
        .slice(1)
        .map((point) => 1 - (Number(point.split(',')[1]) - top) / height)
    const [step, relu, , slope] = curves(svg)
    expect(heights(step!)).toEqual([0, 0, 1].map((v) => expect.closeTo(v, 2)))
    expect(heights(relu!)).toEqual([0, 0, 1].map((v) => expect.closeTo(v, 2)))
    expect(heights(slope!)).toEqual([0, 0.5, 1].map((v) => expect.closeTo(v, 2)))
    expect([relu!.stroke, relu!['stroke-dasharray']]).toEqual([slope!.stroke, undefined])
    expect(texts(plotActivations().svg)).toEqual(expect.arrayContaining(['step', 'sigmoid', 'relu']))
    expect(() => plotActivations(['rellu'])).toThrow('relu')
    expect(() => plotActivations([])).toThrow('a list of names')
  })
})

describe('saveEmbeddings', () => {
  it('writes what the projector reads', () =>
    withFolder(async (folder) => {
      const paths = await saveEmbeddings(folder, [[0.5, -2], [1e-7, 3]], { metadata: ['', 'a\tb\n<c>'] }) // biome-ignore format: rows
      expect(paths).toEqual({ vectors: join(folder, 'vectors.tsv'), metadata: join(folder, 'metadata.tsv') })
      const numbers = (await readFile(paths.vectors, 'utf8')).trimEnd().split('\n')
      expect(numbers.map((line) => line.split('\t').map(Number))).toEqual([
        [0.5, -2],
        [Math.fround(1e-7), 3],
      ])
      expect(await readFile(paths.metadata, 'utf8')).toBe('(empty)\na b <c>\n')
      await saveEmbeddings(folder, [[1]], { metadata: { word: ['x'], count: [3] } })
      expect(await readFile(paths.metadata, 'utf8')).toBe('word\tcount\nx\t3\n')
      await saveEmbeddings(folder, [[1], [2]])
      expect(await readFile(paths.metadata, 'utf8')).toBe('0\n1\n')
      await expect(saveEmbeddings(folder, [1])).rejects.toThrow('Received: [1]')
      await expect(saveEmbeddings(folder, [[1]], { metadata: [] })).rejects.toThrow(
        'as many as there are vectors (1)',
      )
    }))
})

describe('themes', () => {
  it('fill in colours that no text can hold', () => {
    const picture = linePlot({ '\u0001ink 0\u0001': [1, 2] }, { title: 'a \u0001series 1\u0001 b' })
    const [light, dark] = [picture.toSVG(), picture.toSVG({ theme: 'dark' })]
    expect(picture.svg).toBe(light)
    expect(elements(light, 'rect')[0]!.fill).toBe('#ffffff')
    expect(elements(dark, 'rect')[0]!.fill).toBe('#16191d')
    for (const svg of [light, dark]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none is left
      expect(svg).not.toMatch(/[\u0000-\u0008]/)
      expect(texts(svg)).toContain('a series 1 b')
    }
    expect(() => picture.toSVG({ theme: 'grey' as never })).toThrow('"light" or "dark"')
  })

  it('keep pictures of long networks within what PNG allows', async () => {
    const tall = linePlot({ a: [1, 2] }, { width: 100, height: 9000 })
    const { height } = await sharp(await tall.toPNG({ scale: 3 })).metadata()
    expect(height).toBe(16_000)
    await expect(tall.toPNG({ scale: 0 })).rejects.toThrow('a number above 0')
  })
})
