import { expect, it } from 'vitest'
import { Callback, type CallbackLike, type Logs } from '../../../src/training/callbacks/callback.js'
import { CallbackList } from '../../../src/training/callbacks/callback-list.js'
import { TinyModel } from '../tiny-model.js'

const params = { verbose: 0, epochs: 2, steps: 3 }
const listOf = (...callbacks: CallbackLike[]) => new CallbackList(callbacks, new TinyModel(), params)

it('calls hooks in order, and waits only where a hook is asynchronous', async () => {
  const calls: string[] = []
  const list = listOf(
    { onEpochBegin: (epoch) => void calls.push(`first ${epoch}`) },
    {
      onEpochBegin: async () => {
        await null
        calls.push('second')
      },
    },
    { onEpochBegin: () => void calls.push('third') },
    { onTrainBegin: () => void calls.push('begin') },
  )
  expect(list.emit('onTrainBegin')).toBeUndefined()
  const pending = list.emit('onEpochBegin', 4)
  expect(pending).toBeInstanceOf(Promise)
  expect(calls).toEqual(['begin', 'first 4'])
  await pending
  expect(calls).toEqual(['begin', 'first 4', 'second', 'third'])
})

it('computes the logs of a batch only for those who read them', () => {
  class Quiet extends Callback {
    override get usesBatchLogs() {
      return false
    }
    override onTrainBatchEnd() {}
  }
  const logs = () => {
    throw new Error('computed')
  }
  expect(() => listOf(new Callback(), new Quiet()).emitBatch('onTrainBatchEnd', 0, logs)).not.toThrow()
  expect(() => listOf({ onTrainBatchEnd() {} }).emitBatch('onTrainBatchEnd', 0, logs)).toThrow('computed')
})

it('calls the older names of batch hooks, and gives class callbacks model and params', () => {
  const seen: [number, Logs][] = []
  class Old extends Callback {
    override onBatchEnd(batch: number, logs: Logs) {
      expect(this.params).toEqual(params)
      expect(this.model.name).toBe('tiny')
      seen.push([batch, logs])
    }
  }
  listOf(new Old()).emitBatch('onTrainBatchEnd', 7, () => ({ loss: 1 }))
  expect(seen).toEqual([[7, { loss: 1 }]])
})

it('answers a misspelt hook with the nearest', () => {
  expect(() => listOf({ onEpochEnds() {} } as CallbackLike)).toThrow('Did you mean "onEpochEnd"?')
  expect(() => listOf('early' as CallbackLike)).toThrow('callback="early"')
})
