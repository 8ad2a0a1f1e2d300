// Made by scripts/tools/option-names.mjs from the types of the public API.
const decodeOptions = 'top classIndex'
const floatOptions = 'dtype seed'
const loadVectorsOptions = 'words limit'
const testOnBatchOptions = 'sampleWeight returnDict'
const crossentropyFunctionOptions = 'fromLogits labelSmoothing axis'
const saveWeightsOptions = 'overwrite float16 date'
const summaryOptions = 'lineLength expandNested showTrainable'
const toTensorOptions = 'dtype shape name'
const wordSequenceOptions = 'filters lower split'
const normalOptions = `${floatOptions} mean stddev`
const runOptions = 'batchSize verbose callbacks signal'
const categoricalFocalFunctionOptions = `${crossentropyFunctionOptions} alpha gamma`
const imdbTextOptions = 'data limit seed quiet signal'
const predictOptions = `${runOptions} steps`
const idxLoadOptions = 'data limit normalize flatten oneHot quiet signal'
const layerOptions = 'name trainable dtype inputShape batchInputShape weights activityRegularizer'
const applicationOptions =
  'includeTop weights inputTensor inputShape pooling classes classifierActivation name'
const mobileNetV2Options = `${applicationOptions} alpha`
const preprocessingOptions = `${applicationOptions} includePreprocessing`
const readImageOptions = `colorMode interpolation antialias cropToAspectRatio padToAspectRatio rescale background orient
    allowTruncated maxSide`
const mobileNetV3Options = `${mobileNetV2Options} minimalistic dropoutRate includePreprocessing`

