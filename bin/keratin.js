#!/usr/bin/env node
// CommonJS, as package.json beside it says: Node starts it some 15 ms sooner than an ES module
require('../dist/lib/start.cjs').start(process.argv.slice(2), (url) => import(url))
