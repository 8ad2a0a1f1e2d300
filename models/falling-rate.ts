import { CosineDecay, type LearningRateSchedule } from '../src/training/index.js'

/** A learning rate that rises for a twentieth of the steps and then falls to nothing along a cosine. */
export function fallingRate(learningRate: number, steps: number): LearningRateSchedule {
  const warmupSteps = Math.ceil(steps / 20)
  return new CosineDecay({
    initialLearningRate: learningRate / 10,
    warmupTarget: learningRate,
    warmupSteps,
    decaySteps: Math.max(1, steps - warmupSteps),
  })
}
