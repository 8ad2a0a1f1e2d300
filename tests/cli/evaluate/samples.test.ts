import { copyFile, mkdir, mkdtemp, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readKept } from '../../../models/samples/kept-file.js'
import { tf } from '../../../src/engine/index.js'
import { keratin } from '../harness.js'
import { writePhotos } from '../photos/photos.js'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-samples-'))
})
afterAll(() => rm(cwd, { recursive: true, force: true }))

const keptOf = async (run: string) =>
  readKept(await readFile(join(cwd, run, 'samples.json'), 'utf8'), 'samples.json')

async function evaluate(...words: string[]) {
  const { code, stdout, stderr } = await keratin(['evaluate', ...words, '--json'], { cwd })
  const result = code === 0 ? JSON.parse(stdout) : undefined
  return { code, stderr, result }
}

/** How many samples each class has. */
const supports = (result: { classes: { label: string; support: number }[] }) =>
  result.classes.map(({ support }) => support)

describe('the test of a run on photos', () => {
  const train = (out: string, ...more: string[]) =>
    keratin(
      [
        'train',
        'images',
        '--image-size',
        '16',
        '--epochs',
        '1',
        '--batch-size',
        '16',
        '--seed',
        '3',
        '--out',
        out,
        ...more,
      ],
      { cwd },
    )

  test('stays the same, whatever is added, renamed, moved or asked for', async () => {
    await writePhotos(join(cwd, 'photos'), 20)
    const before = tf.memory().numTensors
    const trained = await train('run', '--data', 'photos')
    expect(trained.code, trained.stderr).toBe(0)
    const kept = await keptOf('run')
    expect(kept).toMatchObject({ of: 'photos', labels: ['cold', 'warm'] })
    expect([kept.train, kept.validation, kept.test].map(({ keys }) => keys.length)).toEqual([30, 4, 6])
    expect(new Set([...kept.train.keys, ...kept.validation.keys, ...kept.test.keys]).size).toBe(40)
    const first = await evaluate('run')
    expect(first).toMatchObject({ code: 0, stderr: '', result: { on: 'test', samples: 6 } })

    // more photos, which a split by the seed would mix with the others
    await mkdir(join(cwd, 'other'))
    await writePhotos(join(cwd, 'other'), 23)
    for (const i of [20, 21, 22])
      await copyFile(join(cwd, `other/cold/${i}.png`), join(cwd, `photos/cold/${'abc'[i - 20]}.png`))
    const grown = await evaluate('run')
    expect(grown.result.metrics).toEqual(first.result.metrics)
    expect(grown.result.data.new).toEqual({
      count: 3,
      examples: ['cold/a.png', 'cold/b.png', 'cold/c.png'],
    })
    expect(grown.stderr).toContain('3 photos are new: the run has not seen them: cold/a.png')
    expect(grown.stderr).toContain('keratin evaluate run --on new')
    const fresh = await evaluate('run', '--on', 'new')
    expect(fresh.result).toMatchObject({ on: 'new', samples: 3 })
    expect(supports(fresh.result)).toEqual([3, 0])

    // another name: known by its content
    const [name] = kept.test.names!
    await rename(join(cwd, 'photos', name!), join(cwd, 'photos/warm/zz.png'))
    const moved = await evaluate('run')
    expect(moved.result.samples).toBe(6)
    expect(moved.result.data.moved).toEqual({ count: 1, examples: [`${name} → warm/zz.png`] })
    await rename(join(cwd, 'photos/warm/zz.png'), join(cwd, 'photos', name!))

    // fewer of them, and never one that was trained on
    const few = await evaluate('run', '--limit', '4')
    expect([few.result.samples, supports(few.result)]).toEqual([4, [2, 2]])

    // gone, and another content under the name of one
    const [, second] = kept.test.names!
    const bytes = await readFile(join(cwd, 'photos', name!))
    const otherBytes = await readFile(join(cwd, 'photos', second!))
    await writeFile(join(cwd, 'photos', name!), await readFile(join(cwd, 'other/warm/22.png')))
    await unlink(join(cwd, 'photos', second!))
    const less = await evaluate('run')
    expect(less.result).toMatchObject({
      samples: 4,
      data: { changed: { count: 1, examples: [name] }, missing: { count: 1, examples: [second] } },
    })
    expect(less.stderr).toContain(`1 photos of the test of the run are missing: ${second}.`)
    await writeFile(join(cwd, 'photos', name!), bytes)
    await writeFile(join(cwd, 'photos', second!), otherBytes)

    for (const [on, samples] of Object.entries({ train: 30, validation: 4, all: 43 }))
      expect((await evaluate('run', '--on', on)).result.samples).toBe(samples)
    expect(tf.memory().numTensors).toBe(before)
  })

  test('is known in a copy of its folder; another folder is a test by itself', async () => {
    const first = await evaluate('run')
    await rename(join(cwd, 'photos'), join(cwd, 'elsewhere'))
    const gone = await evaluate('run')
    expect([gone.code, gone.stderr]).toEqual([3, expect.stringContaining('photos')])
    const there = await evaluate('run', '--data', 'elsewhere')
    expect(there.result.metrics).toEqual(first.result.metrics)
    await rename(join(cwd, 'elsewhere'), join(cwd, 'photos'))

    await writePhotos(join(cwd, 'all'), 23)
    for (const kind of ['cold', 'warm'])
      for (let i = 0; i < 20; i++) await unlink(join(cwd, `all/${kind}/${i}.png`))
    expect((await evaluate('run', '--data', 'all')).result.samples).toBe(6)
    const kept = await keptOf('run')
    await copyFile(join(cwd, 'photos', kept.train.names![0]!), join(cwd, 'all/cold/x.png'))
    const mixed = await evaluate('run', '--data', 'all')
    expect(mixed.code).toBe(3)
    expect(mixed.stderr).toMatch(/The model was trained on 1 of the 7 photos in .*all, such as cold\/x\.png/)
    expect((await evaluate('run', '--data', 'all', '--on', 'new')).result.samples).toBe(6)
    const everything = await evaluate('run', '--data', 'all', '--on', 'all')
    expect(everything.result.samples).toBe(7)
    expect(everything.stderr).toContain('was trained on, or chose by, 1 photos of these: cold/x.png')
  })

  test('is refused where the run does not say what it was trained on', async () => {
    const kept = join(cwd, 'run/samples.json')
    const text = await readFile(kept, 'utf8')
    await writeFile(kept, text.slice(0, 200))
    const damaged = await evaluate('run')
    expect([damaged.code, damaged.stderr]).toEqual([3, expect.stringMatching(/samples\.json is damaged/)])
    await rm(kept)
    for (const words of [['run'], ['run', '--on', 'new'], ['run/best.keras', '--data', 'photos']]) {
      const { code, stderr } = await evaluate(...words)
      expect([code, stderr]).toEqual([3, expect.stringContaining('It is not known which of the photos in')])
    }
    expect((await evaluate('run', '--on', 'all')).result.samples).toBe(43)
    await writeFile(kept, text)
  })

  test('and the training stay the same when an interrupted run goes on in a folder with more photos', async () => {
    const ends = async (run: string) => JSON.parse(await readFile(join(cwd, run, 'result.json'), 'utf8')).test
    expect((await train('whole', '--data', 'photos', '--epochs', '2')).code).toBe(0)
    const controller = new AbortController()
    const stdout = {
      write(text: string) {
        if (text.includes('"epoch":1')) controller.abort()
      },
    }
    const words =
      'train images --image-size 16 --batch-size 16 --seed 3 --data photos --epochs 2 --json --out broken'
    expect((await keratin(words.split(' '), { cwd, stdout, signal: controller.signal })).code).toBe(130)
    await copyFile(join(cwd, 'other/cold/21.png'), join(cwd, 'photos/cold/first.png'))
    const kept = await readFile(join(cwd, 'broken/samples.json'), 'utf8')
    const resumed = await keratin(['train', '--resume', 'broken'], { cwd })
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(await ends('broken')).toEqual(await ends('whole'))
    expect(await readFile(join(cwd, 'broken/samples.json'), 'utf8')).toBe(kept)

    await rm(join(cwd, 'broken/result.json'))
    const [name] = (await keptOf('broken')).train.names!
    await rename(join(cwd, 'photos', name!), join(cwd, 'away.png'))
    const without = await keratin(['train', '--resume', 'broken'], { cwd })
    expect([without.code, without.stderr]).toEqual([
      3,
      expect.stringMatching(/not that of the run: 1 of its photos are not in .*, or have changed, such as /),
    ])
    await rename(join(cwd, 'away.png'), join(cwd, 'photos', name!))
  })

  test('is the folder for it, and what is in two parts is said', async () => {
    await writePhotos(join(cwd, 'split/train'), 6)
    await writePhotos(join(cwd, 'split/test'), 8)
    for (const kind of ['cold', 'warm'])
      for (let i = 1; i < 6; i++) await unlink(join(cwd, `split/test/${kind}/${i}.png`))
    const trained = await train('parts', '--data', 'split')
    expect(trained.stderr).toMatch(
      /warning: 2 of the 6 test photos are also among those to train or to validate on, such as test\/cold\/0\.png = train\/cold\/0\.png/,
    )
    const { result, stderr } = await evaluate('parts')
    expect([result.samples, result.data.trained.count]).toEqual([6, 2])
    expect(stderr).toContain('2 photos of the test have a content that the run was trained on or chose by')
    // more in the folder for the test is new, not the test of the run
    await copyFile(join(cwd, 'split/test/warm/7.png'), join(cwd, 'split/test/warm/again.png'))
    await copyFile(join(cwd, 'other/warm/22.png'), join(cwd, 'split/test/warm/8.png'))
    expect((await evaluate('parts')).result).toMatchObject({ samples: 6, data: { new: { count: 1 } } })
  })
})

