// Lesson 1c: the shapes of data, and which layer suits which
import { Conv1D, Conv2D, Conv3D, Dense, Input, LSTM, type SymbolicTensor } from 'keratin'
import { compare, show } from './board.js'

// the first axis is always that of the samples; a layer's shape leaves it open (null)
const shapes = {
  'vectors (samples, features)': [100_000, 3],
  'time series (samples, steps, features)': [250, 390, 3],
  'grey images (samples, height, width, channels)': [128, 256, 256, 1],
  'colour images, channels last': [128, 256, 256, 3],
  'colour images, channels first': [128, 3, 256, 256],
  'video (samples, frames, height, width, channels)': [4, 240, 144, 256, 3],
}
for (const [what, shape] of Object.entries(shapes)) show(`${what}: rank ${shape.length}, shape`, shape)

const size = shapes['video (samples, frames, height, width, channels)'].reduce((n, d) => n * d, 1)
compare('values in four short videos', '106168320', size)
show('megabytes as float32', Math.round((size * 4) / 1e6))

// dense layers take vectors, recurrent and one-dimensional convolutions time series, and so on
const layers: [string, SymbolicTensor][] = [
  ['vectors: Dense', Dense(16)(Input({ shape: [3] }))],
  ['time series: LSTM', LSTM(16)(Input({ shape: [390, 3] }))],
  ['time series: Conv1D', Conv1D(16, 5)(Input({ shape: [390, 3] }))],
  ['images: Conv2D', Conv2D(16, [3, 3])(Input({ shape: [256, 256, 3] }))],
  ['channels first', Conv2D(16, [3, 3], { dataFormat: 'channels_first' })(Input({ shape: [3, 256, 256] }))],
  ['video: Conv3D', Conv3D(16, [3, 3, 3])(Input({ shape: [240, 144, 256, 3] }))],
]
for (const [what, output] of layers) show(`${what} gives`, output.shape)
