import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { allModels } from './networks.js'
import type { Start } from './worker.js'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
// the peers are not compiled
const peer = (name: string) => here(`../../../scripts/bench/peers/${name}`)

/** Who is measured: how a process with a model is started; undefined for models that it is not asked for. */
export type Runner = (model: string) => Start | undefined

export interface Runners {
  /** The one that all others are compared with. */
  own: string
  runners: Record<string, Runner>
  /** Who is not there, and why. */
  absent: Record<string, string>
}

const sizesOf = (model: string): string => {
  const { shape, words, classes, batchSize, samples } = allModels[model]!
  return JSON.stringify({ shape, words, classes, batchSize, samples })
}

const keratin =
  (engine: string, env: NodeJS.ProcessEnv = {}): Runner =>
  (model) => ({
    command: process.execPath,
    args: [here('serve.js'), model],
    env: { KERATIN_ENGINE: engine, ...env },
  })

/**
 * All that can be measured here, on so many threads each.
 *
 * @param python one with keras and tensorflow, jax or torch
 * @param tfjsNode a folder where @tensorflow/tfjs-node is installed
 */
export function findRunners(threads: number, python: string | undefined, tfjsNode: string): Runners {
  const own = 'Keratin'
  const count = String(threads)
  const runners: Record<string, Runner> = {
    [own]: keratin('wasm', { KERATIN_PLANS: '1', KERATIN_THREADS: count }),
    'Keratin, eager': keratin('wasm', { KERATIN_PLANS: '0', KERATIN_THREADS: count }),
  }
  const absent: Record<string, string> = {}
  const limits = {
    ...{ TF_NUM_INTRAOP_THREADS: count, TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: count },
    ...{ TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' },
  }
  const add = (name: string, needs: readonly string[], runner: Runner) => {
    const missing = python === undefined ? needs : needs.filter((module) => !hasModule(python, module))
    if (missing.length === 0) runners[name] = runner
    else absent[name] = python ? `${python} lacks ${missing.join(', ')}` : 'give --python'
  }
  const keras =
    (backend: string): Runner =>
    (model) => ({
      command: python!,
      args: [peer('keras_models.py'), model, sizesOf(model)],
      env: { ...limits, KERAS_BACKEND: backend },
    })
  const torch =
    (...layout: string[]): Runner =>
    (model) =>
      layout.length > 0 && allModels[model]!.shape.length < 3
        ? undefined
        : { command: python!, args: [peer('torch_models.py'), model, sizesOf(model), ...layout], env: limits }
  add('Keras/TensorFlow', ['keras', 'tensorflow'], keras('tensorflow'))
  add('Keras/JAX', ['keras', 'jax'], keras('jax'))
  add('PyTorch', ['torch'], torch())
  add('PyTorch, channels last', ['torch'], torch('channels_last'))
  // it is not made for the networks of applications
  const layers: Runner = (model) =>
    ['mobilenet', 'resnet'].includes(model)
      ? undefined
      : {
          command: process.execPath,
          args: [peer('tf-layers.mjs'), model, sizesOf(model)],
          env: limits,
          cwd: tfjsNode,
        }
  const withoutNode = '@tensorflow/tfjs-node is not installed'
  if (hasTfjsNode(tfjsNode)) runners['tf.layers, tfjs-node'] = layers
  else absent['tf.layers, tfjs-node'] = `${withoutNode} in ${tfjsNode}`
  if (hasTfjsNode(here('.'))) runners['Keratin on tensorflow'] = keratin('tensorflow', limits)
  else absent['Keratin on tensorflow'] = withoutNode
  return { own, runners, absent }
}

const hasTfjsNode = (folder: string): boolean => {
  try {
    createRequire(`${folder}/`).resolve('@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')
    return true
  } catch {
    return false
  }
}

const hasModule = (python: string, module: string): boolean => {
  const code = `import importlib.util, sys; sys.exit(importlib.util.find_spec(${JSON.stringify(module)}) is None)`
  return spawnSync(python, ['-c', code]).status === 0
}
