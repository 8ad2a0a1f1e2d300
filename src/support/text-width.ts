/** Characters that take two columns of a terminal: those of East Asia, and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
/** Characters that take none: marks on what is before them, and what only says how to join. */
const none = /[\p{Mn}\p{Me}\p{Cf}]/u

/** The columns that a text takes in a terminal; colour codes are counted like letters. */
export function textWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain text is told by its range
  if (/^[\x00-\x7f]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

const widthOf = (character: string): number => (none.test(character) ? 0 : wide.test(character) ? 2 : 1)

/** As much of the beginning of a text as fits so many columns. */
export function cutToWidth(text: string, columns: number): string {
  let room = columns
  let kept = ''
  for (const character of text) {
    room -= widthOf(character)
    if (room < 0) return kept
    kept += character
  }
  return kept
}

/** The text with spaces behind it up to so many columns. */
export const padToWidth = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - textWidth(text)))

/** A text in lines of at most so many columns, broken between words; a longer word has a line of its own. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && textWidth(longer) > columns) {
        lines.push(line)
        line = word
      } else line = longer
    }
    lines.push(line)
  }
  return lines
}

/** Terms with their explanations beside them, wrapped to so many columns. */
export function termList(items: readonly (readonly [string, string])[], columns: number, indent = 2): string {
  const width = Math.max(...items.map(([term]) => textWidth(term)))
  const room = Math.max(20, columns - indent - width - 2)
  return items
    .flatMap(([term, text]) =>
      wrapText(text, room).map((line, i) =>
        `${' '.repeat(indent)}${padToWidth(i === 0 ? term : '', width)}  ${line}`.trimEnd(),
      ),
    )
    .join('\n')
}
