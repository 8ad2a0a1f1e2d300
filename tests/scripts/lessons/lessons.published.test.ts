import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { compare, comparisons } from '../../../scripts/lessons/board.js'
import { tf } from '../../../src/engine/index.js'
import { withFolder } from '../../cli/harness.js'

const root = resolve(import.meta.dirname, '../../..')
const folder = resolve(root, 'scripts/lessons')
const files = (await readdir(folder)).filter((file) => /^\d/.test(file)).sort()
const texts = await Promise.all(files.map((file) => readFile(resolve(folder, file), 'utf8')))
// compiled, which takes a quarter of the time
const program = ['dist/scripts/lesson.js']

test('there are lessons, each short, with a title, on the public API', () => {
  expect(files.length).toBeGreaterThan(25)
  for (const [i, text] of texts.entries()) {
    const number = files[i]!.split('-')[0]!.replace(/^0/, '')
    expect(text.split('\n').length - 1, files[i]).toBeLessThan(60)
    expect(text.split('\n')[0], files[i]).toMatch(new RegExp(`^// Lesson ${number}: \\S`))
    const imports = [...text.matchAll(/ from '([^']+)'/g)].map(([, from]) => from!)
    const known = /^(keratin(\/(datasets|models|plot))?|\.\/board\.js)$/
    expect(
      imports.filter((from) => !known.test(from)),
      files[i],
    ).toEqual([])
  }
})

test('docs/lessons.md names each, and its pictures are there', async () => {
  const guide = await readFile(resolve(root, 'docs/lessons.md'), 'utf8')
  for (const file of files) expect(guide).toContain(`(../scripts/lessons/${file})`)
  const pictures = [...guide.matchAll(/\]\((images\/lessons\/[^)]+)\)/g)].map(([, path]) => path!)
  expect(pictures.length).toBeGreaterThan(8)
  for (const picture of pictures)
    expect(await readFile(resolve(root, 'docs', picture), 'utf8')).toContain('<svg')
})

test('npm run lesson lists them, and knows what is no lesson', async () => {
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, program, { cwd: root })
  for (const file of files) expect(stdout).toContain(`${file.split('-')[0]!.padEnd(4)} `)
  const failed = run(process.execPath, [...program, '99'], { cwd: root })
  await expect(failed).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('no lesson 99') })
})

// needs `npm run build`
const built = existsSync(resolve(root, 'dist/src/plot/index.js'))
test.skipIf(!built)('a lesson without its data says so', () =>
  withFolder(async (empty) => {
    const env = { ...process.env, KERATIN_DATA: empty, XDG_CACHE_HOME: empty, KERATIN_LESSON_PICTURES: empty }
    const failed = promisify(execFile)(process.execPath, [...program, '06'], { cwd: root, env })
    await expect(failed).rejects.toMatchObject({
      code: 3,
      stdout: expect.stringContaining('This lesson cannot run: it needs data that is not here.'),
    })
  }),
)

test('values agree as far as a text prints them', () => {
  const agree = (text: string, value: unknown) => {
    comparisons.length = 0
    compare('it', text, value)
    return comparisons[0]!.agrees
  }
  expect(agree('0.731', 0.7310586)).toBe(true)
  expect(agree('0.732', 0.7310586)).toBe(false)
  expect(agree('0.19999999', 0.2000001)).toBe(true)
  expect(agree('0.19999999', 0.200001)).toBe(false)
  // small numbers count as large ones do
  expect(agree('[6.111e-10, 8.148e-10]', [6.1111e-10, 8.1481e-10])).toBe(true)
  expect(agree('[6.111e-10, 8.148e-10]', [6.1111e-10, 8.1491e-10])).toBe(false)
  // counts are counts
  expect(agree('9352', 9352)).toBe(true)
  expect(agree('9352', 9351)).toBe(false)
  expect(agree('3', 3.0000001)).toBe(false)
  expect(agree('[[14, 20], [41, 56]]', tf.tensor2d([14, 20, 41, 56], [2, 2]))).toBe(true)
  expect(agree('[14, 20, 41, 56]', tf.tensor2d([14, 20, 41, 56], [2, 2]))).toBe(false)
  expect(agree('[1, 2]', [1, 2, 3])).toBe(false)
  expect(agree('[true, false]', tf.tensor([true, false]))).toBe(true)
  expect(agree('[true, false]', tf.tensor([true, true]))).toBe(false)
  expect(agree('["king"]', ['queen'])).toBe(false)
  expect(agree('1.0', Number.NaN)).toBe(false)
})
