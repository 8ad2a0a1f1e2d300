// Generated from the sources of the kernels (scripts/tools/dispatch.mjs): do not edit.
import { arithmetic, unary } from './arithmetic'
import { channelProducts, channelSums, scaleChannels } from './batch-norm'
import { clearBytes } from './clear'
import { compare, logical } from './compare'
import { conv } from './conv'
import { convFilterGrad } from './conv-grad'
import { scaleRows, sigmoidCrossentropy, softmaxCrossentropy } from './crossentropy'
import { depthwise, depthwiseFilterGrad, depthwiseInputGrad } from './depthwise'
import { activation, activationGrad, boolToFloat, clip, exponential, extremum, floatToInt, select, sign, step } from './elementwise'
import { argExtremum, extremumGrad, reduceExtremum } from './extrema'
import { gatherRows, segmentSum } from './gather'
import { gemm, packColumns } from './gemm'
import { adagrad, adam, rmsprop, sgd, sgdMomentum } from './optimizers'
import { copyBlocks, packFilter, packGates, packGatesTransposed } from './pack'
import { movePlanes } from './planes'
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pool'
import { unpool } from './pool-lines'
import { dropout, uniform } from './random'
import { gru } from './recurrent/gru'
import { gruGrad } from './recurrent/gru-grad'
import { lstm, lstmGrad } from './recurrent/lstm'
import { multiplySteps, recurrentOutput } from './recurrent/rows'
import { simpleRnn, simpleRnnGrad } from './recurrent/simple'
import { sumColumns, sumGroups, sumRows } from './reduce'
import { resample } from './resample'
import { spread } from './spread'
import { transform } from './transform'
import { depthColumns, depthColumnsGrad } from './volume'
import { winogradGrad } from './winograd/backward'
import { winogradFilter, winogradFilterGrad } from './winograd/filter'
import { winograd } from './winograd/forward'

