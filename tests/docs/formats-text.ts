import { formats } from '../../src/saving/formats.js'

const what = { model: 'layers and weights', weights: 'weights', layers: 'layers' } as const

const projectText = `- **Keras project**: a folder with \`model.keras\`, \`train.py\`, \`data.py\` and \`settings.json\`. In it, Keras on JAX goes on
  with the training where it stopped: \`python train.py --data FOLDER\`, in one process or in several on one machine or
  many (\`--processes\`, \`--process\`, \`--coordinator\`), which come to the weights of one. It reads what Keratin's loaders
  read, into the same parts (MNIST's files, photos in a folder for each class or named as \`cat.1.jpg\`, IMDB, texts of
  your own, tables of numbers), leaves out what \`keratin evaluate\` tests on, and writes \`trained.keras\`, which comes
  back here. Words get the same numbers, and pixels of PNG files are the same; those of JPEG files differ by up to 4 of
  255, by 1 in the mean: Pillow decodes them exactly, TensorFlow (and Keratin, as it does) by a faster way. What it
  cannot read it says: digits that are drawn, models of several inputs, classes the model does not know. Where the plan
  of the learning rate is over, as behind a finished training on photos, give one with \`--lr\`.
`

const ticked = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

/** docs/FORMATS.md, of which all that is in the table of formats comes from there. */
export function formatsText(): string {
  const rows = formats.map(({ name, title, endings, holds, readModel, readWeights, halves }) => {
    const reads = [
      ...(readModel && holds === 'model' ? ['loadModel'] : []),
      ...(readWeights ? ['model.loadWeights'] : []),
      ...(holds === 'layers' ? ['modelFromJSON'] : []),
    ]
    const writes = holds === 'layers' ? ['model.toJSON'] : ['model.save']
    if (holds === 'weights') writes.push('model.saveWeights')
    const cells = [
      title,
      ticked([name]),
      ticked(endings) || 'a folder',
      what[holds],
      ticked(reads),
      ticked(writes),
    ]
    return `| ${[...cells, halves ? 'yes' : ''].join(' | ')} |`
  })
  return `# Formats of model files

| format | called | names end in | holds | read by | written by | float16 |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

What a file is, is found out by its content; names decide only how a file is written. A path may be a file, a folder
with a model (\`model.json\`, \`keras_model.h5\`, ...), a zip archive of such a folder, or an https address.

\`model.save(path, { format })\` and \`keratin export <file> --to <format>\` write every format by the name it is called
here, \`model.save(path)\` that which the name ends like.

## What is read

- **Keras 3**, every version: \`.keras\`, \`.h5\`, \`.weights.h5\`, JSON. Mixed, half and double precision are computed in
  float32. Quantized layers are refused.
- **Keras 2.12 to 2.15**: \`.keras\`. **Keras 1 and 2**: \`.h5\` and \`.hdf5\`, whole models and weights, of the backends
  TensorFlow, Theano and CNTK; JSON. The state of the optimizer is taken over, so that training goes on; where it cannot
  be matched (a fused LSTM of the graphics card has other weights) a warning says so and it starts afresh.
- **TensorFlow.js**: models of layers of any version, in any number of files, quantized to uint8, uint16 or float16. A
  \`graph-model\` predicts, and neither trains nor is saved; \`npm install @tensorflow/tfjs-converter\` for it.
- **Teachable Machine**: exports of images for Keras and for TensorFlow.js, as folder or zip; the labels and how an
  image becomes input (the middle square, numbers from -1 to 1) are in \`model.metadata\`. Models of poses and sounds are
  plain models.
- **Weights**: safetensors by name (\`layer/kernel\`, \`model.layer.kernel\`); NumPy archives by name, or in the order of
  \`model.get_weights()\`.

## What is written

A file is written completely or not at all, and the same model gives the same bytes on every writing: files do not tell
when they were written, unless \`{ date }\` is given. \`float16: true\` stores weights in half precision where the table
says so; a number that it does not reach is refused.

- **\`.keras\`**, **\`.weights.h5\`** and **JSON** as Keras 3.15 writes them. \`model.metadata\` (labels, how samples become
  input) is in a file of its own that Keras passes over.
- **\`.h5\`** as Keras 3.15 writes it, with what the model was compiled with and the state of the optimizer. Classes are
  written with their modules, so that operations of \`keras.ops\` come back, and losses with their whole names: Keras
  cannot load \`mse\` from \`.h5\`. What cannot be held is refused: a model with a call of its own, and a vocabulary that
  was learned. (Keras 3 itself does not train on from an \`.h5\`: it makes the optimizer for no weights.)
- **TensorFlow.js**: layers for stock \`tf.loadLayersModel\` in the form of Keras 2, with the weights in files of 4 MB;
  \`model.metadata\` is its \`userDefinedMetadata\`. Layers that stock TensorFlow.js has not, or which compute something
  else there, are refused by name: a GRU with \`resetAfter\`, \`hard_sigmoid\` of Keras 3, attention, operations, masks where
  it loses them. The state of the optimizer is not kept.
- **safetensors** and **NumPy archives**: the weights by the names of layers (\`encoder/dense_1/kernel\`), in the archive in
  the order of \`model.get_weights()\`: \`model.set_weights(list(np.load(path).values()))\` in Keras.
${projectText}
\`scripts/keras-check.py\` opens all of these in Keras, \`scripts/keras-check/tfjs.ts\` in stock TensorFlow.js.

## What words mean

A model computes what it did for what wrote it.

- \`hard_sigmoid\` is clip(0.2 x + 0.5, 0, 1) in files of Keras 1 and 2 and of TensorFlow.js, and relu6(x + 3) / 6 in
  files of Keras 3. The old one is called \`legacy_hard_sigmoid\`; a \`.keras\` file holds it as a small model in the place
  of the activation (Rescaling, then ReLU), which Keras 3 loads as it is, with the same numbers.
- A GRU that does not say \`reset_after\` has none. A Bidirectional walks its second layer the other way than its first,
  whichever that is. \`decay\` of an optimizer is an InverseTimeDecay.
- A Lambda of Python code is named and never run. Give what it computes by the name of the layer, as for operators of
  TensorFlow that Keras 2 wrapped into layers:
  \`loadModel('old.h5', { customObjects: { lambda_1: (x) => tf.div(x, 255) } })\`.
- LocallyConnected1D and 2D, ThresholdedReLU and Highway, which Keras 3 gave up, are here. Keras loads files with them
  if it is given classes of these names.
- A batch size in a file of Keras 1 or 2 binds only layers that keep their state.

## Limits

A file is data, not a program: nothing in it is run. It may need so much and no more ([LIMITS.md](LIMITS.md)), and ends
with one error naming the file, the layer and the weight otherwise. Sizes are compared with the layers before memory is
taken. Only regular files are opened: pipes and devices are refused at once.
`
}
