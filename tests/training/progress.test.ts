import { stripVTControlCharacters as plainText } from 'node:util'
import { expect, it } from 'vitest'
import { TrainingProgress } from '../../src/training/progress.js'

class Terminal {
  text = ''
  readonly columns = 120
  constructor(readonly isTTY: boolean) {}
  write(text: string) {
    this.text += text
  }
}

function progressOn(isTTY: boolean, steps: number | null, epochs = 2) {
  const stream = new Terminal(isTTY)
  const clock = { now: 0 }
  let reads = 0
  const progress = new TrainingProgress({
    stream,
    interactive: isTTY,
    now: () => clock.now,
    results: () => {
      reads++
      return { accuracy: 0.5, loss: 0.25 }
    },
  })
  progress.setParams({ verbose: 1, epochs, steps })
  return { stream, clock, progress, reads: () => reads }
}

it('writes one line for each epoch where there is no terminal', () => {
  const { stream, clock, progress, reads } = progressOn(false, 3)
  progress.onTrainBegin()
  for (let epoch = 0; epoch < 2; epoch++) {
    progress.onEpochBegin(epoch)
    for (let batch = 0; batch < 3; batch++) {
      clock.now += 1000
      progress.onTrainBatchEnd(batch)
    }
    progress.onEpochEnd(epoch, { accuracy: 0.75, loss: 0.0001, val_loss: Number.NaN })
  }
  expect(stream.text).toBe(
    [
      'Epoch 1/2 - 3/3 - 3s - 1s/step - accuracy: 0.7500 - loss: 1.0000e-04 - val_loss: nan',
      'Epoch 2/2 - 3/3 - 3s - 1s/step - accuracy: 0.7500 - loss: 1.0000e-04 - val_loss: nan',
      '',
    ].join('\n'),
  )
  expect(reads()).toBe(0)
})

it('redraws a bar on a terminal, at most ten times a second', () => {
  const { stream, clock, progress, reads } = progressOn(true, 100)
  progress.onTrainBegin()
  progress.onEpochBegin(0)
  for (let batch = 0; batch < 100; batch++) {
    clock.now += 10
    progress.onTrainBatchEnd(batch)
  }
  expect(reads()).toBe(10)
  expect(stream.text.startsWith('Epoch 1/2\n')).toBe(true)
  expect(plainText(stream.text)).toContain('\r 51/100 ━━━━━━━━━━')
  expect(plainText(stream.text)).toContain(' 0s 10ms/step - accuracy: 0.5000 - loss: 0.2500')
  progress.onEpochEnd(0, { loss: 0.125 })
  expect(plainText(stream.text).endsWith('100/100 ━━━━━━━━━━━━━━━━━━━━ 1s 10ms/step - loss: 0.1250\n')).toBe(
    true,
  )
})

it('learns the number of steps from the first epoch', () => {
  const { stream, clock, progress } = progressOn(false, null, 1)
  progress.onTrainBegin()
  progress.onEpochBegin(0)
  for (let batch = 0; batch < 5; batch++) {
    clock.now += 2
    progress.onTrainBatchEnd(batch)
  }
  progress.onEpochEnd(0, { loss: 1 })
  expect(stream.text).toBe('5/5 - 0s - 2ms/step - loss: 1.0000\n')
})

it('keeps validation inside of fit silent, and shows evaluation by itself', () => {
  const inFit = progressOn(false, 1)
  inFit.progress.onTrainBegin()
  inFit.progress.onTestBegin()
  inFit.progress.onTestBatchEnd(0)
  inFit.progress.onTestEnd({ loss: 1 })
  expect(inFit.stream.text).toBe('')

  const alone = progressOn(false, 1)
  alone.progress.onTestBegin()
  alone.clock.now = 5
  alone.progress.onTestBatchEnd(0)
  alone.progress.onTestEnd({ loss: 1 })
  expect(alone.stream.text).toBe('1/1 - 0s - 5ms/step - loss: 1.0000\n')
})
