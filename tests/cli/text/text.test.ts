import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Dense, Input, TextVectorization } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { keratin } from '../harness.js'

const kinds = {
  sport: ['goal', 'match', 'team', 'ball', 'coach'],
  food: ['soup', 'bread', 'sweet', 'oven', 'spoon'],
  天気: ['雨', '雪', '風', '雲', '嵐'],
}
const rest = ['the', 'a', 'of', 'was', 'very', 'today', 'again']

/** A table of short texts in three classes, with all that makes tables hard. */
function table(): string {
  const rows = Object.entries(kinds).flatMap(([label, words]) =>
    Array.from({ length: 60 }, (_, i) => {
      const text = [0, 1, 2, 3].map((j) => `${words[(i + j) % 5]}, ${rest[(i * 3 + j) % 7]}`).join(' ')
      return `${i},"${text}\n""${i % 2 ? '👍' : '!'}""",${label}`
    }),
  )
  return `id,message,kind\r\n${rows.join('\r\n')}\r\n`
}

let cwd: string
let trained: Awaited<ReturnType<typeof keratin>>
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'keratin-text-'))
  await writeFile(join(cwd, 'table.csv'), table())
  const words =
    'train text --data table.csv --label-column kind --epochs 12 --lr 0.05 --batch-size 16 --seed 1'
  trained = await keratin([...words.split(' '), '--out', 'run', '--json'], { cwd })
  await rename(join(cwd, 'run', 'best.keras'), join(cwd, 'alone.keras'))
})
afterAll(() => rm(cwd, { recursive: true }))

describe('keratin train text', () => {
  it('learns the classes of a table', async () => {
    expect([trained.code, trained.stderr]).toEqual([0, expect.stringContaining('variant bag')])
    const events = trained.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events[0]).toMatchObject({
      event: 'plan',
      data: { train: 115, validation: 29, test: 36, classes: 3 },
    })
    expect(events.at(-1).test.accuracy).toBeGreaterThan(0.9)
    const labels = JSON.parse(await readFile(join(cwd, 'run/labels.json'), 'utf8'))
    expect(labels).toEqual({ labels: ['food', 'sport', '天気'], input: { kind: 'text', shape: [800] } })
  })

  it('says which column or file is missing', async () => {
    const fails = async (...words: string[]) => (await keratin(['train', 'text', ...words], { cwd })).stderr
    expect(await fails()).toContain('--data')
    expect(await fails('--data', 'tabel.csv')).toContain('table.csv')
    expect(await fails('--data', 'table.csv')).toContain('--label-column')
    expect(await fails('--data', 'table.csv', '--label-column', 'kinds')).toContain('Did you mean "kind"?')
  })
})

