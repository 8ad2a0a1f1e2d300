import { afterAll, beforeAll, expect, it } from 'vitest'
import { engineInfo } from '../../../src/index.js'
import { programFolder, runProgram } from '../../engine/program.js'

let program: ReturnType<typeof programFolder>
beforeAll(() => {
  program = programFolder()
})
afterAll(() => program.remove())

// large enough for its kernels to be shared
const code = `
  import { createHash } from 'node:crypto'
  const K = await import('./lib/index.js')
  const { tf } = K
  const hashes = []
  for (const runEagerly of [true, false]) {
    K.setRandomSeed(5)
    const layers = [K.Input({ shape: [24, 24, 3] }), K.Conv2D(16, 5, { activation: 'relu' }), K.MaxPool2D(2)]
    layers.push(K.Conv2D(8, 3, { padding: 'same' }), K.BatchNormalization(), K.ReLU({ maxValue: 6 }))
    layers.push(K.BatchNormalization(), K.Flatten(), K.Dropout(0.3), K.Dense(64), K.Dense(3, { activation: 'softmax' }))
    const model = new K.Sequential(layers)
    model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', runEagerly })
    const x = tf.randomNormal([64, 24, 24, 3], 0, 1, 'float32', 1)
    await model.fit(x, tf.randomUniform([64, 1], 0, 3, 'int32', 2), { epochs: 4, batchSize: 16, verbose: 0 })
    const hash = createHash('md5')
    for (let i = 0; i < 2; i++) hash.update((await model.predict(x, { batchSize: 16 })).dataSync())
    for (const v of [...model.weights, ...model.optimizer.variables]) hash.update(v.data())
    hashes.push(hash.digest('hex'))
  }
  console.log(hashes.join(' '), K.engineInfo().plans.replayed > 10)`

it.runIf(engineInfo().engine === 'wasm' && process.env.KERATIN_PLANS !== '0')(
  'plans give the same bits on 1, 2 and 3 threads',
  () => {
    const results = ['1', '2', '3'].map((threads) =>
      runProgram(program.folder, code, { KERATIN_THREADS: threads }),
    )
    const [first] = results
    const [eager, planned, replayed] = first!.stdout.trim().split(' ')
    expect(first).toMatchObject({ stderr: '', status: 0 })
    expect([planned, replayed]).toEqual([eager, 'true'])
    expect(results.map(({ stdout }) => stdout)).toEqual(Array(3).fill(first!.stdout))
  },
)
