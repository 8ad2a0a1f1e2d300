import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { type Comparison, comparisons, shown } from '../../../scripts/lessons/board.js'
import { realData } from '../../harness/real-data.js'

const folder = resolve(import.meta.dirname, '../../../scripts/lessons')

/** What a lesson showed. */
export interface LessonRun {
  /** The value of that name, in plain arrays and numbers. */
  // biome-ignore lint/suspicious/noExplicitAny: what a value is depends on the lesson
  value(what: string): any
  comparisons: Comparison[]
  printed: string
}

/** Has lessons keep their pictures and copies of data in a folder that goes away. */
export function useLessons(): void {
  let temporary: string
  const before = { ...process.env }
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'keratin-lessons-'))
    process.env.KERATIN_LESSON_PICTURES = temporary
    process.env.XDG_CACHE_HOME = temporary
    const mnist = realData('mnist')
    if (mnist) process.env.KERATIN_DATA = resolve(mnist, '..')
  })
  afterAll(async () => {
    process.env = before
    await rm(temporary, { recursive: true, force: true })
  })
}

/** Runs a lesson and expects every value that a text prints to be the same here. */
export async function runLesson(
  number: string,
  options: { limit?: number; size?: number } = {},
): Promise<LessonRun> {
  const file = (await readdir(folder)).find((name) => name.startsWith(`${number}-`))!
  process.env.KERATIN_LESSON_LIMIT = String(options.limit ?? '')
  process.env.KERATIN_LESSON_SIZE = String(options.size ?? '')
  comparisons.length = 0
  shown.clear()
  const lines: string[] = []
  const take = (...words: unknown[]) => void lines.push(words.map(String).join(' '))
  vi.spyOn(console, 'log').mockImplementation(take)
  const silent = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(() => true),
  )
  try {
    await import(pathToFileURL(join(folder, file)).href)
  } finally {
    for (const spy of silent) spy.mockRestore()
    vi.restoreAllMocks()
  }
  expect(comparisons.filter(({ agrees }) => !agrees)).toEqual([])
  const values = new Map(shown)
  return {
    value(what) {
      if (!values.has(what))
        throw new Error(`lesson ${number} shows no "${what}", but ${[...values.keys()].join(', ')}`)
      return values.get(what)
    },
    comparisons: [...comparisons],
    printed: lines.join('\n'),
  }
}
