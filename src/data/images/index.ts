export { loadDigit } from './digit.js'
export * from './public.js'
export { readImage } from './read-image.js'
