/** What data sets of folders are made of: loaded when the first is made. */
export { ImageFolder } from './image-folder.js'
export { labelFiles } from './label-files.js'
export { listImages } from './list-images.js'
