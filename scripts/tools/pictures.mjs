// Draws the pictures of docs/pictures.md into docs/images/pictures, with the command line as it is built:
// `node scripts/tools/pictures.mjs`. All data is drawn, so that it may be published.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = join(root, 'docs/images/pictures')
const cwd = mkdtempSync(join(tmpdir(), 'keratin-pictures-'))
const run = (file, ...words) =>
  execFileSync(process.execPath, [file, ...words], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
const keratin = (...words) => run(join(root, 'bin/keratin.js'), ...words, '--quiet')
const plot = (name, ...words) => keratin('plot', ...words, '--scale', '1', '-o', join(folder, name))

try {
  mkdirSync(folder, { recursive: true })
  const small = ['--limit', '1500', '--epochs', '8', '--curves', 'none']
  keratin('train', 'digits', '--seed', '1', ...small, '--out', 'digits-1')
  keratin('train', 'digits', '--seed', '1', '--lr', '0.0001', ...small, '--out', 'digits-2')
  keratin('init', 'images', '--recipe', 'images')
  mkdirSync(join(cwd, 'node_modules'))
  symlinkSync(root, join(cwd, 'node_modules/keratin'))
  execFileSync(process.execPath, ['train.js'], { cwd: join(cwd, 'images'), stdio: 'ignore' })
  const photos = ['day-01', 'day-02', 'night-01', 'night-02'].map(
    (name) => `images/photos/${name.split('-')[0]}/${name}.png`,
  )

  for (const [theme, end] of [
    ['light', ''],
    ['dark', '-dark'],
  ]) {
    const look = ['--theme', theme]
    plot(`history${end}.svg`, 'history', 'digits-1', ...look)
    plot(`compared${end}.svg`, 'history', 'digits-1', 'digits-2', ...look)
    plot(`model${end}.svg`, 'model', 'digits-1', '--direction', 'LR', '--show', 'shapes,activations', ...look)
    plot(`confusion${end}.svg`, 'confusion', 'digits-2', ...look)
    plot(`activations${end}.svg`, 'activations', 'step', 'sigmoid', 'relu', '--derivatives', ...look)
  }
  plot('mistakes.png', 'mistakes', 'digits-2', '--count', '8')
  plot('filters.png', 'filters', 'digits-1', '--count', '16')
  plot('features.png', 'features', 'digits-1', '--count', '8')
  plot('gradcam.png', 'gradcam', 'images/model.keras', ...photos)
  plot('occlusion.png', 'occlusion', 'images/model.keras', ...photos.slice(1, 3))
} finally {
  rmSync(cwd, { recursive: true, force: true })
}
