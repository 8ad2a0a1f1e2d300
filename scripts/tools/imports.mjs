// Which files of the project import which, read from their text.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const packages = {
  keratin: 'src/index.ts',
  'keratin/datasets': 'datasets/index.ts',
  'keratin/models': 'models/index.ts',
}
const rooms = ['src', 'models', 'datasets', 'scripts', 'tests']
const importing = /(?:\bfrom|\bimport|\bimport\(|\bmock\()\s*'([^']+)'/g

const filesOf = (root, room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/(^|\/)(assembly|\.programs)\//.test(file))
    .map((file) => `${room}/${file}`)

/**
 * The importers of each file: the graph of imports, backwards.
 *
 * A file that is not code, as golden values, is imported by the tests in whose text its name stands.
 */
export function importers(root) {
  const texts = new Map(
    rooms
      .flatMap((room) => filesOf(root, room))
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  )
  const backwards = new Map()
  for (const [file, text] of texts) {
    for (const [, name] of text.matchAll(importing)) {
      const path = name.startsWith('.') ? normalize(join(dirname(file), name)) : packages[name]
      if (!path) continue
      const target = [path, path.replace(/\.js$/, '.ts')].find((candidate) => texts.has(candidate))
      if (target) backwards.set(target, [...(backwards.get(target) ?? []), file])
    }
  }
  return (file) => {
    if (texts.has(file)) return backwards.get(file) ?? []
    const name = file
      .split('/')
      .at(-1)
      .replace(/\.\w+$/, '')
    return [...texts]
      .filter(([path, text]) => path.startsWith('tests/') && text.includes(name))
      .map(([path]) => path)
  }
}

/** How many imports lie between each file and the nearest of `changed`. */
export function distances(root, changed) {
  const importersOf = importers(root)
  const found = new Map(changed.map((file) => [file, 0]))
  const queue = [...changed]
  for (let at = 0; at < queue.length; at++) {
    for (const file of importersOf(queue[at])) {
      if (found.has(file)) continue
      found.set(file, found.get(queue[at]) + 1)
      queue.push(file)
    }
  }
  return found
}
