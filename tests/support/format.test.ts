import { describe, expect, it } from 'vitest'
import { formatBytes, formatDuration, formatNumber, formatPace } from '../../src/support/format.js'

describe('formatNumber', () => {
  // printed by Python's f"{v:.4f}" and f"{v:.4e}", chosen as keras.utils.Progbar does
  it.each([
    [0.91354, '0.9135'],
    [12.345678, '12.3457'],
    [0.001, '1.0000e-03'],
    [0.0010001, '0.0010'],
    [0.00012, '1.2000e-04'],
    [0, '0.0000e+00'],
    [-0.5, '-0.5000'],
    [-1.5e-12, '-1.5000e-12'],
    [3e-130, '3.0000e-130'],
    [Number.NaN, 'nan'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('%f is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })
})

describe('formatDuration', () => {
  it.each([
    [0.2, '0s'],
    [12.3, '12s'],
    [59.6, '1:00'],
    [135, '2:15'],
    [3599.7, '1:00:00'],
    [37230, '10:20:30'],
  ])('%f s is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})

describe('formatPace', () => {
  it.each([
    [0, '0s/step'],
    [2.4, '2s/step'],
    [0.0142, '14ms/step'],
    [0.000042, '42us/step'],
  ])('%f s is %s', (seconds, text) => {
    expect(formatPace(seconds, 'step')).toBe(text)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [999_600, '1.00 MB'],
    [9_912_422, '9.91 MB'],
    [170_000_000_000, '170 GB'],
  ])('%f is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})
