import { access, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ExitCode, KeratinError } from '../../../support/errors.js'
import { unwritable } from '../../../support/files.js'
import { makeFolders, removeEmptyFolders } from '../../../support/make-folders.js'
import { unknownName } from '../../../support/names.js'
import type { DatasetsCall } from '../call.js'

/** What is made of each kind: places in the folder, and the command line that trains on it. */
const made = {
  digits: { mnist: (root: string) => `KERATIN_DATA=${root} keratin train mnist` },
  photos: {
    'cats-vs-dogs': (root: string) => `KERATIN_DATA=${root} keratin train cats-vs-dogs`,
    photos: (root: string) => `keratin train images --data ${join(root, 'photos')}`,
  },
  texts: {
    imdb: (root: string) => `KERATIN_DATA=${root} keratin train imdb`,
    'texts.csv': (root: string) => `keratin train text --data ${join(root, 'texts.csv')}`,
  },
} as const
type Kind = keyof typeof made
const kinds = Object.keys(made) as Kind[]

/** `keratin datasets make`: a data root with small drawn sets, so that every recipe runs without a network. */
export async function makeData({ options, output, io }: DatasetsCall, what: string): Promise<ExitCode> {
  const chosen = what === 'all' ? kinds : kinds.filter((kind) => kind === what)
  if (chosen.length === 0) throw unknownName('kind of data', what, [...kinds, 'all'])
  const { out = 'made-data', count = 200, seed = 0, force = false } = options
  const root = resolve(io.cwd, out)
  const places = chosen.flatMap((kind) => Object.keys(made[kind]))
  if (!force) for (const place of places) await checkFree(join(root, place), join(out, place))
  const fresh: string[] = []
  for (const place of places) if (!(await isThere(join(root, place)))) fresh.push(place)
  const top = makeFolders(root)
  try {
    for (const kind of chosen) {
      io.signal.throwIfAborted()
      await makers[kind](root, count, seed)
      output.note(`Drawn: ${kind}`)
    }
  } catch (error) {
    // half a set is none
    for (const place of fresh) await rm(join(root, place), { recursive: true, force: true }).catch(() => {})
    if (top !== undefined) removeEmptyFolders(root, top)
    throw error instanceof Error && 'syscall' in error ? unwritable(root, error) : error
  }
  const next = chosen.flatMap((kind) => Object.values(made[kind]).map((line) => line(out)))
  output.document({ folder: root, made: places, count, seed, next })
  output.copied(out)
  for (const line of next) output.note(`Next: ${line}`)
  return ExitCode.ok
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function checkFree(path: string, shown: string): Promise<void> {
  if (!(await isThere(path))) return
  throw new KeratinError('FILE_UNWRITABLE', `Cannot write ${shown}: it exists already.`, {
    hint: 'Choose another folder with --out, or replace it with --force.',
  })
}

/** For the test a quarter of what is for training, from streams of their own. */
const makers: Record<Kind, (root: string, count: number, seed: number) => Promise<void>> = {
  async digits(root, count, seed) {
    const { makeDigits } = await import('./digits.js')
    await makeDigits(join(root, 'mnist'), count, Math.ceil(count / 4), seed)
  },
  async photos(root, count, seed) {
    const { makePhotos } = await import('./photos.js')
    const place = join(root, 'cats-vs-dogs')
    await makePhotos(join(place, 'train'), count, seed, { inFolders: false })
    const first = Math.ceil(count / 2) + 1
    await makePhotos(join(place, 'test'), Math.ceil(count / 4), seed + 1, { inFolders: false, first })
    await makePhotos(join(root, 'photos'), count, seed + 2, { inFolders: true })
  },
  async texts(root, count, seed) {
    const { drawTexts, writeTexts } = await import('./texts.js')
    await writeTexts(join(root, 'imdb/train.jsonl'), drawTexts(count, seed))
    await writeTexts(join(root, 'imdb/test.jsonl'), drawTexts(Math.ceil(count / 4), seed + 1))
    await writeTexts(join(root, 'texts.csv'), drawTexts(count, seed + 2))
  },
}
