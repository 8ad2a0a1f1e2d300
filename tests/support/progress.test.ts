import { describe, expect, it } from 'vitest'
import { LiveLine } from '../../src/support/live-line.js'
import { bar, Progress } from '../../src/support/progress.js'
import { forTerminal, style } from '../../src/support/terminal.js'

const recorder = (columns = 80) => {
  const written: string[] = []
  return { written, columns, write: (text: string) => written.push(text) }
}

describe('LiveLine', () => {
  it('draws at most once an interval and makes texts only when they are drawn', () => {
    const stream = recorder()
    let time = 0
    let made = 0
    const line = new LiveLine({ stream, interactive: true, interval: 100, now: () => time })
    for (; time < 1000; time += 10) line.show(() => `line ${++made}`)
    expect(made).toBe(10)
    expect(stream.written).toHaveLength(10)
    expect(stream.written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
  })

  it('writes notes above the line and ends with a finished line', () => {
    const stream = recorder()
    const line = new LiveLine({ stream, interactive: true, now: () => 0 })
    line.show('working')
    line.note('a note')
    line.end('finished')
    expect(stream.written.join('')).toBe(
      '\rworking\u001b[K\r\u001b[2Ka note\n\rworking\u001b[K\r\u001b[2Kfinished\n',
    )
  })

  it('never wraps', () => {
    const stream = recorder(10)
    new LiveLine({ stream, interactive: true }).show('x'.repeat(50))
    expect(stream.written.join('')).toBe(`\r${'x'.repeat(9)}\u001b[K`)
  })

  it('without a terminal writes only the end', () => {
    const stream = recorder()
    const line = new LiveLine({ stream, interactive: false })
    line.show('working')
    line.end('finished')
    expect(stream.written).toEqual(['finished\n'])
  })
})

describe('Progress', () => {
  const run = (options: { interactive: boolean; quiet?: boolean }) => {
    const stream = recorder(200)
    let time = 0
    const now = () => time
    const progress = new Progress({ label: 'file', total: 4e6, unit: 'bytes', stream, now, ...options })
    time = 1000
    progress.add(1e6)
    time = 4000
    progress.add(3e6)
    progress.done()
    progress.done()
    return stream.written
  }

  it('shows amount, speed and time left', () => {
    const [first] = run({ interactive: true })
    expect(first).toBe('\rfile ━━━━━                1.00 MB of 4.00 MB 1.00 MB/s 3s\u001b[K')
  })

  it('is one line elsewhere, and nothing when quiet', () => {
    expect(run({ interactive: false })).toEqual(['file: 4.00 MB in 4s\n'])
    expect(run({ interactive: true, quiet: true })).toEqual([])
  })
})

describe('bar', () => {
  it('has the width asked for', () => {
    expect(bar(0.5, null, 10)).toBe('━━━━━     ')
    expect(bar(2, null, 4)).toBe('━━━━')
    expect(forTerminal(bar(0.25, style(true), 4))).toBe('\u001b[32m━\u001b[39m\u001b[90m━━━\u001b[39m')
  })
})
