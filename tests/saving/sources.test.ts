import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Dense, GlobalAveragePooling2D, Input } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import { loadModel } from '../../src/saving/index.js'
import { writeZip } from '../../src/saving/zip/write-zip.js'

const fixtures = fileURLToPath(new URL('./fixtures/tfjs-quantized', import.meta.url))
const names = ['model.json', 'a.bin', 'b1.bin', 'b2.bin']
const files = new Map(names.map((name) => [name, readFileSync(join(fixtures, name))]))
const metadata = JSON.stringify({ packageName: '@teachablemachine/pose', labels: ['up', 'down & out'] })
const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
let server: Server
let address: string

beforeAll(async () => {
  await tf.ready()
  server = createServer(({ url }, response) => {
    const name = url!.split('/').at(-1)!.split('?')[0]!
    if (url!.startsWith('/away/'))
      return response.writeHead(302, { location: 'http://example.invalid/' }).end()
    if (url!.startsWith('/broken/')) return response.writeHead(500).end()
    const body = files.get(name)
    response.writeHead(body ? 200 : 404).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

test.each(['/model.json', '/', '/model.json?token=1'])('a model at an address: %s', async (path) => {
  const model = await loadModel(`${address}/models/1${path}`)
  expect(model.layers.map((layer) => layer.name)).toEqual(['conv', 'flat', 'dense'])
  model.dispose()
})

test('addresses that lead nowhere', async () => {
  await expect(loadModel(`${address}/none.json`)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  await expect(loadModel(`${address}/broken/model.json`)).rejects.toMatchObject({ code: 'DOWNLOAD' })
  await expect(loadModel(`${address}/away/model.json`)).rejects.toMatchObject({ code: 'DOWNLOAD' })
})

test('a folder, and a zip of it, with labels', async () => {
  const zip = join(folder, 'my_model.zip')
  const inside = [...files, ['metadata.json', Buffer.from(metadata)] as const]
  writeFileSync(
    zip,
    Buffer.concat(writeZip(inside.map(([name, data]) => ({ name: `tm-my-pose-model/${name}`, data })))),
  )
  const [plain, labelled] = [await loadModel(fixtures), await loadModel(zip)]
  // what prepares poses is not known here
  expect(labelled.metadata).toEqual({ labels: ['up', 'down & out'] })
  expect(plain.metadata).toEqual({})
  for (const model of [plain, labelled]) model.dispose()
})

const prepared = { kind: 'image', rescale: 1 / 127.5, offset: -1, crop: true }

test.each<[string, Record<string, string>, unknown]>([
  [
    'no labels',
    { 'metadata.json': '{"packageName": "@teachablemachine/image"}' },
    { input: { ...prepared, shape: [4, 4, 1] } },
  ],
  ['labels that are no texts', { 'metadata.json': '{"labels": [1, 2]}' }, {}],
  [
    'labels of another program',
    { 'metadata.json': '{"packageName": "mine", "labels": ["a", "b"]}' },
    { labels: ['a', 'b'] },
  ],
  [
    'labels in a text, with numbers',
    { 'labels.txt': '\ufeff0 up\r\n1 down and out\r\n' },
    { labels: ['up', 'down and out'] },
  ],
  ['a text without labels', { 'labels.txt': '\n \n' }, {}],
])('what lies beside a model: %s', async (name, beside, expected) => {
  const path = join(folder, name)
  cpSync(fixtures, path, { recursive: true })
  for (const [file, text] of Object.entries(beside)) writeFileSync(join(path, file), text)
  const model = await loadModel(path)
  expect(model.metadata).toEqual(expected)
  model.dispose()
})

test('a model of Teachable Machine that takes any size is given the size that is said', async () => {
  const path = join(folder, 'open')
  const open = new Sequential([Input({ shape: [null, null, 3] }), GlobalAveragePooling2D(), Dense(2)])
  await open.save(path, { format: 'tfjs' })
  for (const [imageSize, expected] of [
    [96, { input: { ...prepared, shape: [96, 96, 3] } }],
    [-1, {}],
  ] as const) {
    const said = { packageName: '@teachablemachine/image', imageSize }
    writeFileSync(join(path, 'metadata.json'), JSON.stringify(said))
    const model = await loadModel(path)
    expect(model.metadata).toEqual(expected)
    model.dispose()
  }
  writeFileSync(join(path, 'metadata.json'), '[]')
  await expect(loadModel(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  open.dispose()
})

test('a file with another ending than it should have', async () => {
  const path = join(folder, 'model.keras')
  writeFileSync(path, readFileSync(fileURLToPath(new URL('./fixtures/keras-2.2-nested.h5', import.meta.url))))
  const model = await loadModel(path)
  model.dispose()
})
