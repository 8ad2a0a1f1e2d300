// `npm run lesson` lists the lessons, `npm run lesson 03` runs one, `npm run lesson all` runs all and compares.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Comparison } from './lessons/board.js'

const folder = new URL('./lessons/', import.meta.url)

/** The options of this program; those of a lesson go to it as they are. */
const usage = `Usage: npm run lesson            lists the lessons
       npm run lesson 03         runs one (or several: 03 04)
       npm run lesson all        runs all, 11 on a few samples, with a table of the text's values and those here
Options, behind --:  --limit N   at most N samples in lessons that train;  --size N  of photos in 11c;  --base FILE  for 10o`

interface Lesson {
  number: string
  file: string
  /** The first line of the file. */
  title: string
}

/** What the child process of a lesson tells. */
interface Outcome {
  comparisons: Comparison[]
  missing?: string
  failed?: boolean
}

async function findLessons(): Promise<Lesson[]> {
  // compiled, too
  const files = (await readdir(folder)).filter((file) => /^\d\d[a-z]?-.*(?<!\.d)\.[jt]s$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => {
      const first = (await readFile(new URL(file, folder), 'utf8')).split('\n', 1)[0]!
      return { number: file.split('-')[0]!, file, title: first.replace(/^\/\/ Lesson \w+: */, '') }
    }),
  )
}

/** Runs a lesson in this process. */
async function run({ file }: Lesson): Promise<Outcome> {
  const { comparisons } = await import('./lessons/board.js')
  try {
    await import(pathToFileURL(fileURLToPath(new URL(file, folder))).href)
    return { comparisons }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (!['DATA', 'DOWNLOAD', 'FILE_NOT_FOUND'].includes(code)) throw error
    console.log(`This lesson cannot run: it needs data that is not here. ${message}`)
    return { comparisons, missing: message }
  }
}

/** Runs a lesson in a process of its own, so that it is the same whatever was run before. */
async function runApart({ number }: Lesson, options: readonly string[]): Promise<Outcome> {
  const program = [...process.execArgv, fileURLToPath(import.meta.url), number, ...options]
  const child = spawn(process.execPath, program, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, KERATIN_LESSON_APART: '1' },
  })
  let outcome: Outcome = { comparisons: [], failed: true }
  child.on('message', (message) => {
    outcome = message as Outcome
  })
  // what it sends has come when the channel is closed
  const [[code]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  return code === 0 ? outcome : { comparisons: [], failed: true }
}

async function runAll(lessons: readonly Lesson[], given: readonly string[]): Promise<void> {
  const start = performance.now()
  const rows: (Comparison & { number: string })[] = []
  const notes: string[] = []
  for (const lesson of lessons) {
    console.log(`\n---- ${lesson.number}: ${lesson.title}\n`)
    const short = lesson.number.startsWith('11') && !given.includes('--limit') ? ['--limit', '60'] : []
    const { comparisons, missing, failed } = await runApart(lesson, [...given, ...short])
    rows.push(...comparisons.map((c) => ({ ...c, number: lesson.number })))
    if (failed) {
      notes.push(`${lesson.number} FAILED`)
      process.exitCode = 1
    }
    if (missing) notes.push(`${lesson.number} did not run: its data is not here`)
  }
  console.log('\n| lesson | what | in the text | here | |\n| --- | --- | --- | --- | --- |')
  for (const { number, what, text, here, agrees } of rows)
    console.log(`| ${number} | ${what} | ${text} | ${here} | ${agrees ? '=' : 'DIFFERENT'} |`)
  const different = rows.filter(({ agrees }) => !agrees).length
  for (const note of notes) console.log(note)
  console.log(`${rows.length} values of the texts, ${different} different.`)
  console.log(`All lessons took ${((performance.now() - start) / 1000).toFixed(0)} s.`)
  if (different > 0) process.exitCode = 1
}

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg, i) => !arg.startsWith('--') && !args[i - 1]?.startsWith('--'))
  const options = args.filter((arg) => !names.includes(arg))
  for (const [i, name] of options.entries()) {
    if (name === '--limit') process.env.KERATIN_LESSON_LIMIT = options[i + 1] ?? ''
    if (name === '--base') process.env.KERATIN_LESSON_BASE = options[i + 1] ?? ''
    if (name === '--size') process.env.KERATIN_LESSON_SIZE = options[i + 1] ?? ''
  }
  const beside = fileURLToPath(new URL('../../shared/data', import.meta.url))
  if (!process.env.KERATIN_DATA && existsSync(beside)) process.env.KERATIN_DATA = beside
  const lessons = await findLessons()
  if (names.includes('all')) return runAll(lessons, options)
  if (names.length === 0 || options.includes('--help')) {
    for (const { number, title } of lessons) console.log(`${number.padEnd(4)} ${title}`)
    console.log(`\n${usage}`)
    return
  }
  const chosen = names.flatMap((name) => {
    const found = lessons.filter(({ number }) => number.replace(/^0/, '') === name.replace(/^0/, ''))
    // 10 means 10a, 10b, ...
    return found.length > 0 ? found : lessons.filter(({ number }) => number.replace(/[a-z]$/, '') === name)
  })
  if (chosen.length === 0) {
    console.error(`There is no lesson ${names.join(' ')}.\n${usage}`)
    process.exitCode = 2
    return
  }
  if (chosen.length > 1) {
    for (const lesson of chosen) if ((await runApart(lesson, options)).failed) process.exitCode = 1
  } else {
    const outcome = await run(chosen[0]!)
    if (process.env.KERATIN_LESSON_APART) process.send?.(outcome)
    else if (outcome.missing) process.exitCode = 3
  }
}

await main(process.argv.slice(2))
