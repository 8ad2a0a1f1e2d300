/**
 * One model of the bench on the engine in use: the side of Keratin, whose peers are in peers/. It says when it is ready;
 * from then on it is told what to do a line at a time, `train`, `predict` or `one` (a sample at a time, as a server) and
 * for how many seconds, and says how many samples it did a second.
 *
 * Usage: node dist/scripts/bench/serve.js <model>
 */
import { createInterface } from 'node:readline'
import { engineInfo } from '../../src/index.js'
import { type Work, worksOf } from './works.js'

const works: Record<string, Work> = (await worksOf(process.argv[2]!)).works

const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`)
const { engine, threads } = engineInfo()
say({ engine, threads: threads ?? 1 })
for await (const line of createInterface({ input: process.stdin })) {
  const [name, seconds] = line.split(' ')
  const start = performance.now()
  let [done, took] = [0, 0]
  do {
    await works[name!]!.run()
    done += works[name!]!.samples
    took = (performance.now() - start) / 1000
  } while (took < Number(seconds))
  const { plans } = engineInfo()
  say({ rate: done / took, replayed: plans.replayed, eager: plans.eager })
}
process.exit(0)
