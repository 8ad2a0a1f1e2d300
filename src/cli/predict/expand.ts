import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { listImages } from '../../data/images/folder/list-images.js'

/**
 * The files that words on a command line mean: a file as it is, the images of a folder (where it has none itself, those
 * of the folders below, as class folders are), or what a pattern with `*`, `**`, `?` or `[abc]` fits. What leads to
 * nothing is kept, to be reported by whoever reads it.
 *
 * @returns paths as the user would write them, in order, each once
 */
export async function expandFiles(words: readonly string[], cwd: string): Promise<string[]> {
  const files = new Set<string>()
  for (const word of words) {
    const found = await stat(resolve(cwd, word)).catch(() => undefined)
    if (found?.isDirectory()) {
      const names = await imagesIn(resolve(cwd, word))
      for (const name of names) files.add(join(word, name))
      if (names.length === 0) files.add(word)
    } else if (found || !/[*?[]/.test(word)) files.add(word)
    else {
      const matches = await matching(word, cwd)
      for (const file of matches.length > 0 ? matches : [word]) files.add(file)
    }
  }
  return [...files]
}

async function imagesIn(folder: string): Promise<string[]> {
  const all = await listImages(folder)
  const own = all.filter((name) => !name.includes('/'))
  return own.length > 0 ? own : all
}

const sortedNames = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).sort()

async function matching(pattern: string, cwd: string): Promise<string[]> {
  const root = /^(?:[A-Za-z]:)?[\\/]+/.exec(pattern)?.[0] ?? ''
  let places = [root]
  const parts = pattern.slice(root.length).split(/[\\/]+/)
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1
    const next = await Promise.all(places.map((place) => step(place, part, isLast, cwd)))
    places = next.flat()
  }
  return places
}

/** The paths below `place` that one part of a pattern fits. */
async function step(place: string, part: string, isLast: boolean, cwd: string): Promise<string[]> {
  if (part === '**') return withSubfolders(place, cwd)
  const fits = part === '.' || part === '..' ? [part] : await namesFitting(resolve(cwd, place), part)
  const paths = fits.map((name) => (place === '' ? name : join(place, name)))
  const isRight = await Promise.all(
    paths.map((p) =>
      stat(resolve(cwd, p)).then(
        (s) => (isLast ? s.isFile() : s.isDirectory()),
        () => false,
      ),
    ),
  )
  return paths.filter((_, i) => isRight[i])
}

async function namesFitting(folder: string, part: string): Promise<string[]> {
  const source = part
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
    .replace(/\[!/g, '[^')
  const test = compile(source)
  // as in a shell, hidden files are meant only by a pattern that begins with a dot
  return (await sortedNames(folder)).filter(
    (name) => (part.startsWith('.') || !name.startsWith('.')) && test(name),
  )
}

/** A bracket that is never closed stands for itself. */
function compile(source: string): (name: string) => boolean {
  try {
    const pattern = new RegExp(`^${source}$`)
    return (name) => pattern.test(name)
  } catch {
    const pattern = new RegExp(`^${source.replace(/\[/g, '\\[')}$`)
    return (name) => pattern.test(name)
  }
}

async function withSubfolders(place: string, cwd: string): Promise<string[]> {
  const entries = await readdir(resolve(cwd, place), { withFileTypes: true }).catch(() => [])
  const folders = entries
    .filter((e) => e.isDirectory() && !e.name.startsWith('.'))
    .map((e) => join(place, e.name))
  const below = await Promise.all(folders.sort().map((folder) => withSubfolders(folder, cwd)))
  return [place, ...below.flat()]
}
