import { readFileSync } from 'node:fs'

/** Seconds of CPU that this process and its children that have ended took; those of children are told by Linux only. */
export function cpuSeconds(): number {
  if (process.platform === 'linux') {
    // after the name in brackets, from the third field on: utime, stime, cutime and cstime are 14 to 17, in hundredths
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / 100
  }
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