describe('a file of a model alone', () => {
  it('predicts on texts, files, folders and lines', async () => {
    await mkdir(join(cwd, 'texts'))
    await writeFile(join(cwd, 'texts/one.txt'), '雨と雪')
    await writeFile(join(cwd, 'two.txt'), 'bread and soup')
    const stdin = (async function* () {
      yield Buffer.from('the coach of the te')
      yield Buffer.from('am\r\n\nsweet br')
      yield Buffer.from('ead')
    })()
    const words = ['alone.keras', 'What a match? A goal!', 'texts', 'two.txt', '-', '👩‍🚀']
    const { code, stdout } = await keratin(['predict', ...words, '--json'], { cwd, stdin })
    expect(code).toBe(0)
    const { predictions } = JSON.parse(stdout)
    expect(predictions.map((p: { label: string }) => p.label).slice(0, 5)).toEqual([
      'sport',
      '天気',
      'food',
      'sport',
      'food',
    ])
    expect(predictions.map((p: { file?: string }) => p.file)).toEqual([
      undefined,
      join('texts', 'one.txt'),
      'two.txt',
      ...Array(3).fill(undefined),
    ])
    for (const { probability } of predictions) expect(probability).toBeGreaterThan(0.33)
  })

  it('predicts on the rows of tables and on folders of class folders; what is no text is skipped with the reason', async () => {
    await writeFile(join(cwd, 'new.csv'), 'id,message\n1,"soup, bread"\n2,\n3,a goal\n')
    await writeFile(join(cwd, 'new.jsonl'), '{"said":"雨"}\n')
    await mkdir(join(cwd, 'classes/food'), { recursive: true })
    await writeFile(join(cwd, 'classes/food/1.txt'), 'soup')
    await writeFile(join(cwd, 'classes/food/.2.txt'), 'hidden')
    await writeFile(join(cwd, 'photo.png'), Buffer.from('89504e470d0a1a0a', 'hex'))
    await writeFile(join(cwd, 'latin.txt'), Buffer.from('soupe à la crème', 'latin1'))
    await writeFile(join(cwd, 'blank.txt'), ' \n')
    await mkdir(join(cwd, 'nothing/inside'), { recursive: true })
    const stdin = (async function* () {
      yield Buffer.from('\n')
    })()
    const words = [
      'new.csv',
      'new.jsonl',
      'classes',
      'photo.png',
      'latin.txt',
      'blank.txt',
      'nothing',
      '-',
      '',
      'gone.csv',
    ]
    const { code, stdout, stderr } = await keratin(['predict', 'alone.keras', ...words, '--json'], {
      cwd,
      stdin,
    })
    expect(code).toBe(1)
    const { predictions, failed } = JSON.parse(stdout)
    expect(
      predictions.map((p: { file: string; row?: number; label: string }) => [p.file, p.row, p.label]),
    ).toEqual([
      ['new.csv', 1, 'food'],
      ['new.csv', 3, 'sport'],
      ['classes/food/1.txt', undefined, 'food'],
    ])
    expect(failed.map((f: { file: string; code: string }) => [f.file, f.code])).toEqual([
      ['new.csv', 'DATA'],
      ['new.jsonl', 'DATA'],
      ['photo.png', 'FILE_UNREADABLE'],
      ['latin.txt', 'FILE_UNREADABLE'],
      ['blank.txt', 'DATA'],
      ['nothing', 'DATA'],
      ['standard input', 'DATA'],
      ['', 'DATA'],
      ['gone.csv', 'FILE_NOT_FOUND'],
    ])
    for (const said of [
      'Row 2 of new.csv is empty',
      'Name it with --text-column.',
      'it is an image (PNG)',
      '--encoding latin1',
      'There are no texts in standard input.',
    ])
      expect(stderr).toContain(said)
    const again = ['latin.txt', 'new.jsonl', '--encoding', 'latin1', '--text-column', 'said']
    const read = await keratin(['predict', 'alone.keras', ...again, '--json'], { cwd })
    expect([read.code, read.stderr]).toEqual([0, ''])
    expect(JSON.parse(read.stdout).predictions[0].text).toBe('soupe à la crème')
    const table = await keratin(['predict', 'alone.keras', 'new.csv'], { cwd })
    expect(table.stdout).toMatch(/^new\.csv:1\tfood\t0\.\d{4}\nnew\.csv:3\tsport\t/)
    const unknown = await keratin(['predict', 'alone.keras', 'x', '--encoding', 'latn1'], { cwd })
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "latin1"?')])
  })

  it('trains on a table in another encoding, which the run remembers', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `${i % 2 ? 'crème brûlée' : 'fútbol'} ${i},${i % 2 ? 'à' : 'b'}`,
    )
    await writeFile(join(cwd, 'latin.csv'), Buffer.from(`text,label\n${rows.join('\n')}\n`, 'latin1'))
    const train = 'train text --data latin.csv --epochs 1 --seed 1 --out latin'.split(' ')
    const refused = await keratin(train, { cwd })
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/line 2, byte .*\(--encoding latin1\)/),
    ])
    expect((await keratin([...train, '--encoding', 'ISO-8859-1'], { cwd })).code).toBe(0)
    const labels = JSON.parse(await readFile(join(cwd, 'latin/labels.json'), 'utf8'))
    expect(labels.labels).toEqual(['à', 'b'])
    expect((await keratin(['evaluate', 'latin'], { cwd })).code).toBe(0)
  })

  it('skips a file that is missing', async () => {
    const { code, stdout, stderr } = await keratin(['predict', 'alone.keras', 'none.txt', 'soup'], { cwd })
    expect([code, stdout.split('\t').slice(0, 2)]).toEqual([1, ['soup', 'food']])
    expect(stderr).toContain('skipped [FILE_NOT_FOUND]')
  })

  it('explains itself by words', async () => {
    const words = [
      'predict',
      'alone.keras',
      'the goal of the soup match',
      '--explain',
      '--json',
      '--top-k',
      '3',
    ]
    const { stdout } = await keratin(words, { cwd })
    const [{ label, classes, words: weights }] = JSON.parse(stdout).predictions
    expect([label, classes.length]).toEqual(['sport', 3])
    const weightOf = (word: string) => weights.find((w: { word: string }) => w.word === word).weight
    expect(weightOf('goal')).toBeGreaterThan(0)
    expect(weightOf('soup')).toBeLessThan(0)
    const { stdout: text } = await keratin(
      words.filter((w) => w !== '--json'),
      { cwd },
    )
    expect(text).toMatch(/soup −\d/)
  })

  it('is measured on a table of which nobody knows what it was trained on, where that is said', async () => {
    const words = 'evaluate alone.keras --data table.csv --label-column kind --min accuracy=0.9'.split(' ')
    const refused = await keratin(words, { cwd })
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('--on all')])
    const { code, stdout, stderr } = await keratin([...words, '--on', 'all'], { cwd })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('on 180 samples')
    expect(stdout).toMatch(/^accuracy [01]/)
    expect(stdout).toContain('天気')
  })
})

it('a model that begins with TextVectorization predicts on texts', async () => {
  const vectorize = new TextVectorization({ outputMode: 'multi_hot', vocabulary: ['good', 'bad'] })
  const model = new Sequential([
    Input({ shape: [1], dtype: 'string' }),
    vectorize,
    Dense(1, { activation: 'sigmoid', weights: [tf.tensor2d([[0], [3], [-3]]), tf.tensor1d([0])] }),
  ])
  await model.save(join(cwd, 'vectorized.keras'))
  model.dispose()
  const { stdout, code } = await keratin(['predict', 'vectorized.keras', 'Good!', 'a bad one', '--explain'], {
    cwd,
  })
  expect(code).toBe(0)
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(1, 4)),
  ).toEqual([
    ['1', '0.9526', 'Good! +3.00'],
    ['0', '0.9526', 'bad +3.00, a +0.00, one +0.00'],
  ])
})
