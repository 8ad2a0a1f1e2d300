import { formats } from '../../src/saving/formats.js'

const what = { model: 'layers and weights', weights: 'weights', layers: 'layers' } as const

/** docs/FORMATS.md, of which all that is in the table of formats comes from there. */
export function formatsText(): string {
  const rows = formats.map(({ title, endings, holds, readModel, readWeights, write }) => {
    const reads = [
      ...(readModel && holds === 'model' ? ['`loadModel`'] : []),
      ...(readWeights ? ['`model.loadWeights`'] : []),
      ...(holds === 'layers' ? ['`modelFromJSON`'] : []),
    ]
    const written = write ? '`model.save`' : ''
    return `| ${title} | ${endings.map((e) => `\`${e}\``).join(', ')} | ${what[holds]} | ${reads.join(', ')} | ${written} |`
  })
  return `# Formats of model files

| format | names end in | holds | read by | written by |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

What a file is, is found out by its content; names decide only how a file is written. A path may be a file, a folder
with a model (\`model.json\`, \`keras_model.h5\`, ...), a zip archive of such a folder, or an https address.

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
