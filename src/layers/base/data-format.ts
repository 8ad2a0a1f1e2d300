export * from '../../ops/windows/data-format.js'
