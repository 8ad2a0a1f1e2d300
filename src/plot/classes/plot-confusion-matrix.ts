import { argumentError } from '../../support/errors.js'
import { checkedOptions, isPlainObject } from '../../support/options.js'
import { text } from '../frame.js'
import { Picture } from '../picture.js'
import { tag } from '../svg.js'
import { fitText, textWidth } from '../text-width.js'
import { Paint, theme } from '../theme.js'

export interface PlotConfusionMatrixOptions {
  /** The name of each class. Default: their numbers. */
  labels?: readonly string[]
  /** What is drawn: counts, or shares of the actual class, of the predicted class, or of all. Default `none`. */
  normalize?: 'none' | 'true' | 'pred' | 'all'
  /** Width and height of each cell in pixels. Default: as there is room for, at most 52. */
  size?: number
  title?: string
}

/**
 * A confusion matrix: a row for each actual class, a column for each predicted one. A cell is the darker the greater
 * its share of the row is, or of what `normalize` says.
 *
 * @param matrix counts by actual and predicted class, as `confusionMatrix` gives them
 * @param options.labels the name of each class. Default: their numbers
 * @param options.normalize what stands in the cells: counts (`none`), or the share of the actual class (`true`), of the
 *   predicted class (`pred`), or of all samples (`all`). Default `none`
 * @param options.size of each cell in pixels. Default: as there is room for, at most 52
 * @param options.title
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME
 * @example plotConfusionMatrix([[50, 3], [5, 42]], { labels: ['cat', 'dog'] })
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.metrics.ConfusionMatrixDisplay.html
 */
export function plotConfusionMatrix(
  matrix: readonly (readonly number[])[],
  options: PlotConfusionMatrixOptions = {},
): Picture {
  const where = 'plotConfusionMatrix'
  checkedOptions(where, options)
  const count = checked(where, matrix)
  const { labels = matrix.map((_, i) => String(i)), normalize = 'none', title = 'Confusion matrix' } = options
  if (!Array.isArray(labels) || labels.length !== count)
    throw argumentError(where, `a list of ${count} names`, 'labels', labels)
  if (!['none', 'true', 'pred', 'all'].includes(normalize))
    throw argumentError(where, '"none", "true", "pred" or "all"', 'normalize', normalize)
  const { size = Math.max(3, Math.min(52, Math.floor(560 / count))) } = options
  if (!(Number.isFinite(size) && size >= 1)) throw argumentError(where, 'at least 1', 'size', size)
  const shares = sharesOf(matrix, normalize === 'none' ? 'true' : normalize)
  const font = Math.min(theme.fontSize, Math.max(7, size * 0.32))
  const named = size >= 9
  const longest = Math.min(160, Math.max(...labels.map((label) => textWidth(label, font))))
  const isUpright = longest > size - 6
  const side = named ? longest + 10 : 6
  const [left, top] = [28 + side, 36]
  const extent = count * size
  const bottom = named ? (isUpright ? longest + 12 : font + 10) : 6
  const below = top + extent
  const middle = { 'text-anchor': 'middle' } as const
  const cells = matrix.flatMap((row, i) =>
    row.flatMap((value, j) => {
      // of many classes, most pairs are never taken for each other
      if (value === 0 && count > 40) return []
      const share = shares[i]![j]!
      const [x, y] = [left + j * size, top + i * size]
      const words = normalize === 'none' ? String(value) : share.toFixed(2)
      const fits = textWidth(words, font) <= size - 2 && size >= 14
      const look = { ...middle, 'font-size': font, fill: new Paint('onShade', share) }
      return [
        tag('rect', { x, y, width: size, height: size, fill: new Paint('shade', share) }),
        ...(fits ? [text(words, x + size / 2, y + size / 2 + font * 0.36, look)] : []),
      ]
    }),
  )
  const rows = labels.map((label, i) =>
    text(fitText(label, longest, font), left - 6, top + (i + 0.5) * size + font * 0.36, {
      'text-anchor': 'end',
      'font-size': font,
    }),
  )
  const columns = labels.map((label, j) => {
    const x = left + (j + 0.5) * size
    const words = fitText(label, longest, font)
    if (!isUpright) return text(words, x, below + font + 4, { ...middle, 'font-size': font })
    const turned = `translate(${(x + font * 0.36).toFixed(2)} ${below + 6}) rotate(-90)`
    return text(words, 0, 0, { 'text-anchor': 'end', 'font-size': font, transform: turned })
  })
  const width = Math.max(left + extent + 16, 220)
  const height = below + bottom + 24
  const heading = { ...middle, 'font-size': theme.titleSize, fill: theme.ink }
  const turned = { ...middle, transform: `translate(16 ${top + extent / 2}) rotate(-90)` }
  return new Picture(
    width,
    Math.ceil(height),
    [
      text(fitText(title, width - 16, theme.titleSize), width / 2, 22, heading),
      tag('rect', { x: left, y: top, width: extent, height: extent, fill: new Paint('shade', 0) }),
      ...cells,
      ...(named ? [...rows, ...columns] : []),
      text('actual', 0, 0, turned),
      text('predicted', left + extent / 2, below + bottom + 12, middle),
    ],
    title,
  )
}

/** The number of classes of a matrix that is one. */
function checked(where: string, matrix: readonly (readonly number[])[]): number {
  const count = Array.isArray(matrix) ? matrix.length : 0
  const isSquare =
    count > 0 &&
    matrix.every(
      (row) => Array.isArray(row) && row.length === count && row.every((n) => Number.isFinite(n) && n >= 0),
    )
  if (isSquare) return count
  const received = isPlainObject(matrix) || !Array.isArray(matrix) ? matrix : `${matrix.length} rows`
  throw argumentError(where, 'a row of counts for each class', 'matrix', received)
}

/** Each count as a share of its row, its column, or all; 0 of nothing. */
export function sharesOf(
  matrix: readonly (readonly number[])[],
  of: 'true' | 'pred' | 'all',
): readonly (readonly number[])[] {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const columns = matrix.map((_, j) => sum(matrix.map((row) => row[j]!)))
  const all = sum(columns)
  return matrix.map((row) => {
    const whole = sum(row)
    return row.map((value, j) => {
      const total = of === 'true' ? whole : of === 'pred' ? columns[j]! : all
      return total > 0 ? value / total : 0
    })
  })
}
