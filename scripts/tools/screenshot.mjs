// Draws what a program printed as a picture of a terminal: `node dist/scripts/start.js 2>&1 | node
// scripts/tools/screenshot.mjs 'npm start' > docs/images/start.svg`. Escape sequences are left out, and of a line that was
// redrawn the last state is shown.
import { readFileSync } from 'node:fs'

const markup = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const plain = (text) => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')

const command = process.argv[2]
const lines = [`$ ${command}`, ...plain(readFileSync(0, 'utf8')).trimEnd().split('\n')].map((l) =>
  l.split('\r').at(-1).trimEnd(),
)

const [advance, height, margin, bar] = [8.4, 18, 16, 32]
const columns = Math.max(80, ...lines.map((l) => [...l].length))
const width = Math.ceil(columns * advance + 2 * margin)
const total = lines.length * height + 2 * margin + bar
const text = lines
  .map((l, i) => {
    const y = bar + margin + (i + 1) * height - 5
    // every line is given its width, so that glyphs of other fonts keep the columns
    const length = [...l].length * advance
    return l
      ? `<text x="${margin}" y="${y}" textLength="${length.toFixed(1)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"${i === 0 ? ' fill="#9ece6a"' : ''}>${markup(l)}</text>`
      : ''
  })
  .join('\n')
const dots = ['#f7768e', '#e0af68', '#9ece6a']
  .map((c, i) => `<circle cx="${20 + 20 * i}" cy="16" r="6" fill="${c}"/>`)
  .join('')
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}">
<title>${markup(command)}</title>
<rect width="100%" height="100%" rx="8" fill="#1a1b26"/>
${dots}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#c0caf5">
${text}
</g>
</svg>
`)
