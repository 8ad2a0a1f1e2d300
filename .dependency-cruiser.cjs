/** The one-way doors of the house: which room may import from which. */
const only = (room, allowed) => ({
  name: `doors-of-${room}`,
  comment: `src/${room} may import only from: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^(src|models|datasets|scripts)/', pathNot: [room, ...allowed].map((a) => `^src/${a}/`) },
})

/** What layers are made with. */
const parts = ['activations', 'initializers', 'regularizers', 'constraints']

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'types included',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-circles-at-run-time',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('support', []),
    only('engine', ['support']),
    only('random', ['engine', 'support']),
    only('data', ['engine', 'support']),
    only('graph', ['engine', 'support']),
    ...parts.map((part) => only(part, [...(part === 'activations' ? ['data'] : []), 'engine', 'support'])),
    only('ops', ['graph', 'activations', 'engine', 'support']),
    only('layers', ['ops', 'graph', ...parts, 'data', 'engine', 'support']),
    only('training', ['graph', 'data', 'engine', 'support']),
    only('model', ['training', 'layers', 'ops', 'graph', 'data', 'engine', 'support']),
    only('plot', ['model', 'training', 'layers', 'ops', 'graph', 'activations', 'data', 'engine', 'support']),
    only('saving', ['model', 'training', 'layers', 'ops', 'graph', 'activations', 'engine', 'support']),
    only('applications', [
      ...['saving', 'model', 'training', 'layers', 'ops', 'graph', 'data'],
      ...parts,
      'engine',
      'support',
    ]),
    {
      name: 'src-is-below-the-recipes',
      comment: 'only the command line may import recipes and data sets',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^(models|datasets|scripts)/' },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { path: '^(src|models|datasets|scripts)/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'only-the-engine-knows-tensorflow',
      comment: 'everything else takes tf from src/engine',
      severity: 'error',
      from: { path: '^(src|models|datasets)/', pathNot: '^src/engine/' },
      to: { path: '@tensorflow/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|src/.*/assembly)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
