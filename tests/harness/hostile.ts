import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { KeratinError } from '../../src/support/errors.js'
import { computingTime } from './computing-time.js'

/** What may lie where a file is expected; each is made under the name that a reader looks for. */
export const hostileThings: Record<string, { make: (path: string) => unknown; says: RegExp }> = {
  'a pipe': { make: (path) => execFileSync('mkfifo', [path]), says: /it is a pipe/ },
  'a device': { make: (path) => symlinkSync('/dev/zero', path), says: /it is a device/ },
  'a folder': {
    make: (path) => mkdirSync(path),
    says: /folder|[Tt]here are no|There is no|no texts|lacks|holds no|no model/,
  },
  'a socket': { make: listen, says: /it is a socket/ },
  'a link in a circle': {
    make: (path) => symlinkSync(path, path),
    says: /circle|does not exist|no folder|holds no texts/,
  },
  'a huge file of nothing': {
    make: (path) => {
      writeFileSync(path, '')
      truncateSync(path, 2 ** 41)
    },
    says: /too large|is zero, which no text has|it is no tar archive/,
  },
}

const servers: Server[] = []

async function listen(path: string): Promise<void> {
  const server = createServer()
  servers.push(server)
  // the name of a socket may be a hundred letters long
  const folder = process.cwd()
  process.chdir(dirname(path))
  await new Promise<void>((done) => server.listen(path.slice(dirname(path).length + 1), done))
  process.chdir(folder)
}

/** Sockets go when nobody listens. */
export const closeSockets = (): void => {
  for (const server of servers.splice(0)) server.close()
}

const seconds = 5
const bytes = 2 ** 30

/** What a reader answers, or the error it ends with: of the kinds thrown on purpose, in time, within memory. */
export async function answerOf(read: () => Promise<unknown>, what: string): Promise<unknown> {
  const before = process.memoryUsage().rss
  let answer: unknown
  const time = await computingTime(async () => {
    answer = await read().catch((error) => error)
  })
  if (answer instanceof Error && !(answer instanceof KeratinError))
    throw new Error(`${what}: not a KeratinError: ${answer.stack}`, { cause: answer })
  if (answer instanceof KeratinError) expect(answer.message.length, what).toBeLessThan(2000)
  expect(time / 1000, `seconds of ${what}`).toBeLessThan(seconds)
  expect(process.memoryUsage().rss - before, `bytes of ${what}`).toBeLessThan(bytes)
  return answer
}

/** Readers of files by the name that they look for below a folder, and how they are asked. */
export interface HostileReader {
  /** The file that is replaced, from the folder on. */
  file: string
  read: (folder: string) => Promise<unknown>
}

export const fileIn = (folder: string, { file }: HostileReader): string => {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  return path
}
