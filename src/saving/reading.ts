/** What finds out where a model is and of what format: loaded when the first is loaded. */
export { describedBeside } from './described-beside.js'
export { openContent } from './open-content.js'
export { openSource } from './source.js'
