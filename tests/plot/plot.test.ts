import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { contourPlot, imageGrid, linePlot, Picture } from '../../src/plot/index.js'
import { withFolder } from '../cli/harness.js'
import { expectNoLeak } from '../harness/leaks.js'
import { elements, texts } from './svg.js'

/** The corners of the first path of that colour. */
function corners(svg: string, stroke: string): number[][] {
  const { d } = elements(svg, 'path').find((path) => path.stroke === stroke)!
  return d!
    .split(/[ML]/)
    .slice(1)
    .map((point) => point.replace('Z', '').split(/[ ,]/).map(Number))
}

describe('linePlot', () => {
  it('draws each series where its numbers lie', () => {
    const { svg } = linePlot([{ x: [0, 1, 2], y: [0, 10, 5], label: 'a', color: 'red' }], { yRange: [0, 10] })
    const line = corners(svg, 'red')
    const frame = elements(svg, 'svg')[1]!
    const [left, top, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(frame[key]))
    expect(line).toHaveLength(3)
    expect(line[0]).toEqual([left, top! + height!])
    expect(line[1]).toEqual([expect.closeTo(left! + width! / 2, 1), top])
    expect(line[2]).toEqual([expect.closeTo(left! + width!, 1), expect.closeTo(top! + height! / 2, 1)])
    expect(texts(svg)).toContain('a')
  })

  it('writes the numbers of the axes where they are', () => {
    const { svg } = linePlot([{ x: [0, 4], y: [0, 10] }], { width: 400, height: 300 })
    const frame = elements(svg, 'svg')[1]!
    const [left, top, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(frame[key]))
    const labels = [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, label]) => {
      const at = (key: string) => Number(new RegExp(` ${key}="([^"]*)"`).exec(attributes!)![1])
      return { label: Number(label), x: at('x'), y: at('y'), isX: attributes!.includes('middle') }
    })
    for (const { label, x, y, isX } of labels) {
      if (isX) expect(x).toBeCloseTo(left! + (width! * label) / 4, 1)
      else expect(y - 4).toBeCloseTo(top! + height! * (1 - label / 10), 1)
    }
    expect(labels.filter(({ isX }) => !isX).length).toBeGreaterThan(4)
  })

  it('writes whole numbers where x counts', () => {
    const numbers = (svg: string) =>
      [...svg.matchAll(/<text[^>]*middle[^>]*>([^<]*)</g)].map(([, label]) => label)
    expect(numbers(linePlot({ a: [1, 2, 1] }, { x: [1, 2, 3] }).svg)).toEqual(['1', '2', '3'])
    expect(numbers(linePlot({ a: [1, 2] }, { x: [0, 1] }).svg)).toEqual(['0', '1'])
    expect(numbers(linePlot({ a: [1, 2] }, { x: [0, 0.5] }).svg)).toContain('0.2')
  })

  it('leaves room around points', () => {
    const { svg } = linePlot([{ x: [0.3, 9.7], y: [1, 2], draw: 'points' }])
    const { x, width } = elements(svg, 'svg')[1]!
    const [first, last] = elements(svg, 'circle').map(({ cx }) => Number(cx))
    expect(first).toBeGreaterThan(Number(x) + 3)
    expect(last).toBeLessThan(Number(x) + Number(width) - 3)
  })

  it('takes numbers by label, tensors, and one x for all', async () => {
    await expectNoLeak(() => {
      const y = tf.tensor([1, 2, 3])
      const { svg } = linePlot(
        { loss: y, accuracy: [0, 1, 2] },
        { x: [1, 2, 3], title: 'T & <T>', xLabel: 'epoch' },
      )
      expect(texts(svg)).toEqual(expect.arrayContaining(['loss', 'accuracy', 'T &amp; &lt;T&gt;', 'epoch']))
      expect(elements(svg, 'path').filter(({ fill, d }) => fill === 'none' && d!.includes('L'))).toHaveLength(
        2,
      )
      y.dispose()
    })
  })

  it('breaks lines where numbers are missing, draws points and names', () => {
    const { svg } = linePlot([
      { y: [1, Number.NaN, 3, 4], color: 'red' },
      { y: [1, 2], draw: 'points', names: ['p', 'q'] },
    ])
    const { d } = elements(svg, 'path').find(({ stroke }) => stroke === 'red')!
    expect(d!.match(/M/g)).toHaveLength(2)
    expect(elements(svg, 'circle')).toHaveLength(2)
    expect(texts(svg)).toEqual(expect.arrayContaining(['p', 'q']))
    expect(svg).not.toContain('NaN')
  })

  it('has a scale of logarithms', () => {
    const { svg } = linePlot([{ y: [0.001, 0.1, 10], color: 'red' }], { yScale: 'log' })
    const [a, b, c] = corners(svg, 'red').map(([, y]) => y!)
    expect(a! - b!).toBeCloseTo(b! - c!, 0)
    expect(() => linePlot({ a: [1, 2] }, { yScale: 'log', yRange: [0, 1] })).toThrow('yScale')
  })

  it('is the same for the same numbers, and draws a single value and none', () => {
    expect(linePlot({ a: [1, 2] }).svg).toBe(linePlot({ a: [1, 2] }).svg)
    expect(linePlot({ a: [5] }).svg).not.toContain('NaN')
    expect(linePlot({ a: [] }).svg).not.toContain('NaN')
  })

  it('refuses what it cannot draw', () => {
    expect(() => linePlot({ a: [1, 2] }, { x: [1] })).toThrow('x must be as many numbers as y (2)')
    expect(() => linePlot({ a: ['1'] as never })).toThrow('a[0] must be numbers')
    expect(() => linePlot({})).toThrow('series must be at least one')
    expect(() => linePlot({ a: [1] }, { xlabel: 'x' } as object)).toThrow('xLabel')
    expect(() => linePlot([{ y: [1], colour: 'red' } as never])).toThrow('color')
    expect(() => linePlot({ a: [1] }, { width: 10 })).toThrow('width must be at least 100')
    expect(() => linePlot({ a: [1] }, { xRange: [1, 1] })).toThrow('range of an axis')
  })
})

