import type { StarterName } from './options.js'
import { digitsStarter } from './templates/digits.js'
import { imagesStarter } from './templates/images.js'
import type { Starter } from './templates/starter.js'
import { textsStarter } from './templates/texts.js'
import type { ProjectFiles } from './write-project.js'

/** What a starter project needs to know. */
export interface Project {
  /** The name of its folder. */
  name: string
  /** What `package.json` asks for. */
  keratin: string
}

const all: Record<StarterName, Starter> = {
  digits: digitsStarter,
  images: imagesStarter,
  texts: textsStarter,
}

/** All files of a starter project. */
export async function starterFiles(recipe: StarterName, { name, keratin }: Project): Promise<ProjectFiles> {
  const starter = all[recipe]
  return {
    'package.json': `${JSON.stringify(manifest(name, starter.describe, keratin), null, 2)}\n`,
    '.gitignore': 'node_modules/\nruns/\nmodel.keras\ncurves.svg\n',
    'README.md': readme(packageName(name), starter),
    'train.js': starter.train,
    'predict.js': starter.predict,
    ...(await starter.files?.()),
  }
}

const manifest = (name: string, description: string, keratin: string) => ({
  name: packageName(name),
  version: '0.1.0',
  private: true,
  description,
  type: 'module',
  engines: { node: '>=20.19.0' },
  scripts: { train: 'node train.js', predict: 'node predict.js' },
  dependencies: { keratin: /[/\\]/.test(keratin) && !/^\w+:/.test(keratin) ? `file:${keratin}` : keratin },
})

/** A name as npm takes it. */
const packageName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._~-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '') || 'keratin-project'

const readme = (name: string, { describe, data, inputs }: Starter): string => `# ${name}

${describe}

\`\`\`
npm install
npm run train              # writes model.keras and curves.svg
npm run train -- 20        # twenty epochs
npm run predict${inputs}
\`\`\`

${data}

\`model.keras\` opens in Keras for Python too, and works with \`npx keratin\`:

\`\`\`
npx keratin summary model.keras
npx keratin plot model model.keras
\`\`\`
`
