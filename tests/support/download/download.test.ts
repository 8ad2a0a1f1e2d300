import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { download } from '../../../src/support/download/download.js'

const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3))
const sha256 = createHash('sha256').update(body).digest('hex')

let folder: string
let path: string
let server: Server
let base: string
let requests: string[]
let routes: Record<string, (request: IncomingMessage, response: ServerResponse) => void>

const whole = (content: Buffer) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { 'content-length': content.length }).end(content)
}

/** Answers ranges; breaks the connection after `limit` bytes, `breaks` times. */
const fragile = (limit: number, breaks: number, ranges = true) => {
  let left = breaks
  return (request: IncomingMessage, response: ServerResponse) => {
    const from = ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0
    if (from >= body.length) return void response.writeHead(416).end()
    const rest = body.subarray(from)
    const range = { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }
    response.writeHead(from ? 206 : 200, { 'content-length': rest.length, ...(from && range) })
    if (left-- > 0) response.write(rest.subarray(0, limit), () => setTimeout(() => response.destroy(), 20))
    else response.end(rest)
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-download-'))
  path = join(folder, 'cache', 'file.gz')
  requests = []
  routes = { '/good': whole(body), '/wrong': whole(Buffer.from('not it')) }
  server = createServer((request, response) => {
    requests.push(`${request.url} ${request.headers.range ?? ''}`.trim())
    const route = routes[request.url!]
    if (route) route(request, response)
    else response.writeHead(404, 'Not Found').end('<html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const from = (...names: string[]) => ({ urls: names.map((name) => base + name), sha256 })
const kept = async () => (await readdir(dirname(path))).sort()
const complete = async () => {
  expect(await kept()).toEqual(['file.gz'])
  expect((await readFile(path)).equals(body)).toBe(true)
}

describe('download', () => {
  it('fetches, checks and stores a file', async () => {
    let bytes = 0
    await download(from('/good'), path, { onBytes: (n) => (bytes += n) })
    await complete()
    expect(bytes).toBe(body.length)
  })

  it('resumes where the connection broke', async () => {
    routes['/fragile'] = fragile(100_000, 2)
    let bytes = 0
    await download(from('/fragile'), path, { onBytes: (n) => (bytes += n) })
    await complete()
    expect(requests).toHaveLength(3)
    expect(requests[1]).toMatch(/^\/fragile bytes=[1-9]\d*-$/)
    expect(bytes).toBe(body.length)
  })

  it('begins again where the server knows no ranges', async () => {
    routes['/fragile'] = fragile(100_000, 1, false)
    let bytes = 0
    await download(from('/fragile'), path, { onBytes: (n) => (bytes += n) })
    await complete()
    expect(bytes).toBe(body.length)
  })

  it('goes on with the next address, also in the middle of the file', async () => {
    routes['/fragile'] = fragile(100_000, 1000)
    routes['/resumable'] = fragile(0, 0)
    await download(from('/missing', '/wrong', '/fragile', '/resumable'), path, { resumes: 1 })
    await complete()
    expect(requests.at(-1)).toMatch(/^\/resumable bytes=/)
  })

  it('resumes what a killed process left, and discards it if it was of another file', async () => {
    const part = join(folder, 'cache', `.file.gz.${sha256.slice(0, 8)}.part`)
    routes['/resumable'] = fragile(0, 0)
    await mkdir(dirname(path))
    await writeFile(part, body.subarray(0, 200_000))
    await writeFile(part.replace(/part$/, 'lock'), '999999999')
    await download(from('/resumable'), path)
    await complete()
    expect(requests).toEqual(['/resumable bytes=200000-'])

    await rm(path)
    await writeFile(part, body.subarray(1, 200_000))
    await download(from('/resumable'), path)
    await complete()
    await rm(path)
    await writeFile(part, body) // complete: only the renaming was missing
    requests = []
    await download(from('/resumable'), path)
    await complete()
    expect(requests).toEqual([`/resumable bytes=${body.length}-`])
  })

  it('checks by MD5 where that is all that is known, and takes a file of which nothing is known', async () => {
    const urls = [`${base}/good`]
    const md5 = createHash('md5').update(body).digest('hex')
    await download({ urls, md5 }, path)
    await complete()
    await rm(path)
    await download({ urls }, path)
    await complete()
    await rm(path)
    const wrong = md5.replace(/./g, '0')
    await expect(download({ urls, md5: wrong }, path)).rejects.toThrow(
      `Expected: MD5 ${wrong}. Received: ${md5}`,
    )
    expect(await readdir(dirname(path))).toEqual([])
  })

  it('lets several downloads of one file run at once', async () => {
    routes['/fragile'] = fragile(50_000, 3)
    await Promise.all([1, 2, 3].map(() => download(from('/fragile'), path)))
    await complete()
  })

  it('leaves nothing behind and says what each address answered', async () => {
    const closed = 'http://127.0.0.1:9'
    const file = { urls: [`${base}/missing`, `${base}/wrong`, `${closed}/x`], sha256 }
    const error = await download(file, path).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DOWNLOAD', exitCode: 3 })
    const { message } = error as Error
    expect(message).toContain('Cannot download file.gz.')
    expect(message).toContain(`${base}/missing: answered 404 Not Found`)
    expect(message).toContain(`${base}/wrong: wrong contents. Expected: SHA-256 ${sha256}`)
    expect(message).toContain(`${closed}/x: `)
    expect(message).toContain(`put the file into ${dirname(path)} by hand`)
    expect(await readdir(folder)).toEqual([])
  })

  it('gives a silent connection up', async () => {
    routes['/silent'] = (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('x')
    const error = await download(from('/silent'), path, { patience: 100, resumes: 0 }).catch(
      (e: unknown) => e,
    )
    expect((error as Error).message).toContain('no answer for')
    expect(await readdir(folder)).toEqual([])
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    routes['/silent'] = (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('x')
    const promise = download(from('/silent', '/good'), path, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 50)
    await expect(promise).rejects.toThrow('enough')
    expect(await readdir(folder)).toEqual([])
  })

  it('says when the cache cannot be written', async () => {
    await writeFile(join(folder, 'cache'), '')
    const error = await download(from('/good'), path).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'FILE_UNWRITABLE' })
    expect(requests).toEqual([])
  })
})