describe('contourPlot', () => {
  it('has lines where the function has the height', () => {
    const options = { xRange: [-2, 2], yRange: [-2, 2], levels: [1], resolution: 201 } as const
    const { svg } = contourPlot((x, y) => x ** 2 + y ** 2, options)
    const frame = elements(svg, 'svg')[1]!
    const [left, top, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(frame[key]))
    const { d } = elements(svg, 'path').find((p) => p.d!.endsWith('Z'))!
    const points = d!
      .slice(1, -1)
      .split('L')
      .map((p) => p.split(' ').map(Number))
    // around what is higher lies another line, outside of the frame
    const isInside = ([px, py]: number[]) =>
      px! > left! && px! < left! + width! && py! > top! && py! < top! + height!
    const inside = points.filter(isInside)
    for (const [px, py] of inside) {
      const x = ((px! - left!) / width!) * 4 - 2
      const y = 2 - ((py! - top!) / height!) * 4
      expect(Math.hypot(x, y)).toBeCloseTo(1, 2)
    }
    expect(inside.length).toBeGreaterThan(100)
  })

  it('has so many levels, and series on top', () => {
    const { svg } = contourPlot((x, y) => x + y, {
      levels: 4,
      series: [{ x: [0, 1], y: [0, 1], color: 'red' }],
    })
    expect(elements(svg, 'path').filter(({ d }) => d!.endsWith('Z'))).toHaveLength(4)
    expect(corners(svg, 'red')).toHaveLength(2)
  })

  it('refuses what is no function', () => {
    expect(() => contourPlot([[1]] as never)).toThrow('f must be a function of x and y')
    expect(() => contourPlot((x) => x, { resolution: 1 })).toThrow('resolution')
  })
})

describe('imageGrid', () => {
  const embedded = async (svg: string, i: number) => {
    const { href } = elements(svg, 'image')[i]!
    return sharp(Buffer.from(href!.split(',')[1]!, 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true })
  }

  it('embeds each image, black to white', async () => {
    const x = tf.tensor([0, 1, 0.5, 0.25, 1, 1, 0, 0], [2, 2, 2])
    const { svg } = imageGrid(x, { captions: [5, 'b'], columns: 1, size: 32 })
    expect(elements(svg, 'image')).toHaveLength(2)
    const { data, info } = await embedded(svg, 0)
    expect([info.width, info.height]).toEqual([2, 2])
    expect([...data].filter((_, i) => i % info.channels === 0)).toEqual([0, 255, 128, 64])
    expect(texts(svg)).toEqual(['5', 'b'])
    const [a, b] = elements(svg, 'image')
    expect([a!.x, Number(b!.y) > Number(a!.y)]).toEqual([b!.x, true])
    x.dispose()
  })

  it('takes colours and a range', async () => {
    const { svg } = imageGrid([[[[0, 5, 10]]]], { range: [0, 20] })
    expect([...(await embedded(svg, 0)).data]).toEqual([0, 64, 128])
  })

  it('refuses what are no images', () => {
    expect(() => imageGrid(tf.zeros([4, 784]))).toThrow(
      'Give flat images their height and width with reshape.',
    )
    expect(() => imageGrid(tf.zeros([1, 4, 4, 2]))).toThrow('Received: [1, 4, 4, 2].')
  })
})

describe('Picture', () => {
  it('is kept as SVG and PNG', () =>
    withFolder(async (folder) => {
      const picture = linePlot({ a: [1, 2, 3] }, { width: 300, height: 200 })
      await picture.save(join(folder, 'a.svg'))
      expect(await readFile(join(folder, 'a.svg'), 'utf8')).toBe(picture.svg)
      // for those who cannot see it
      expect(linePlot({ a: [1, 2] }, { title: 'a & b' }).svg).toContain('<title>a &amp; b</title>')
      await picture.save(join(folder, 'a.png'), { scale: 3 })
      const { format, width, height } = await sharp(join(folder, 'a.png')).metadata()
      expect([format, width, height]).toEqual(['png', 900, 600])
      // it is drawn: not all white
      const { channels } = await sharp(await picture.toPNG()).stats()
      expect(channels[0]!.min).toBeLessThan(50)
      await expect(picture.save(join(folder, 'a.pdf'))).rejects.toThrow('End its name in .svg or .png.')
      await expect(picture.save(join(folder, 'no/a.svg'))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
      expect(picture).toBeInstanceOf(Picture)
    }))
})
