#!/usr/bin/env node
import module from 'node:module'

// what was compiled is kept for the next start, where Node can do so
module.enableCompileCache?.()

const words = process.argv.slice(2)
const asksForHelp =
  words.length === 0 || words[0] === 'help' || words.some((w) => /^(-h|--help|-V|--version)$/.test(w))
// help needs little, and that is read faster as one file that is required
const { main } = asksForHelp
  ? module.createRequire(import.meta.url)('../dist/lib/help.cjs')
  : await import('../dist/lib/cli.js')
await main()
