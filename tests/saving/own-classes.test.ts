import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  Dense,
  Input,
  Layer,
  loadModel,
  losses,
  Model,
  metrics,
  registerLayer,
  Sequential,
  TextVectorization,
  tf,
} from '../../src/index.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-own-'))
})
afterAll(() => rm(folder, { recursive: true }))

const x = tf.tensor2d([
  [1, 2],
  [-3, 4],
])

/** The model of one layer, saved and loaded again. */
async function again(layer: Layer, customObjects = {}): Promise<Layer> {
  const path = join(folder, 'model.keras')
  const model = new Sequential([Input({ shape: [2] }), layer])
  const expected = [...model(x).dataSync()]
  await model.save(path)
  const loaded = await loadModel(path, { customObjects })
  expect([...loaded(x).dataSync()]).toEqual(expected)
  return loaded.layers[0]!
}

class Positional extends Layer {
  readonly dense: ReturnType<typeof Dense>
  constructor(
    readonly units: number,
    readonly activation: string,
    options: { name?: string } = {},
  ) {
    super(options)
    this.dense = Dense(units, { activation })
  }
  override call(x: tf.Tensor) {
    return this.dense(x)
  }
  override getConfig() {
    return { ...super.getConfig(), units: this.units, activation: this.activation }
  }
}

class Defaulted extends Positional {
  constructor(units = 3, activation = 'tanh', { name }: { name?: string } = {}) {
    super(units, activation, name === undefined ? {} : { name })
  }
}

describe('layers of one’s own', () => {
  it('have the name of their class, and that of a subclass is its own', () => {
    expect(new Positional(2, 'relu').className).toBe('Positional')
    expect(new Defaulted().className).toBe('Defaulted')
    expect(new Defaulted().name).toBe('defaulted_1')
  })

  it('with positional arguments come back', async () => {
    const layer = (await again(new Positional(3, 'relu', { name: 'p' }), { Positional })) as Positional
    expect([layer.units, layer.activation, layer.name]).toEqual([3, 'relu', 'p'])
    const other = (await again(new Defaulted(4), { Defaulted })) as Defaulted
    expect([other.units, other.activation]).toEqual([4, 'tanh'])
  })

  it('without a constructor have that of their base', async () => {
    class Plain extends Positional {}
    expect(await again(new Plain(2, 'elu'), { Plain })).toBeInstanceOf(Plain)
  })

  it('that lose a setting are refused with what to write', async () => {
    class Lossy extends Layer {
      readonly units: number
      constructor(n: number) {
        super()
        this.units = n
      }
      override call(x: tf.Tensor) {
        return tf.mul(x, 2)
      }
      override getConfig() {
        return { ...super.getConfig(), units: this.units }
      }
    }
    await expect(again(new Lossy(5), { Lossy })).rejects.toMatchObject({
      message: expect.stringContaining('static fromConfig'),
    })
    class Two extends Lossy {
      constructor(n: number, _m: number) {
        super(n)
      }
    }
    await expect(again(new Two(5, 6), { Two })).rejects.toMatchObject({
      message: expect.stringContaining('holds "n"'),
    })
  })

  it('with fromConfig are made by it', async () => {
    class Own extends Positional {
      static fromConfig(config: Record<string, unknown>) {
        return new Own(config.units as number, config.activation as string)
      }
    }
    expect(await again(new Own(2, 'relu'), { Own })).toBeInstanceOf(Own)
  })

  it('are told from built-in ones of the same name', async () => {
    const Mine = class Dense extends Positional {}
    const layer = await again(new Mine(2, 'relu'), { Dense: Mine })
    expect(layer).toBeInstanceOf(Mine)
  })

  it('are saved under their package', async () => {
    class Packed extends Positional {
      static override readonly package = 'mine'
    }
    registerLayer(Packed as never)
    expect(await again(new Packed(2, 'relu'))).toBeInstanceOf(Packed)
    const json = JSON.stringify(new Sequential([Input({ shape: [2] }), new Packed(2, 'relu')]).toJSON())
    expect(json).toContain('"registered_name":"mine>Packed"')
  })

  it('without a name are not saved', async () => {
    const make = () =>
      class extends Layer {
        override call(x: tf.Tensor) {
          return tf.neg(x)
        }
      }
    await expect(again(new (make())({ name: 'nameless' }))).rejects.toMatchObject({
      message: expect.stringContaining('nameless'),
      hint: expect.stringContaining('className'),
    })
  })
})

it('a layer, a loss and a metric of one’s own are saved and loaded together', async () => {
  class Scale extends Layer {
    constructor(readonly factor: number) {
      super()
    }
    override call(x: tf.Tensor) {
      return tf.mul(x, this.factor)
    }
    override getConfig() {
      return { ...super.getConfig(), factor: this.factor }
    }
  }
  class Cubed extends losses.Loss {
    override call(yTrue: tf.Tensor, yPred: tf.Tensor) {
      return tf.mean(tf.pow(tf.abs(tf.sub(yTrue, yPred)), 3), -1)
    }
  }
  class Largest extends metrics.Metric {
    readonly largest = this.addVariable('largest')
    override updateState(yTrue: tf.Tensor, yPred: tf.Tensor) {
      tf.tidy(() =>
        this.largest.assign(tf.maximum(this.largest.read(), tf.max(tf.abs(tf.sub(yTrue, yPred))))),
      )
    }
    override result() {
      return this.largest.read().clone()
    }
  }
  const model = new Sequential([Input({ shape: [2] }), new Scale(2), Dense(1)])
  model.compile({ optimizer: 'adam', loss: new Cubed({}), metrics: [new Largest({ name: 'largest' })] })
  const y = tf.tensor2d([[1], [2]])
  await model.fit(x, y, { verbose: 0 })
  const path = join(folder, 'all.keras')
  await model.save(path)
  const loaded = await loadModel(path, { customObjects: { Scale, Cubed, Largest } })
  expect(await loaded.evaluate(x, y, { verbose: 0 })).toEqual(await model.evaluate(x, y, { verbose: 0 }))
})

describe('what could not be read back is not saved', () => {
  it.each([['ab\ncd\n'], ['a\rb'], ['x\r\ny']])('a vocabulary with the token of %j', async (text) => {
    const vectorize = TextVectorization({ split: 'character', standardize: null })
    vectorize.adapt([text, 'y'])
    const model = new Sequential([Input({ shape: [1], dtype: 'string' }), vectorize])
    await expect(model.save(join(folder, 'tokens.keras'))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('line break'),
    })
  })

  it.each([
    () => Dense(2, { name: 'a/b' }),
    () => Input({ shape: [2], name: '/x' }),
    () => new Sequential([], { name: 's/' }),
    () => new Model({ inputs: Input({ shape: [2] }), outputs: Input({ shape: [2] }), name: 'm/n' }),
  ])('a name with "/" (%#)', (make) => {
    expect(make).toThrow('"/"')
  })
})

describe('models of a class of their own without a call of their own', () => {
  it('are saved as their layers, and what is lost is said', async () => {
    class Weighted extends Model {}
    const input = Input({ shape: [2] })
    const model = new Weighted({ inputs: input, outputs: Dense(1)(input) })
    const said: string[] = []
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
    try {
      await model.save(join(folder, 'weighted.keras'))
      await new Model({ inputs: input, outputs: Dense(1)(input) }).save(join(folder, 'plain.keras'))
    } finally {
      write.mockRestore()
    }
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/without its class Weighted/)
    const loaded = await loadModel(join(folder, 'weighted.keras'))
    expect([...loaded(x).dataSync()]).toEqual([...(model(x) as tf.Tensor).dataSync()])
  })
})
