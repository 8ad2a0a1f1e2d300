import { KeratinError } from '../../src/support/errors.js'
import { fetchFiles } from '../fetch-files.js'
import { type FoundFiles, findFiles } from '../root.js'

/** The forms the data comes in, by the files that make it. */
const forms = {
  jsonl: ['train.jsonl', 'test.jsonl'],
  unpacked: ['aclImdb'],
  folders: ['train', 'test'],
  archive: ['aclImdb_v1.tar'],
  keras: ['imdb.npz'],
} as const

export type Form = keyof typeof forms

export interface FindOptions {
  data?: string
  quiet?: boolean
  signal?: AbortSignal
}

/** Where the data was found, and in which form. */
export interface FoundImdb extends FoundFiles {
  form: Form
}

/** The official archive as it is published. */
export const imdbFiles = {
  'aclImdb_v1.tar': {
    urls: ['https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz'],
    sha256: 'c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe',
    bytes: 84125825,
  },
}

/**
 * Looks for the reviews in any of their forms: in `data` if given (and nowhere else), then under `KERATIN_DATA`, then
 * in the cache; else downloads the official archive.
 *
 * @throws KeratinError DATA if the place given holds none of them; DOWNLOAD
 */
export async function findImdb({ data, quiet, signal }: FindOptions): Promise<FoundImdb> {
  if (data !== undefined) {
    const found = await findForm(data)
    if (found) return found
    // its message names the place; that there are several forms is added here
    const missing = await findFiles({ dataset: 'imdb', files: forms.jsonl, data }).catch((error) => error)
    throw new KeratinError('DATA', (missing as Error).message, {
      hint: 'Put aclImdb_v1.tar.gz, its folder aclImdb, imdb.npz, or train.jsonl and test.jsonl there.',
      cause: missing,
    })
  }
  return (
    (await locateImdb()) ?? {
      form: 'archive',
      ...(await fetchFiles('imdb', imdbFiles, { quiet, signal })),
    }
  )
}

/** Where the reviews are without looking in the network: under `KERATIN_DATA`, or in the cache. */
export async function locateImdb(): Promise<FoundImdb | undefined> {
  const root = process.env.KERATIN_DATA
  const inRoot = root ? await findForm(root) : undefined
  if (inRoot) return { ...inRoot, source: { ...inRoot.source, from: 'environment' } }
  const cached = await findFiles({ dataset: 'imdb', files: forms.archive })
  return cached && { form: 'archive', ...cached }
}

async function findForm(data: string): Promise<FoundImdb | undefined> {
  for (const form of Object.keys(forms) as Form[]) {
    try {
      const found = await findFiles({ dataset: 'imdb', files: forms[form], data })
      if (found) return { form, ...found }
    } catch (error) {
      if (!(error instanceof KeratinError) || error.code !== 'DATA') throw error
    }
  }
  return undefined
}
