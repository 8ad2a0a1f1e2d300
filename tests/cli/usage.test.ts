import { describe, expect, test } from 'vitest'
import { keratin } from './harness.js'

const cases: [words: string, line: string][] = [
  ['tran', 'Unknown command "tran". Did you mean "train"?'],
  ['--verison', 'Unknown option "--verison". Did you mean "--version"?'],
  ['train mnist --epoch 3', 'Unknown option of keratin train "--epoch". Did you mean "--epochs"?'],
  ['predict m.keras a.png --topk 3', 'Unknown option of keratin predict "--topk". Did you mean "--top-k"?'],
  [
    'train mnist --learning-rate 0.1',
    'Unknown option of keratin train "--learning-rate". Did you mean "--lr"?',
  ],
  [
    'train mnist --leraning-rate 0.1',
    'Unknown option of keratin train "--leraning-rate". Did you mean "--lr"?',
  ],
  [
    'train mnist --learningRate=0.1',
    'Unknown option of keratin train "--learningRate". Did you mean "--lr"?',
  ],
  [
    'train mnist --validation-split 0.1',
    'Unknown option of keratin train "--validation-split". Did you mean "--val-split"?',
  ],
  ['train mnist --frobnicate', 'Unknown option of keratin train "--frobnicate". See keratin train --help.'],
  ['train minst', 'Unknown recipe "minst". Did you mean "mnist"?'],
  [
    'train',
    'keratin train: the recipe is missing. Known: mnist, digits, cats-vs-dogs, images, imdb, text. See keratin train --help.',
  ],
  ['train mnist digits', 'keratin train: too many arguments. See keratin train --help.'],
  ['train mnist --epochs', 'keratin train: --epochs needs a value. See keratin train --help.'],
  [
    'train mnist --epochs 0',
    'keratin: --epochs must be a whole number of at least 1. Received: --epochs="0".',
  ],
  [
    'train mnist --epochs 1.5',
    'keratin: --epochs must be a whole number of at least 1. Received: --epochs="1.5".',
  ],
  [
    'train mnist --seed -1',
    'keratin: --seed must be a whole number that is not negative. Received: --seed="-1".',
  ],
  ['train mnist --lr 0', 'keratin: --lr must be a number above 0. Received: --lr="0".'],
  ['train mnist --lr fast', 'keratin: --lr must be a number above 0. Received: --lr="fast".'],
  [
    'train mnist --val-split 1',
    'keratin: --val-split must be a number of at least 0 and below 1. Received: --val-split="1".',
  ],
  ['train mnist --engine wsm', 'Unknown value of --engine "wsm". Did you mean "wasm"?'],
  ['predict', 'keratin predict: the model is missing. See keratin predict --help.'],
  ['engine', 'keratin engine: the action is missing. Known: list. See keratin engine --help.'],
  [
    'train images',
    'keratin train images: --data is missing. Say where your photos are: keratin train images --data photos',
  ],
  ['predict m.keras', 'keratin predict: the input is missing. See keratin predict --help.'],
  [
    'evaluate m.keras --min accuracy',
    'keratin: --min must be metric=value. Received: "accuracy". Such as --min accuracy=0.99.',
  ],
  ['evaluate m.keras --recipe mnits', 'Unknown recipe "mnits". Did you mean "mnist"?'],
]

describe('wrong usage', () => {
  test.each(cases)('keratin %s', async (words, line) => {
    const { code, stdout, stderr } = await keratin(words.split(' '))
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error\[(UNKNOWN_NAME|ARGUMENT)\]: /)
    expect(stderr.replace(/^error\[\w+\]: /, '')).toBe(`${line}\n`)
  })

  test('with --json is an object as well', async () => {
    const { code, stdout, stderr } = await keratin(['train', 'minst', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      event: 'error',
      error: {
        code: 'UNKNOWN_NAME',
        message: 'Unknown recipe "minst".',
        hint: 'Did you mean "mnist"?',
        exitCode: 2,
      },
    })
    expect(stderr).toMatch(/^error\[UNKNOWN_NAME\]/)
  })

  test('shows a stack only where it is asked for', async () => {
    expect((await keratin(['train', 'minst'])).stderr).not.toContain('    at ')
    expect((await keratin(['train', 'minst', '--debug'])).stderr).toContain('    at ')
    expect((await keratin(['train', 'minst'], { env: { KERATIN_DEBUG: '1' } })).stderr).toContain('    at ')
    expect((await keratin(['train', 'minst'], { env: { KERATIN_DEBUG: '0' } })).stderr).not.toContain(
      '    at ',
    )
  })
})
