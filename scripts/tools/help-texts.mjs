// Writes dist/lib/help.json: the help of the program as the command line shows it at the widths that are usual, for
// src/cli/start. A process of its own, which loads what was just built:
// node scripts/tools/help-texts.mjs FOLDER-OF-DIST
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [dist] = process.argv.slice(2)
const { run } = await import(pathToFileURL(`${dist}/src/cli/run.js`).href)
const texts = {}
// a terminal of old, no terminal, one that is wider than help is
for (const columns of [80, 100, 110]) {
  let text = ''
  const write = (piece) => {
    text += piece
  }
  await run(['--help'], { stdout: { write, columns }, env: {} })
  texts[columns] = text
}
writeFileSync(`${dist}/lib/help.json`, JSON.stringify(texts))
