import { plainText } from './terminal.js'
import { textWidth } from './text-width.js'

/** A line that is there to be copied: breaks of the terminal's own are not copied with it. */
const isCopied = /(?<![\w/@-])(keratin|npm|npx|cd|pip|node) [\w<.-]|&&/
/** A line of a table that is drawn: broken, it would be no table. */
const isDrawn = /^\s*[┏┡├└┃│┗╭╰]/

/**
 * A text whose lines are broken between words where they are longer than a terminal is wide; what is broken off goes on
 * below the text it belongs to: behind the first column of a list, else where the line begins.
 */
export const fitLines = (text: string, columns: number): string =>
  text
    .split('\n')
    .flatMap((line) =>
      textWidth(plainText(line)) <= columns || isCopied.test(line) || isDrawn.test(line)
        ? [line]
        : broken(line, columns),
    )
    .join('\n')

function broken(line: string, columns: number): string[] {
  const hanging = hangingOf(line)
  const below = ' '.repeat(hanging <= columns / 2 ? hanging : textWidth(/^ */.exec(line)![0]))
  const lines: string[] = []
  let current = ''
  for (const [, spaces, word] of line.matchAll(/( *)([^ ]+)/g)) {
    const longer = `${current}${spaces}${word}`
    if (textWidth(plainText(longer)) > columns && current.trim() !== '') {
      lines.push(current)
      current = `${below}${word}`
    } else current = longer
  }
  return [...lines, current]
}

/** Where the second column of a list begins. */
function hangingOf(line: string): number {
  const first = /^ *[^ ]+(?: [^ ]+)* {2,}(?=[^ ])/.exec(plainText(line))
  return first ? textWidth(first[0]) : Number.POSITIVE_INFINITY
}
