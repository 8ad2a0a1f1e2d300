// What a command costs from the start of its process, with the same in Keras beside it, each in turn:
// node dist/scripts/bench/start.js [ROUNDS] [PYTHON] — PYTHON is one that has Keras. Medians of processor and clock.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digits } from '../../datasets/index.js'
import { saveImage } from '../../src/index.js'

const keratin = fileURLToPath(new URL('../../../bin/keratin.js', import.meta.url))

interface Cost {
  processor: number
  clock: number
}

/** One run of a program; the shell says what processor time it took. */
function costOf(words: readonly string[]): Cost {
  const began = performance.now()
  const line = 'TIMEFORMAT="%U %S"; time "$@" > /dev/null'
  const { stderr, status } = spawnSync('bash', ['-c', line, 'bash', ...words], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')} failed: ${stderr}`)
  const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
  return { processor: 1000 * (user! + system!), clock: performance.now() - began }
}

const keras = (model: string, image: string) => `
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', TF_ENABLE_ONEDNN_OPTS='0', CUDA_VISIBLE_DEVICES='')
import keras
x = keras.utils.img_to_array(keras.utils.load_img('${image}', color_mode='grayscale')) / 255
print(keras.saving.load_model('${model}').predict(x[None], verbose=0).argmax())`

const [rounds = '15', python] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'keratin-start-'))
try {
  const [run, image] = [join(folder, 'run'), join(folder, 'digit.png')]
  costOf([
    process.execPath,
    keratin,
    ...`train digits --limit 200 --epochs 1 --out ${run} --quiet`.split(' '),
  ])
  const { test } = await digits.load({ train: 1, test: 1 })
  await saveImage(image, test.x.reshape([28, 28, 1]).mul(255))
  const programs: Record<string, string[]> = {
    'node -e 0': [process.execPath, '-e', '0'],
    'keratin --help': [process.execPath, keratin, '--help'],
    'keratin predict': [process.execPath, keratin, 'predict', run, image],
  }
  if (python) programs['Keras, the same'] = [python, '-c', keras(join(run, 'last.keras'), image)]
  const costs = Object.fromEntries(Object.keys(programs).map((name) => [name, [] as Cost[]]))
  // the first round fills caches
  for (let round = 0; round <= Number(rounds); round++) {
    for (const [name, words] of Object.entries(programs)) {
      const cost = costOf(words)
      if (round > 0) costs[name]!.push(cost)
    }
  }
  const median = (name: string, of: keyof Cost) => {
    const sorted = costs[name]!.map((cost) => cost[of]).sort((a, b) => a - b)
    return sorted[sorted.length >> 1]!
  }
  process.stdout.write('                  processor       clock    beside keratin predict\n')
  for (const name of Object.keys(programs)) {
    const [processor, clock] = [median(name, 'processor'), median(name, 'clock')]
    const ratios = [
      processor / median('keratin predict', 'processor'),
      clock / median('keratin predict', 'clock'),
    ]
    const shown = ratios.map((ratio) => ratio.toFixed(2)).join(' and ')
    process.stdout.write(
      `${name.padEnd(16)}${processor.toFixed(0).padStart(8)} ms${clock.toFixed(0).padStart(9)} ms    ${shown}\n`,
    )
  }
} finally {
  await rm(folder, { recursive: true })
}
