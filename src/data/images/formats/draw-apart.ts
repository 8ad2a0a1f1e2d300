import { type ChildProcess, spawn } from 'node:child_process'
import { limits } from '../../../support/limits.js'
import { requireHere } from '../../../support/package-file.js'
import { programOf } from '../../../support/program-of.js'
import { decodeWith, type SharpOptions, type SharpResult } from './decode-with.js'

interface Question {
  image: Uint8Array
  options: SharpOptions
  milliseconds: number
  memory: number
}

/** A problem of the image, or of the process, which is of no use any more then. */
type Answer = SharpResult | { problem: string; isOver?: boolean }

/** Milliseconds without work after which the process ends. */
const idleTime = 10_000

/** The process, and who waits for its next answer. */
interface Drawer {
  readonly process: ChildProcess
  answer: (answer: Answer) => void
}

let drawer: Drawer | undefined
let idle: NodeJS.Timeout | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * Decodes an image by sharp in a process of its own, which ends when it works longer or takes more memory than the
 * limits say: what is drawn (SVG) may take any time, and a thread of the image library cannot be stopped. It does not
 * know where the image lies, so that nothing beside it is read. Images are decoded one after another.
 *
 * @throws Error with the reason
 */
export function decodeApart(image: Uint8Array, options: SharpOptions): Promise<SharpResult> {
  const result = last.then(() => ask(image, options))
  last = result.catch(() => {})
  return result
}

async function ask(image: Uint8Array, options: SharpOptions): Promise<SharpResult> {
  clearTimeout(idle)
  drawer ??= start()
  const asked = drawer
  refer(asked, 'ref')
  const { svgMilliseconds: milliseconds, svgMemory: memory } = limits
  const answer = await new Promise<Answer>((resolve) => {
    // what works too long is stopped by its process; this is for one that does not even do that
    const timer = setTimeout(
      () => resolve({ problem: 'it takes too long to draw', isOver: true }),
      20 * milliseconds,
    )
    asked.answer = (answer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    asked.process.send({ image, options, milliseconds, memory } satisfies Question, (error) => {
      if (error) asked.answer({ problem: `it cannot be drawn (${error.message})`, isOver: true })
    })
  })
  refer(asked, 'unref')
  if ('isOver' in answer) end(asked)
  else idle = setTimeout(() => end(asked), idleTime).unref()
  if ('problem' in answer) throw new Error(answer.problem)
  return answer
}

/** Whether this process lives on for the other one. */
function refer({ process }: Drawer, how: 'ref' | 'unref'): void {
  process[how]()
  process.channel?.[how]()
}

function end(ended: Drawer): void {
  ended.process.kill('SIGKILL')
  if (drawer === ended) drawer = undefined
}

function start(): Drawer {
  const program = `${programOf({ decodeWith, serve })}
serve(require(${JSON.stringify(requireHere.resolve('sharp'))}), decodeWith)`
  // without options for the process, which may be those of a loader or a profile
  const { NODE_OPTIONS: _, ...env } = process.env
  const started: Drawer = {
    process: spawn(process.execPath, ['-e', program], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      windowsHide: true,
    }),
    answer: () => {},
  }
  const failed = (problem: string) => {
    started.answer({ problem, isOver: true })
    end(started)
  }
  started.process.on('message', (answer: Answer) => started.answer(answer))
  started.process.on('error', ({ message }) => failed(`no process can be started to draw it (${message})`))
  started.process.on('exit', () => failed('the process that draws it has ended'))
  return started
}

/** What the process does; it is sent there as text. */
function serve(sharp: typeof import('sharp')['default'], decode: typeof decodeWith): void {
  const end = () => process.kill(process.pid, 'SIGKILL')
  process.on('disconnect', end)
  process.on('message', async ({ image, options, milliseconds, memory }: Question) => {
    const begun = process.cpuUsage()
    // the library works in threads, so that this one has time to look
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(begun)
      const isLong = (user + system) / 1000 > milliseconds
      const isLarge = process.memoryUsage.rss() > memory
      if (!isLong && !isLarge) return
      clearInterval(watch)
      const problem = `it takes too ${isLong ? 'long' : 'much memory'} to draw`
      process.send!({ problem, isOver: true }, end)
    }, 10)
    let answer: Answer
    try {
      answer = await decode(sharp, image, options)
    } catch (error) {
      answer = { problem: (error as Error).message.split('\n')[0]! }
    }
    clearInterval(watch)
    process.send!(answer)
  })
}
