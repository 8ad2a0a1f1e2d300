import { padToWidth, wrapText } from '../../support/text-width.js'
import type { Output } from '../output.js'
import type { Rows } from './plan.js'

const width = 9

/** Says rows of the plan as they become known, each wrapped to the width of the terminal. */
export function sayRows(rows: Rows, output: Output): void {
  const room = Math.max(20, output.columns - width - 1)
  for (const [about, text] of rows) {
    wrapText(text, room).forEach((line, i) => {
      output.note(`${output.style.dim(padToWidth(i === 0 ? about : '', width))} ${line}`)
    })
  }
}
