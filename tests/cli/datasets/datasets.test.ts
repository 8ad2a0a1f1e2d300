import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { mnistFiles } from '../../../datasets/mnist.js'
import { loadRecipe } from '../../../models/index.js'
import { keratin, withFolder } from '../harness.js'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-datasets-'))
  vi.stubEnv('XDG_CACHE_HOME', join(cwd, 'cache'))
  vi.stubEnv('KERATIN_DATA', '')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(cwd, { recursive: true, force: true })
})

const json = async (...words: string[]) => {
  const { code, stdout, stderr } = await keratin(['datasets', ...words, '--json'], { cwd })
  return { code, stderr, value: stdout === '' ? undefined : JSON.parse(stdout) }
}

describe('keratin datasets list, info and path', () => {
  test('tell what there is, and what to do for what is not there', async () => {
    const { stdout, code } = await keratin(['datasets', 'list'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('not here: keratin datasets fetch mnist (11.6 MB)')
    expect(stdout).toContain('not here; keratin datasets info cats-vs-dogs tells how to get it')
    expect(stdout).toContain('drawn when it is needed')
    const { value } = await json('list')
    expect(value.dataSets.find((set: { name: string }) => set.name === 'imdb')).toMatchObject({
      bytes: 84125825,
      had: 'by download',
      found: null,
    })
    const info = await json('info', 'mnist')
    expect(info.value).toMatchObject({
      licence: expect.stringContaining('not stated by its authors'),
      found: null,
    })
    expect(info.value.files[0].sha256).toMatch(/^[0-9a-f]{64}$/)
    const path = await keratin(['datasets', 'path', 'cats-vs-dogs'], { cwd })
    expect([path.code, path.stderr]).toEqual([3, expect.stringContaining('KERATIN_DATA')])
    for (const [words, message] of [
      [['info', 'mnst'], 'Did you mean "mnist"?'],
      [['verify', 'mnst'], 'Did you mean the data set "mnist"?'],
      [['path'], 'say of what'],
      [['list', 'all'], 'too many arguments'],
      [['fetch', 'digits'], 'nothing has to be fetched'],
      [['make', 'fotos'], 'Did you mean "photos"?'],
      [['list', '--fix-list', 'x'], 'It is for: verify.'],
    ] as const)
      expect((await keratin(['datasets', ...words], { cwd })).stderr).toContain(message)
  })
})

describe('keratin datasets fetch', () => {
  const content = Object.fromEntries(
    Object.keys(mnistFiles).map((name, i) => [`${name}.gz`, Buffer.alloc(20_000 * (i + 1), name)]),
  )
  let server: Server
  let asked: string[]
  /** Sends no more than so many bytes, and keeps the reader waiting. */
  let breakAfter: number | undefined

  beforeAll(async () => {
    server = createServer((request, response) => {
      const name = request.url!.slice(1)
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      asked.push(`${name} ${from}`)
      const rest = content[name]?.subarray(from)
      if (!rest) return void response.writeHead(404).end()
      const range = { 'content-range': `bytes ${from}-${from + rest.length - 1}/${from + rest.length}` }
      response.writeHead(from ? 206 : 200, { 'content-length': rest.length, ...(from > 0 && range) })
      if (breakAfter === undefined) return void response.end(rest)
      response.write(rest.subarray(0, breakAfter))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    for (const [name, file] of Object.entries(mnistFiles)) {
      const bytes = content[`${name}.gz`]!
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      Object.assign(file, { sha256, bytes: bytes.length })
    }
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test('goes on where it was broken off, keeps what is right, and replaces what is not', async () => {
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const folder = join(cwd, 'cache/keratin/mnist')
    asked = []
    breakAfter = 5000
    const controller = new AbortController()
    const broken = keratin(['datasets', 'fetch', 'mnist', '--mirror', mirror], {
      cwd,
      signal: controller.signal,
    })
    await vi.waitFor(async () => {
      const part = (await readdir(folder)).find((name) => name.endsWith('.part'))!
      expect((await stat(join(folder, part))).size).toBe(5000)
    })
    controller.abort()
    expect((await broken).code).toBe(130)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toHaveLength(1)

    breakAfter = undefined
    asked = []
    const fetched = await json('fetch', 'mnist', '--mirror', mirror)
    expect(fetched.code).toBe(0)
    expect(fetched.value.files.map((f: { state: string }) => f.state)).toEqual(Array(4).fill('fetched'))
    const [first, from] = asked[0]!.split(' ')
    expect([first, Number(from)]).toEqual(['train-images-idx3-ubyte.gz', expect.any(Number)])
    expect(Number(from)).toBe(5000)
    expect((await readdir(folder)).sort()).toEqual(Object.keys(content).sort())
    for (const [name, bytes] of Object.entries(content))
      expect((await readFile(join(folder, name))).equals(bytes)).toBe(true)
    expect((await keratin(['datasets', 'path', 'mnist'], { cwd })).stdout).toBe(`${folder}\n`)

    await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), 'something else')
    const wrong = await json('verify', 'mnist')
    expect([wrong.code, wrong.value.faults]).toEqual([4, 1])
    const again = await json('fetch', 'mnist', '--mirror', mirror)
    expect(again.stderr).toContain('is not what was published')
    expect(again.value.files.map((f: { state: string }) => f.state)).toEqual([
      'kept',
      'kept',
      'kept',
      'fetched',
    ])
    expect((await json('verify', 'mnist')).code).toBe(0)
    const none = await keratin(['datasets', 'fetch', 'fashion-mnist', '--mirror', `${mirror}none`], { cwd })
    expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('answered 404')])
  })
})

test('keratin datasets verify finds what is wrong with texts, and lists what must go', () =>
  withFolder(async (folder) => {
    const run = (...words: string[]) => keratin(['datasets', 'verify', ...words], { cwd: folder })
    await writeFile(
      join(folder, 'texts.csv'),
      'text,label\ngood,a\nbad,b\ngood,a\n"  ",b\nboth,a\nboth,b\nfine,a\n',
    )
    const table = await run('texts.csv', '--json', '--fix-list', 'list.txt')
    expect(table.code).toBe(4)
    expect(JSON.parse(table.stdout)).toMatchObject({
      kind: 'texts',
      texts: 7,
      parts: [{ part: '', classes: { a: 4, b: 3 } }],
      empty: ['row 4'],
      duplicates: [
        ['row 1', 'row 3'],
        ['row 5', 'row 6'],
      ],
      contradictions: [['row 5', 'row 6']],
      leaks: [],
      faults: 3,
    })
    expect(await readFile(join(folder, 'list.txt'), 'utf8')).toBe('row 4\nrow 5\nrow 6\nrow 3\n')
    for (const [file, text] of Object.entries({
      'train/a/1': 'x',
      'train/b/2': 'y',
      'test/a/3': 'x',
      'test/b/4': 'z',
    })) {
      await mkdir(join(folder, 'data', file, '..'), { recursive: true })
      await writeFile(join(folder, 'data', `${file}.txt`), text)
    }
    const parts = await run('data', '--fix-list', 'list.txt')
    expect([parts.code, parts.stdout]).toEqual([
      4,
      expect.stringContaining('in more than one part: 1\n  train/a/1.txt = test/a/3.txt'),
    ])
    expect(await readFile(join(folder, 'list.txt'), 'utf8')).toBe('train/a/1.txt\n')
    await rm(join(folder, 'data/train/a/1.txt'))
    await writeFile(join(folder, 'data/train/a/1.txt'), 'another')
    expect((await run('data')).code).toBe(0)
  }))

test('keratin datasets make draws what every recipe trains on', () =>
  withFolder(async (folder) => {
    const made = await keratin(['datasets', 'make', '--count', '24', '--out', 'data', '--json'], {
      cwd: folder,
    })
    expect(made.code).toBe(0)
    const { next } = JSON.parse(made.stdout) as { next: string[] }
    expect(next).toHaveLength(5)
    for (const line of next) {
      const [, name, , own] = /train (\S+)( --data (\S+))?/.exec(line)!
      const recipe = await loadRecipe(name!)
      const data = await recipe.load({ data: join(folder, own ?? 'data') })
      expect([data.labels.length, data.test.count > 0, data.train.count >= 16]).toEqual([
        name === 'mnist' ? 10 : 2,
        true,
        true,
      ])
      data.dispose()
    }
    for (const what of ['data/photos', 'data/texts.csv'])
      expect((await keratin(['datasets', 'verify', what], { cwd: folder })).code).toBe(0)
    const again = await keratin(['datasets', 'make', 'texts', '--out', 'data'], { cwd: folder })
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('replace it with --force')])
    // half a set is none, and what was there stays
    await mkdir(join(folder, 'half/texts.csv'), { recursive: true })
    const half = await keratin(['datasets', 'make', 'texts', '--out', 'half', '--force'], { cwd: folder })
    expect([half.code, half.stderr]).toEqual([1, expect.stringContaining('half/texts.csv: it is a folder')])
    expect(await readdir(join(folder, 'half'))).toEqual(['texts.csv'])
  }))
