export { type DecodedImage, type DecodeOptions, decodeImage } from './decode.js'
export { loadDigit, prepareDigit } from './digit.js'
