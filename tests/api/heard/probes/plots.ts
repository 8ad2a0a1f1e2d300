import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as plot from 'keratin/plot'
import { pictures } from './pictures.js'
import type { Probe } from './probe.js'
import { inFolder } from './training.js'

const picture = () => plot.linePlot({ y: [1, 2, 10] }, { width: 150, height: 120 })

/** Pictures: what is drawn. */
export const plots: Record<string, Probe> = {
  linePlot: {
    see: (o) => plot.linePlot({ y: [1, 2, 10] }, o).content,
    values: {
      x: [1, 5, 9],
      title: 'mine',
      xLabel: 'mine',
      yLabel: 'mine',
      width: 300,
      height: 200,
      xRange: [-1, 9],
      yRange: [-1, 99],
      yScale: 'log',
    },
  },
  contourPlot: {
    see: (o) => plot.contourPlot((a, b) => a * b, o).content,
    values: {
      ...{
        xRange: [0, 3],
        yRange: [0, 3],
        levels: 3,
        series: [{ label: 'points', x: [0], y: [0], draw: 'points' }],
      },
      ...{ resolution: 7, title: 'mine', xLabel: 'mine', yLabel: 'mine', width: 300, height: 200 },
    },
  },
  imageGrid: {
    see: (o) => plot.imageGrid([[[0.2, 0.4]], [[0.1, 0.9]]], o).content,
    values: { captions: ['a', 'b'], columns: 1, size: 32, range: [0, 2], title: 'mine' },
  },
  ...pictures,
  'Picture.toSVG': { see: (o) => picture().toSVG(o), values: { theme: 'dark' } },
  'Picture.toPNG': { see: (o) => picture().toPNG(o), values: { scale: 3, theme: 'dark' } },
  'Picture.save': {
    see: (o) =>
      inFolder(async (folder) => {
        await picture().save(join(folder, 'a.png'), o)
        return readFile(join(folder, 'a.png'))
      }),
    values: { scale: 3, theme: 'dark' },
  },
}