/** The names of options, by who takes them. */
export const functions = {
  ConvNeXtTiny: preprocessingOptions,
  'Dataset.batch': 'dropRemainder',
  'Dataset.map': 'parallel',
  'Dataset.shuffle': 'seed reshuffleEachIteration',
  DenseNet121: applicationOptions,
  EfficientNetB0: applicationOptions,
  EfficientNetV2B0: preprocessingOptions,
  'ImageFolder.select': 'batchSize shuffleSeed',
  Input: `${toTensorOptions} batchSize batchShape`,
  MobileNetV2: mobileNetV2Options,
  MobileNetV3Large: mobileNetV3Options,
  MobileNetV3Small: mobileNetV3Options,
  'Model.compile': 'optimizer loss lossWeights metrics weightedMetrics runEagerly jitCompile',
  'Model.evaluate': `${predictOptions} sampleWeight returnDict`,
  'Model.fit': `${runOptions} epochs validationSplit validationData shuffle classWeight sampleWeight
    initialEpoch stepsPerEpoch validationSteps validationBatchSize validationFreq`,
  'Model.predict': predictOptions,
  'Model.save': `${saveWeightsOptions} format`,
  'Model.saveWeights': saveWeightsOptions,
  'Model.summary': `${summaryOptions} printFn`,
  'Model.summaryText': summaryOptions,
  'Model.testOnBatch': testOnBatchOptions,
  'Model.trainOnBatch': `${testOnBatchOptions} classWeight`,
  'Optimizer.excludeFromWeightDecay': 'variables names',
  'Picture.save': 'scale',
  'Picture.toPNG': 'scale',
  'Recipe.build': 'variant labels input inputShape',
  'Recipe.compile': 'learningRate labels variant steps',
  'Recipe.load': `${imdbTextOptions} variant batchSize valSplit imageSize inputShape labels onSkip base unfreeze
    head input textColumn labelColumn`,
  ResNet50: applicationOptions,
  'TensorBatches.batches': 'shuffle random',
  Tokenizer: `${wordSequenceOptions} numWords charLevel oovToken`,
  Variable: `${toTensorOptions} storedDtype trainable initial regularizer constraint`,
  Xception: applicationOptions,
  'activations.celu': 'alpha',
  'activations.elu': 'alpha',
  'activations.gelu': 'approximate',
  'activations.glu': 'axis',
  'activations.hardShrink': 'threshold',
  'activations.leakyRelu': 'negativeSlope',
  'activations.logSoftmax': 'axis',
  'activations.relu': 'negativeSlope maxValue threshold',
  'activations.softShrink': 'threshold',
  'activations.softmax': 'axis',
  'activations.sparsemax': 'axis',
  'activations.squareplus': 'b',
  'activations.threshold': 'threshold defaultValue',
  add: layerOptions,
  average: layerOptions,
  booleanMask: 'axis',
  'catsVsDogs.load': `${readImageOptions} data batchSize seed parallel imageSize labelMode shuffle validationSplit
    limit followLinks onError onSkip prefetch`,
  concatenate: `${layerOptions} axis`,
  contourPlot: 'xRange yRange levels series resolution title xLabel yLabel width height',
  'convnext.decodePredictions': decodeOptions,
  'convnext.preprocessInput': 'dataFormat',
  'densenet.decodePredictions': decodeOptions,
  'densenet.preprocessInput': 'dataFormat',
  'digits.load': 'train test seed normalize flatten oneHot',
  dot: `${layerOptions} axes normalize`,
  'efficientnet.decodePredictions': decodeOptions,
  'efficientnet.preprocessInput': 'dataFormat',
  'efficientnetV2.decodePredictions': decodeOptions,
  'efficientnetV2.preprocessInput': 'dataFormat',
  embeddingMatrix: 'rows scale seed',
  'fashionMnist.load': idxLoadOptions,
  featuresOf: 'layer pool',
  gather: 'axis',
  'glove.load': `${loadVectorsOptions} data`,
  imageDatasetFromDirectory: `${readImageOptions} labels labelMode classNames batchSize imageSize shuffle seed validationSplit
    subset limit followLinks onError onSkip parallel prefetch`,
  imageGrid: 'captions columns size range title',
  'imagenetUtils.decodePredictions': decodeOptions,
  'imagenetUtils.preprocessInput': 'mode dataFormat',
  'imdb.load': `${imdbTextOptions} wordIndex numWords skipTop maxLen startChar oovChar indexFrom`,
  'imdb.loadTexts': imdbTextOptions,
  'labelledTexts.load': 'data limit seed textColumn labelColumn',
  linePlot: 'x title xLabel yLabel width height xRange yRange yScale',
  loadImage: `${readImageOptions} targetSize`,
  loadModel: 'compile customObjects',
  loadWordVectors: loadVectorsOptions,
  'losses.binaryCrossentropy': crossentropyFunctionOptions,
  'losses.binaryFocalCrossentropy': `${categoricalFocalFunctionOptions} applyClassBalancing`,
  'losses.categoricalCrossentropy': crossentropyFunctionOptions,
  'losses.categoricalFocalCrossentropy': categoricalFocalFunctionOptions,
  'losses.categoricalGeneralizedCrossEntropy': 'q',
  'losses.circle': 'gamma margin removeDiagonal',
  'losses.cosineSimilarity': 'axis',
  'losses.ctc': 'targetLength outputLength maskIndex',
  'losses.dice': 'axis',
  'losses.huber': 'delta',
  'losses.sparseCategoricalCrossentropy': 'fromLogits ignoreClass',
  'losses.tversky': 'alpha beta axis',
  maximum: layerOptions,
  'metrics.binaryAccuracy': 'threshold',
  'metrics.concordanceCorrelation': 'axis',
  'metrics.pearsonCorrelation': 'axis',
  'metrics.sparseTopKCategoricalAccuracy': 'k fromSortedIds',
  'metrics.topKCategoricalAccuracy': 'k',
  minimum: layerOptions,
  'mnist.load': idxLoadOptions,
  'mnistMlp.load': 'data',
  'mobilenetV2.decodePredictions': decodeOptions,
  'mobilenetV2.preprocessInput': 'dataFormat',
  'mobilenetV3.decodePredictions': decodeOptions,
  'mobilenetV3.preprocessInput': 'dataFormat',
  modelFromJSON: 'customObjects',
  multiply: layerOptions,
  openBase: 'imageSize',
  padSequences: 'maxlen dtype padding truncating value',
  photoFeatures: 'quiet batchSize signal',
  'random.SeedGenerator': 'seed',
  'random.beta': floatOptions,
  'random.binomial': floatOptions,
  'random.categorical': floatOptions,
  'random.dropout': 'noiseShape seed',
  'random.gamma': floatOptions,
  'random.normal': normalOptions,
  'random.randint': floatOptions,
  'random.shuffle': 'axis seed',
  'random.truncatedNormal': normalOptions,
  'random.uniform': `${floatOptions} minval maxval`,
  'resnet.decodePredictions': decodeOptions,
  'resnet.preprocessInput': 'dataFormat',
  saveImage: 'scale fileFormat',
  sequencesToMatrix: 'numWords mode documents',
  subtract: layerOptions,
  textToWordSequence: wordSequenceOptions,
  toRows: 'inputs outputs',
  toTensor: toTensorOptions,
  transferModel: 'classes head dropout',
  verifyImages: 'onImage signal',
  'xception.decodePredictions': decodeOptions,
  'xception.preprocessInput': 'dataFormat',
}
