import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { starters } from '../../../src/cli/init/options.js'
import { loadModel } from '../../../src/saving/index.js'
import { keratin, withFolder } from '../harness.js'

const root = resolve(import.meta.dirname, '../../..')
const recipes = Object.keys(starters)

/** Runs both programs of all projects, one after another in one process. */
const program = `
for (const name of ${JSON.stringify(recipes)}) {
  process.chdir(import.meta.dirname + '/' + name)
  process.argv[2] = '1'
  await import(process.cwd() + '/train.js')
  process.argv.length = 2
  await import(process.cwd() + '/predict.js')
}`

it('keratin init writes projects that run', () =>
  withFolder(async (cwd) => {
    for (const recipe of recipes) {
      const made = await keratin(['init', recipe, '--recipe', recipe, '--json'], { cwd })
      expect([made.code, made.stderr]).toEqual([
        0,
        `Next: cd ${recipe} && npm install && npm run train && npm run predict\n`,
      ])
      const { files } = JSON.parse(made.stdout)
      expect(files).toEqual(
        expect.arrayContaining(['package.json', 'train.js', 'predict.js', 'README.md', '.gitignore']),
      )
      const manifest = JSON.parse(await readFile(join(cwd, recipe, 'package.json'), 'utf8'))
      expect(manifest).toMatchObject({
        name: recipe,
        type: 'module',
        dependencies: { keratin: expect.stringMatching(/^\^\d/) },
      })
    }
    await mkdir(join(cwd, 'node_modules'))
    await symlink(root, join(cwd, 'node_modules/keratin'))
    await writeFile(join(cwd, 'all.mjs'), program)
    const run = promisify(execFile)(process.execPath, [join(cwd, 'all.mjs')], { cwd })
    const { stdout } = await run
    const lines = stdout.split('\n')
    expect(lines.filter((line) => /\(\d+\.\d %\)$/.test(line))).toHaveLength(10 + 2 + 3)
    expect(lines.filter((line) => line === 'model.keras and curves.svg are written')).toHaveLength(3)
    // the model is one that the command line knows how to use
    const model = await loadModel(join(cwd, 'images/model.keras'))
    expect(model.metadata).toMatchObject({ labels: ['day', 'night'] })
    model.dispose()
    const said = await keratin(['predict', 'model.keras', 'a lovely walk', '--json'], {
      cwd: join(cwd, 'texts'),
    })
    expect(JSON.parse(said.stdout).predictions[0].label).toMatch(/^(good|bad)$/)
  }))

it('keratin init refuses a folder with something in it, and names packages as npm does', () =>
  withFolder(async (cwd) => {
    await writeFile(join(cwd, 'notes.txt'), 'mine')
    const refused = await keratin(['init', '.'], { cwd })
    expect([refused.code, await readdir(cwd)]).toEqual([1, ['notes.txt']])
    expect(refused.stderr).toContain('is not empty')
    expect(await keratin(['init', 'notes.txt'], { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is a file'),
    })
    expect((await keratin(['init', '--recipe', 'text'], { cwd })).stderr).toContain('texts')
    expect(await keratin(['init', 'sub/Mein Café <1>', '--keratin', '../keratin'], { cwd })).toMatchObject({
      code: 0,
    })
    const manifest = JSON.parse(await readFile(join(cwd, 'sub/Mein Café <1>/package.json'), 'utf8'))
    expect([manifest.name, manifest.dependencies.keratin]).toEqual(['mein-caf-1', 'file:../keratin'])
    expect((await keratin(['init'], { cwd })).stdout).toBe('keratin-digits\n')
  }))
