import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RunFolder } from '../../../src/cli/train/run-folder.js'
import { withFolder } from '../harness.js'

describe('RunFolder', () => {
  test('is made with the folders above it, and taken away again with them', () =>
    withFolder(async (root) => {
      const folder = await RunFolder.at(join(root, 'a/b/c'), false)
      await folder.begin(0)
      await folder.writeJson('config.json', { epochs: 1 })
      await folder.write('history.jsonl', '{"epoch":1}\n')
      expect((await readdir(join(root, 'a/b/c'))).sort()).toEqual([
        'config.json',
        'history.jsonl',
        'run.lock',
      ])
      await folder.discard()
      expect(await readdir(root)).toEqual([])
    }))

  test('is not taken away where it was there before, nor with what others put into it', () =>
    withFolder(async (root) => {
      const [empty, used] = [join(root, 'empty'), join(root, 'used')]
      await mkdir(empty)
      await (await RunFolder.at(empty, false)).discard()
      const folder = await RunFolder.at(used, false)
      await writeFile(join(used, 'notes.txt'), 'mine')
      await folder.writeJson('config.json', {})
      await folder.discard()
      expect((await readdir(root)).sort()).toEqual(['empty', 'used'])
      expect(await readdir(used)).toEqual(['notes.txt'])
    }))

  test('refuses what is there', () =>
    withFolder(async (root) => {
      await writeFile(join(root, 'file'), '')
      const refused = { code: 'FILE_UNWRITABLE', exitCode: 1 }
      await expect(RunFolder.at(join(root, 'file'), false)).rejects.toMatchObject(refused)
      await expect(RunFolder.at(join(root, 'file'), true)).rejects.toMatchObject(refused)
      await expect(RunFolder.at(join(root, 'file/below'), false)).rejects.toMatchObject(refused)
      await expect(RunFolder.next(join(root, 'file'), 'mnist')).rejects.toMatchObject(refused)
      await expect(RunFolder.at(root, false)).rejects.toThrow(`The folder ${root} is not empty.`)
      await expect(RunFolder.at(root, false)).rejects.toThrow('--force')
    }))

  test.runIf(process.platform === 'linux')('ends where nothing can be made', async () => {
    for (const place of ['/proc/run', '/proc/a/run', '/dev/null/run']) {
      await expect(RunFolder.at(place, false)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
      await expect(RunFolder.next(place, 'mnist')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
    }
  })

  test('with force replaces the files of a run and nothing else', () =>
    withFolder(async (root) => {
      await writeFile(join(root, 'best.keras'), 'old')
      await writeFile(join(root, 'mine.txt'), 'mine')
      const folder = await RunFolder.at(root, true)
      expect(await readFile(join(root, 'best.keras'), 'utf8')).toBe('old')
      await folder.begin(0)
      await folder.release()
      expect(await readdir(root)).toEqual(['mine.txt'])
    }))

  test('needs room on the disk', () =>
    withFolder(async (root) => {
      const folder = await RunFolder.at(join(root, 'run'), false)
      const needed = folder.begin(2 ** 62)
      await expect(needed).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
      await expect(needed).rejects.toThrow(/the disk has .*B left/)
      // what is there already is replaced; this file has no more than a size
      await writeFile(folder.file('best.keras'), '')
      await truncate(folder.file('best.keras'), 2 ** 40)
      await folder.begin(2 ** 40)
      expect(await folder.has('best.keras')).toBe(false)
      await expect(folder.begin(2 ** 62)).rejects.toThrow(/the disk has .*B left/)
    }))

  test('is numbered after the highest there is, and two at a time get different numbers', () =>
    withFolder(async (root) => {
      await mkdir(join(root, 'mnist-7'))
      await mkdir(join(root, 'mnist-x'))
      await mkdir(join(root, 'digits-9'))
      const folders = await Promise.all([RunFolder.next(root, 'mnist'), RunFolder.next(root, 'mnist')])
      expect(folders.map((f) => f.path).sort()).toEqual([join(root, 'mnist-8'), join(root, 'mnist-9')])
    }))
})