describe('the test of a run on texts', () => {
  const rows = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => {
      const words = i % 2 ? 'soup bread oven' : 'goal match team'
      return `"${words}, number ${from + i}",${i % 2 ? 'food' : 'sport'}`
    })
  const write = (file: string, lines: readonly string[]) =>
    writeFile(join(cwd, file), `text,label\n${lines.join('\n')}\n`)

  test('stays the same in a table that grows, is sorted anew and loses rows', async () => {
    const all = rows(40)
    await write('table.csv', all)
    const words = 'train text --data table.csv --limit 25 --epochs 1 --seed 2 --out texts'.split(' ')
    expect((await keratin(words, { cwd })).code).toBe(0)
    const kept = await keptOf('texts')
    expect([kept.train, kept.validation, kept.test].map(({ keys }) => keys.length)).toEqual([20, 5, 8])
    const first = await evaluate('texts')
    expect(first.result).toMatchObject({ samples: 8, data: { new: { count: 7 } } })
    await write('table.csv', [...rows(10, 100), ...all.toReversed()])
    const grown = await evaluate('texts')
    expect(grown.result.metrics.loss).toBeCloseTo(first.result.metrics.loss, 6)
    expect(grown.result.data.new.count).toBe(17)
    expect((await evaluate('texts', '--on', 'new')).result.samples).toBe(17)
    await write('table.csv', rows(10, 100))
    const none = await evaluate('texts')
    expect([none.code, none.stderr]).toEqual([
      3,
      expect.stringMatching(/None of the 8 test texts of the run is in/),
    ])
    await write('table.csv', [...all, '"a text",music'])
    const unknown = await evaluate('texts')
    expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('knows no class "music"')])
  })

  test('names files of a folder, and those that are there twice', async () => {
    for (const kind of ['food', 'sport']) {
      await mkdir(join(cwd, 'folder', kind), { recursive: true })
      for (let i = 0; i < 10; i++)
        await writeFile(join(cwd, 'folder', kind, `${i}.txt`), i < 6 ? `the same ${kind}` : `${kind} ${i}`)
    }
    const words = 'train text --data folder --epochs 1 --seed 2 --out files'.split(' ')
    const { code, stderr } = await keratin(words, { cwd })
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /warning: \d of the 4 test texts are also among those to train or to validate on, such as \w+\/\d\.txt = /,
    )
    const kept = await keptOf('files')
    expect(kept.test.names).toHaveLength(4)
    const { result } = await evaluate('files')
    expect(result).toMatchObject({ samples: 4, data: { new: { count: 0 }, missing: { count: 0 } } })
  })
})
