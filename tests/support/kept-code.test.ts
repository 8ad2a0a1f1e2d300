import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cacheFolder } from '../../src/support/cache-folder.js'
import { keepCode, readKeptCode } from '../../src/support/kept-code.js'

let home: string
const code = Buffer.from('not \n really \n code')

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keratin-code-'))
  vi.stubEnv('XDG_CACHE_HOME', home)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

// elsewhere the folder of caches is not where a test can put it
it.runIf(process.platform === 'linux')(
  'gives back what was kept, if it is whole and of the same origin',
  () => {
    expect(readKeptCode('it', 'a 1')).toBeUndefined()
    keepCode('it', 'a 1', code)
    expect(readKeptCode('it', 'a 1')).toEqual(code)
    expect(readKeptCode('it', 'a 2')).toBeUndefined()
    expect(readdirSync(cacheFolder('code'))).toEqual(['it'])
    const file = join(cacheFolder('code'), 'it')
    const whole = readFileSync(file)
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at]! ^= 1
      writeFileSync(file, damaged)
      expect(readKeptCode('it', 'a 1'), `byte ${at}`).toBeUndefined()
      writeFileSync(file, whole.subarray(0, at))
      expect(readKeptCode('it', 'a 1'), `${at} bytes`).toBeUndefined()
    }
    keepCode('it', 'a 2', code)
    expect(readKeptCode('it', 'a 2')).toEqual(code)
  },
)

it.runIf(process.platform === 'linux')('a folder that cannot be made or written is no failure', () => {
  writeFileSync(join(home, 'keratin'), 'a file where the folder should be')
  keepCode('it', 'a 1', code)
  expect(readKeptCode('it', 'a 1')).toBeUndefined()
  expect(readdirSync(home)).toEqual(['keratin'])
})
