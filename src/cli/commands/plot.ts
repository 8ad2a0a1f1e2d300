import { command } from '../command.js'
import { type PlotName, plotOptions, plots } from '../plot/options.js'

export const plot = command({
  name: 'plot',
  describe: 'draw what a training did and what a network does',
  arguments: [
    { name: 'what', describe: 'what is drawn', choices: plots },
    {
      name: 'run',
      describe:
        'a run folder or a model; for history several runs; for features, gradcam and occlusion then images; for activations their names',
      optional: true,
      variadic: true,
      complete: 'file',
    },
  ],
  options: plotOptions,
  examples: [
    'plot history runs/mnist-1 runs/mnist-2 -o compared.svg',
    'plot gradcam runs/cats-vs-dogs-1 cat.jpg',
  ],
  details: 'keratin plot <what> --help tells the options of each. docs/pictures.md shows them.',
  about: (what) => ({
    describe: `draw ${plots[what as PlotName]}`,
    examples: examples[what as PlotName],
    details: '',
  }),
  load: async () => (await import('../plot/command.js')).plotCommand,
})

const examples: Record<PlotName, readonly string[]> = {
  history: [
    'plot history runs/mnist-1',
    'plot history runs/mnist-1 runs/mnist-2 -o compared.svg --theme dark',
  ],
  model: [
    'plot model runs/mnist-1',
    'plot model mnist.keras --format mermaid',
    'plot model siamese.keras --nested -o net.png',
  ],
  confusion: ['plot confusion runs/mnist-1', 'plot confusion runs/mnist-1 --normalize true -o confusion.png'],
  mistakes: ['plot mistakes runs/cats-vs-dogs-1', 'plot mistakes runs/imdb-1 --count 30 -o mistakes.svg'],
  filters: ['plot filters runs/mnist-1', 'plot filters net.keras --layer base/conv1'],
  features: ['plot features runs/mnist-1', 'plot features net.keras cat.jpg --layer conv2d,conv2d_1'],
  gradcam: ['plot gradcam runs/cats-vs-dogs-1 cat.jpg', 'plot gradcam net.keras "photos/*.jpg" --class dog'],
  occlusion: ['plot occlusion runs/cats-vs-dogs-1 cat.jpg', 'plot occlusion runs/mnist-1 --patch 4'],
  activations: ['plot activations', 'plot activations relu gelu silu --derivatives -o activations.png'],
  embeddings: ['plot embeddings runs/imdb-1', 'plot embeddings words.keras -o projector'],
}
