import { formatBytes } from '../../src/support/format.js'
import { fileKinds, limits } from '../../src/support/limits.js'

const { hdf5Milliseconds, unpackedBytes } = limits
const count = (n: number): string => n.toLocaleString('en')
const pixels = (n: number): string => `${Math.floor(n / 1e6)} million pixels`
const seconds = (ms: number): string => `${ms / 1000} s`

/** What each limit is about, and how much it is; one that is missing here is an error of types. */
const rows: Record<keyof typeof limits, readonly [what: string, most: string]> = {
  jsonBytes: ['the configuration of a model', formatBytes(limits.jsonBytes)],
  jsonDepth: ['lists and objects in one another', count(limits.jsonDepth)],
  nameLength: ['the name of a class, layer or weight', `${count(limits.nameLength)} characters`],
  shards: ['files of a TensorFlow.js model', count(limits.shards)],
  arrays: ['arrays of a NumPy archive', count(limits.arrays)],
  hdf5Milliseconds: [
    'work on HDF5',
    `${seconds(hdf5Milliseconds(0))}, and ${Math.round((hdf5Milliseconds(1e9) - hdf5Milliseconds(0)) / 1000)} s a gigabyte`,
  ],
  downloadMilliseconds: ['silence of a server', seconds(limits.downloadMilliseconds)],
  pixels: ['an image', pixels(limits.pixels)],
  reducedPixels: [
    'a PNG or JPEG, not interlaced or progressive, that is reduced to a size',
    pixels(limits.reducedPixels),
  ],
  wholePixels: ['an image that is read without a size', pixels(limits.wholePixels)],
  svgMilliseconds: ['work on drawing an SVG', seconds(limits.svgMilliseconds)],
  svgMemory: ['memory for drawing an SVG', formatBytes(limits.svgMemory)],
  unpackedBytes: [
    'what packed data (gzip, arrays of a data set) unpacks to',
    `${unpackedBytes(1e9) / 1e9} times its size, or ${formatBytes(unpackedBytes(0))} if that is more`,
  ],
  lineBytes: ['one line of a text', formatBytes(limits.lineBytes)],
  emptyLines: ['empty lines one after another', count(limits.emptyLines)],
  tableRows: ['rows of a table; lists of a pickle', count(limits.tableRows)],
  tableColumns: ['columns of a table', count(limits.tableColumns)],
  tarFileBytes: ['one file of a tar archive', formatBytes(limits.tarFileBytes)],
  elementBytes: ['one element in a cache on disk', formatBytes(limits.elementBytes)],
}

const table = (lines: readonly (readonly [string, string])[]): string =>
  lines.map(([what, most]) => `| ${what} | ${most} |`).join('\n')

/** docs/LIMITS.md, which comes from the table of limits (src/support/limits.ts). */
export function limitsText(): string {
  return `# Limits of files

Files may come from anywhere. Each is looked at before memory is taken, and ends with one error otherwise that names the
file, what was expected, what was found, and what to do next.

- **Only regular files are opened**, by every reader and command. Symbolic links are followed; if they end at a folder,
  pipe, device or socket, or if that is what was named, it is refused at once, without waiting for it.
- **Nothing in a file is run**: no code of Python in models, no pickles beyond lists of numbers.
- **An SVG reads nothing else**: it does not know where it lies, and references to other files show nothing. It is drawn
  in a process of its own, which ends when it works too long or takes too much memory. Filters are drawn.
- **Texts are UTF-8**, or UTF-16 if they begin with a byte order mark; a mark is no part of the text. Everything else is
  refused with line and byte, as is a zero, which no text has: nothing is guessed or replaced.

| a file read as | at most |
| --- | ---: |
${table(Object.values(fileKinds).map(({ what, bytes }) => [what, formatBytes(bytes)] as const))}

| | at most |
| --- | ---: |
${table(Object.values(rows))}

Time is that of work: a busy machine is given longer.
`
}
