export * from '../../ops/windows/channels.js'