/** Runs a part of a kernel whose arguments lie at p, each in a word of 32 bits. */
export function dispatch(kernel: i32, p: usize, part: i32, parts: i32): void {
  switch (kernel) {
    case 0: activation(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), part, parts); return
    case 1: activationGrad(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<i32>(p, 16), part, parts); return
    case 2: adagrad(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<i32>(p, 20), load<f32>(p, 24), load<f32>(p, 28), load<usize>(p, 32), part, parts); return
    case 3: adam(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<i32>(p, 28), load<f32>(p, 32), load<f32>(p, 36), load<f32>(p, 40), load<f32>(p, 44), load<usize>(p, 48), part, parts); return
    case 4: argExtremum(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), part, parts); return
    case 5: arithmetic(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<i32>(p, 24), part, parts); return
    case 6: avgPool(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), part, parts); return
    case 7: avgPoolGrad(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), part, parts); return
    case 8: boolToFloat(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), part, parts); return
    case 9: channelProducts(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<usize>(p, 16), load<i32>(p, 20), load<usize>(p, 24), load<usize>(p, 28), part, parts); return
    case 10: channelSums(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<usize>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<usize>(p, 24), load<usize>(p, 28), part, parts); return
    case 11: clearBytes(load<usize>(p, 0), load<usize>(p, 4)); return
    case 12: clip(load<usize>(p, 0), load<usize>(p, 4), load<f32>(p, 8), load<f32>(p, 12), load<i32>(p, 16), part, parts); return
    case 13: compare(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<i32>(p, 24), part, parts); return
    case 14: conv(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<i32>(p, 64), load<i32>(p, 68), load<i32>(p, 72), load<i32>(p, 76), load<usize>(p, 80), load<usize>(p, 84), load<i32>(p, 88), load<usize>(p, 92), load<usize>(p, 96), load<usize>(p, 100), load<usize>(p, 104), load<f32>(p, 108), load<f32>(p, 112), load<usize>(p, 116), load<usize>(p, 120), part, parts); return
    case 15: convFilterGrad(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<i32>(p, 64), load<i32>(p, 68), load<usize>(p, 72), load<i32>(p, 76), load<usize>(p, 80), load<usize>(p, 84), load<usize>(p, 88), load<i32>(p, 92), load<usize>(p, 96), load<usize>(p, 100), load<usize>(p, 104), part, parts); return
    case 16: copyBlocks(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<i32>(p, 20)); return
    case 17: depthColumns(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<usize>(p, 40), part, parts); return
    case 18: depthColumnsGrad(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<usize>(p, 40), part, parts); return
    case 19: depthwise(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<usize>(p, 64), load<usize>(p, 68), load<i32>(p, 72), load<usize>(p, 76), load<usize>(p, 80), load<usize>(p, 84), load<f32>(p, 88), load<f32>(p, 92), load<usize>(p, 96), load<usize>(p, 100), part, parts); return
    case 20: depthwiseFilterGrad(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<usize>(p, 64), load<usize>(p, 68), load<usize>(p, 72), load<usize>(p, 76), part, parts); return
    case 21: depthwiseInputGrad(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<usize>(p, 64), load<usize>(p, 68), load<usize>(p, 72), load<usize>(p, 76), part, parts); return
    case 22: dropout(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<f32>(p, 12), load<f32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), part, parts); return
    case 23: exponential(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), part, parts); return
    case 24: extremum(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<i32>(p, 24), part, parts); return
    case 25: extremumGrad(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), part, parts); return
    case 26: floatToInt(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), part, parts); return
    case 27: gatherRows(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<usize>(p, 16), load<i32>(p, 20), part, parts); return
    case 28: gemm(load<i32>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<usize>(p, 20), load<i32>(p, 24), load<usize>(p, 28), load<i32>(p, 32), load<usize>(p, 36), load<i32>(p, 40), load<usize>(p, 44), load<i32>(p, 48), load<usize>(p, 52), load<usize>(p, 56), part, parts); return
    case 29: gru(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<usize>(p, 56), part, parts); return
    case 30: gruGrad(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<usize>(p, 28), load<usize>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<i32>(p, 64), load<i32>(p, 68), load<i32>(p, 72), load<usize>(p, 76), part, parts); return
    case 31: logical(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<i32>(p, 24), part, parts); return
    case 32: lstm(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<usize>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<usize>(p, 56), part, parts); return
    case 33: lstmGrad(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<usize>(p, 28), load<usize>(p, 32), load<usize>(p, 36), load<usize>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<i32>(p, 64), load<i32>(p, 68), load<i32>(p, 72), load<i32>(p, 76), load<usize>(p, 80), part, parts); return
    case 34: maxPool(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), part, parts); return
    case 35: maxPoolGrad(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<i32>(p, 64), part, parts); return
    case 36: movePlanes(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<f32>(p, 32), load<usize>(p, 36), part, parts); return
    case 37: multiplySteps(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<usize>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), part, parts); return
    case 38: packColumns(load<i32>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<usize>(p, 12), load<i32>(p, 16), load<usize>(p, 20), part, parts); return
    case 39: packFilter(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<usize>(p, 24)); return
    case 40: packGates(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<usize>(p, 12)); return
    case 41: packGatesTransposed(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<usize>(p, 12)); return
    case 42: recurrentOutput(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<usize>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), part, parts); return
    case 43: reduceExtremum(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), part, parts); return
    case 44: resample(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<usize>(p, 28), part, parts); return
    case 45: rmsprop(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<i32>(p, 20), load<f32>(p, 24), load<f32>(p, 28), load<f32>(p, 32), load<usize>(p, 36), part, parts); return
    case 46: scaleChannels(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<f32>(p, 28), load<f32>(p, 32), load<usize>(p, 36), part, parts); return
    case 47: scaleRows(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<usize>(p, 16), part, parts); return
    case 48: segmentSum(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<usize>(p, 20), part, parts); return
    case 49: select(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<i32>(p, 16), part, parts); return
    case 50: sgd(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<f32>(p, 16), part, parts); return
    case 51: sgdMomentum(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<i32>(p, 20), load<f32>(p, 24), load<f32>(p, 28), load<i32>(p, 32), part, parts); return
    case 52: sigmoidCrossentropy(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<usize>(p, 12), load<usize>(p, 16), part, parts); return
    case 53: sign(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), part, parts); return
    case 54: simpleRnn(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<usize>(p, 44), part, parts); return
    case 55: simpleRnnGrad(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<usize>(p, 12), load<usize>(p, 16), load<usize>(p, 20), load<usize>(p, 24), load<usize>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<i32>(p, 48), load<i32>(p, 52), load<i32>(p, 56), load<i32>(p, 60), load<usize>(p, 64), part, parts); return
    case 56: softmaxCrossentropy(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<usize>(p, 20), load<usize>(p, 24), part, parts); return
    case 57: spread(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<usize>(p, 24), load<i32>(p, 28), part, parts); return
    case 58: step(load<usize>(p, 0), load<usize>(p, 4), load<f32>(p, 8), load<i32>(p, 12), part, parts); return
    case 59: sumColumns(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<f32>(p, 12), load<usize>(p, 16), part, parts); return
    case 60: sumGroups(load<usize>(p, 0), load<i32>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<usize>(p, 16), part, parts); return
    case 61: sumRows(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<f32>(p, 12), load<usize>(p, 16), part, parts); return
    case 62: transform(load<usize>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<i32>(p, 44), load<f32>(p, 48), part, parts); return
    case 63: unary(load<i32>(p, 0), load<usize>(p, 4), load<usize>(p, 8), load<i32>(p, 12), part, parts); return
    case 64: uniform(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), part, parts); return
    case 65: unpool(load<usize>(p, 0), load<usize>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<usize>(p, 24), part, parts); return
    case 66: winograd(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<usize>(p, 44), load<usize>(p, 48), load<i32>(p, 52), load<usize>(p, 56), load<usize>(p, 60), load<usize>(p, 64), load<usize>(p, 68), load<f32>(p, 72), load<f32>(p, 76), load<usize>(p, 80), load<usize>(p, 84), part, parts); return
    case 67: winogradFilter(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<usize>(p, 20), load<usize>(p, 24), part, parts); return
    case 68: winogradFilterGrad(load<usize>(p, 0), load<i32>(p, 4), load<usize>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<usize>(p, 24), load<usize>(p, 28), load<usize>(p, 32), part, parts); return
    case 69: winogradGrad(load<usize>(p, 0), load<i32>(p, 4), load<i32>(p, 8), load<i32>(p, 12), load<i32>(p, 16), load<i32>(p, 20), load<i32>(p, 24), load<i32>(p, 28), load<i32>(p, 32), load<i32>(p, 36), load<i32>(p, 40), load<usize>(p, 44), load<usize>(p, 48), load<i32>(p, 52), load<usize>(p, 56), load<usize>(p, 60), load<usize>(p, 64), load<i32>(p, 68), load<usize>(p, 72), load<usize>(p, 76), load<usize>(p, 80), part, parts); return
  }
}
