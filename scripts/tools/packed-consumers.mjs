// The ways in which the packed package is loaded: each a name and what must work.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const expected = 'wasm 3 6 function function function 6'
/** What a bundle of ES modules lacks of Node for the packages of CommonJS that are made part of it. */
const banner = "import{createRequire as r}from'node:module';const require=r(import.meta.url);"

/** Packages with binaries of their own, which no bundler takes in. */
const native = ['sharp', '@julusian/jpeg-turbo', '@tensorflow/tfjs-node', '@tensorflow/tfjs-layers']

export function consumers({ root, work, run, require, apart }) {
  const node = process.execPath
  const tool = (path) => join(root, 'node_modules', path)

  /** Runs a program that must print what it computed, and nothing on stderr. */
  async function computes(args, options) {
    const { stdout, stderr } = await run(node, args, options)
    if (stdout.trim() !== expected || stderr) throw new Error(`printed: ${stdout}${stderr}`)
    return expected
  }

  async function types(module, moduleResolution, ...files) {
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2023']
    await run(node, [
      ...[tool('typescript/lib/tsc.js'), ...options, '--module', module],
      ...['--moduleResolution', moduleResolution, ...files],
    ])
  }

  /** All in one file, run where nothing is installed: with Keratin's files beside it, and without them. */
  async function whole(format) {
    const folder = join(work, `whole-${format}`)
    const file = format === 'esm' ? 'bundle.mjs' : 'bundle.cjs'
    await require('esbuild').build({
      absWorkingDir: work,
      entryPoints: [format === 'esm' ? 'esm.mjs' : 'require.cjs'],
      bundle: true,
      platform: 'node',
      format,
      external: native,
      outfile: join(folder, file),
      banner: format === 'esm' ? { js: banner } : {},
      logLevel: 'error',
    })
    const alone = apart(`alone-${format}`, folder)
    const { stdout, stderr } = await run(node, [file], { cwd: alone })
    if (!stdout.startsWith('cpu 3 6')) throw new Error(`printed: ${stdout}`)
    const advice = `cp -r node_modules/keratin/dist/lib/keratin ${alone}/`
    if (!stderr.includes(advice)) throw new Error(`does not say what to copy: ${stderr}`)
    cpSync(join(work, 'node_modules/keratin/dist/lib/keratin'), join(alone, 'keratin'), { recursive: true })
    return computes([file], { cwd: alone })
  }

  async function external(format) {
    const outfile = join(work, `external-${format}.${format === 'esm' ? 'mjs' : 'cjs'}`)
    const entryPoints = [format === 'esm' ? 'esm.mjs' : 'require.cjs']
    const options = { bundle: true, platform: 'node', packages: 'external', logLevel: 'error' }
    await require('esbuild').build({ absWorkingDir: work, entryPoints, format, outfile, ...options })
    return computes([outfile])
  }

  async function vite(format) {
    const config = join(work, `vite-${format}.config.mjs`)
    const fileName = format === 'es' ? 'bundle.mjs' : 'bundle.cjs'
    const build = {
      ssr: 'esm.mjs',
      outDir: `vite-${format}`,
      rollupOptions: { output: { format, entryFileNames: fileName } },
    }
    writeFileSync(config, `export default ${JSON.stringify({ root: work, logLevel: 'error', build })}\n`)
    await run(node, [tool('vite/bin/vite.js'), 'build', '--config', config])
    return computes([join(work, `vite-${format}`, fileName)])
  }

  cpSync(join(work, 'types.ts'), join(work, 'types.cts'))
  return [
    { name: 'tsc, node16', run: () => types('node16', 'node16', 'types.ts', 'types.cts') },
    { name: 'tsc, nodenext', run: () => types('nodenext', 'nodenext', 'types.ts', 'types.cts') },
    { name: 'tsc, bundler', run: () => types('esnext', 'bundler', 'types.ts') },
    { name: 'trains', run: async () => (await run(node, ['trains.mjs'])).stdout.trim() },
    { name: 'import', run: () => computes(['esm.mjs']) },
    { name: 'require', run: () => computes(['require.cjs']) },
    { name: 'tsx', run: () => computes([tool('tsx/dist/cli.mjs'), 'esm.mjs']) },
    {
      name: 'vitest',
      run: async () => void (await run(node, [tool('vitest/vitest.mjs'), 'run', '--root', work])),
    },
    { name: 'esbuild, external, esm', run: () => external('esm') },
    { name: 'esbuild, external, cjs', run: () => external('cjs') },
    { name: 'esbuild, all in one, esm', run: () => whole('esm') },
    { name: 'esbuild, all in one, cjs', run: () => whole('cjs') },
    { name: 'vite, es', run: () => vite('es') },
    { name: 'vite, cjs', run: () => vite('cjs') },
    {
      name: 'the command line',
      run: async () => {
        const { stdout } = await run(node, ['node_modules/keratin/bin/keratin.js', '--help'])
        if (!stdout.includes('keratin predict')) throw new Error(`printed: ${stdout}`)
      },
    },
  ]
}
