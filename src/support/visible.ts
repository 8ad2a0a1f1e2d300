/** What steers a terminal, or turns the direction of what follows, so that a text seems to be another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069]/g

const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A text of any origin for a terminal or a log: what would steer it is written out, as `\u001b`. Lines and tabs stay. */
export const withoutControls = (text: string): string => text.replace(steering, escaped)

/** The same for a name within a line: lines and tabs are written out, too. */
export const visible = (text: string): string =>
  withoutControls(text).replace(/[\t\n]/g, (c) => (c === '\t' ? '\\t' : '\\n'))
