#!/usr/bin/env node
import module from 'node:module'

// what other packages compile is kept for the next start, where Node can do so
module.enableCompileCache?.()

const { start } = module.createRequire(import.meta.url)('../dist/lib/start.cjs')
await start(process.argv.slice(2), (url) => import(url))
