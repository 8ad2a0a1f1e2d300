import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { argumentError } from '../src/support/errors.js'
import { fileNotFound, fileUnreadable, isNoFolder } from '../src/support/files.js'
import { photoRecipe } from './photo-recipe.js'
import type { PhotoFolders } from './photo-split.js'
import type { Recipe } from './recipe.js'

/**
 * Tells the photos of any folder apart: a folder for each class in it, or files named for their class as `cat.1.jpg`.
 *
 * Folders `train`, `validation` (or `val`, `valid`) and `test` in it are used as such; otherwise a share of the photos
 * of each class is kept for validation and for the test.
 */
export const imagesRecipe: Recipe = photoRecipe('images', async ({ data }) => {
  if (data === undefined) {
    throw argumentError('images', 'the folder of your photos', 'data', data, 'Give it with --data.')
  }
  return findPhotos(resolve(data))
})

async function findPhotos(folder: string): Promise<PhotoFolders> {
  const names = await foldersIn(folder)
  const part = (...spellings: string[]) => {
    const name = names.find((n) => spellings.includes(n.toLowerCase()))
    return name === undefined ? undefined : join(folder, name)
  }
  const [train = folder, validation, test] = [
    part('train', 'training'),
    part('validation', 'val', 'valid'),
    part('test', 'testing'),
  ]
  const isSplit = train !== folder
  // names tell the classes where there are no folders to tell them
  const labels = (await foldersIn(train)).length > 0 ? 'inferred' : 'names'
  return {
    train,
    ...(isSplit && validation !== undefined && { validation }),
    ...(isSplit && test !== undefined && { test }),
    labels,
    source: { from: 'option', folder },
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(async (error) => {
    throw isNoFolder(error) ? await fileNotFound(folder) : fileUnreadable(folder, error)
  })
  return entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).map((e) => e.name)
}
