#!/usr/bin/env node
import module from 'node:module'

// what was compiled is kept for the next start, where Node can do so
module.enableCompileCache?.()
const { main } = await import('../dist/lib/cli.js')
await main()
