// Made by scripts/tools/option-names.mjs from the types of the public API.
const wholeOptions = 'name dtype trainable activityRegularizer'
const layerOptions = `${wholeOptions} inputShape batchInputShape weights`
const concatenateOptions = `${layerOptions} axis`
const eLUOptions = `${layerOptions} alpha`
const randomLayerOptions = `${layerOptions} seed`
const tensorFlowLayerOptions = `${layerOptions} layer`
const adaptivePoolingOptions = `${layerOptions} outputSize dataFormat`
const croppingOptions = `${layerOptions} cropping dataFormat`
const gaussianDropoutOptions = `${randomLayerOptions} rate`
const globalPoolingOptions = `${layerOptions} dataFormat keepdims`
const randomImageOptions = `${randomLayerOptions} dataFormat`
const upSamplingOptions = `${layerOptions} size dataFormat`
const zeroPaddingOptions = `${layerOptions} padding dataFormat`
const alphaDropoutOptions = `${gaussianDropoutOptions} noiseShape`
const imageLayerOptions = `${layerOptions} height width dataFormat`
const scoredAttentionOptions = `${randomLayerOptions} useScale dropout`
const spatialDropoutOptions = `${gaussianDropoutOptions} dataFormat`
const poolingOptions = `${zeroPaddingOptions} poolSize strides`
const randomBrightnessOptions = `${randomImageOptions} factor valueRange`
const randomAffineOptions = `${randomImageOptions} fillMode interpolation fillValue`
const randomTranslationOptions = `${randomAffineOptions} heightFactor widthFactor`
const kernelOptions = `${layerOptions} activation useBias kernelInitializer biasInitializer kernelRegularizer
    biasRegularizer kernelConstraint biasConstraint`
const gainOptions = `${layerOptions} epsilon center scale betaInitializer gammaInitializer betaRegularizer
    gammaRegularizer betaConstraint gammaConstraint`
const projectedAttentionOptions = `${randomLayerOptions} dropout useGate slidingWindow flashAttention useBias kernelInitializer
    biasInitializer kernelRegularizer biasRegularizer kernelConstraint biasConstraint`
const lookupOptions = `${layerOptions} maxTokens numOovIndices maskToken oovToken vocabulary idfWeights invert
    outputMode padToMaxTokens sparse oovMethod salt vocabularySize`
const cellOptions = `${kernelOptions} recurrentInitializer recurrentRegularizer recurrentConstraint dropout
    recurrentDropout seed`
const depthwiseConvolutionOptions = `${zeroPaddingOptions} kernelSize strides dilationRate activation useBias biasInitializer
    biasRegularizer biasConstraint depthMultiplier depthwiseInitializer depthwiseRegularizer
    depthwiseConstraint`
const locallyConnectedOptions = `${kernelOptions} filters kernelSize strides padding dataFormat implementation`
const convolutionOptions = `${kernelOptions} filters groups kernelSize strides padding dataFormat dilationRate`
const transposedConvolutionOptions = `${kernelOptions} filters outputPadding kernelSize strides padding dataFormat dilationRate`
const unitsOptions = `${cellOptions} units`
const gatedOptions = `${unitsOptions} recurrentActivation`
const separableConvolutionOptions = `${depthwiseConvolutionOptions} filters pointwiseInitializer pointwiseRegularizer
    pointwiseConstraint`
const simpleRNNOptions = `${unitsOptions} returnSequences returnState goBackwards stateful unroll zeroOutputForMask`
const convLSTMOptions = `${cellOptions} filters kernelSize strides padding dataFormat dilationRate unitForgetBias
    recurrentActivation returnSequences returnState goBackwards stateful unroll zeroOutputForMask`

/** The names of options, by who takes them. */
export const layers = {
  'layers.Activation': `${layerOptions} activation`,
  'layers.ActivityRegularization': 'l1 l2 name dtype weights inputShape batchInputShape trainable',
  'layers.AdaptiveAveragePooling1D': adaptivePoolingOptions,
  'layers.AdaptiveAveragePooling2D': adaptivePoolingOptions,
  'layers.AdaptiveAveragePooling3D': adaptivePoolingOptions,
  'layers.AdaptiveMaxPooling1D': adaptivePoolingOptions,
  'layers.AdaptiveMaxPooling2D': adaptivePoolingOptions,
  'layers.AdaptiveMaxPooling3D': adaptivePoolingOptions,
  'layers.Add': layerOptions,
  'layers.AdditiveAttention': scoredAttentionOptions,
  'layers.AlphaDropout': alphaDropoutOptions,
  'layers.Attention': `${scoredAttentionOptions} scoreMode`,
  'layers.Average': layerOptions,
  'layers.AveragePooling1D': poolingOptions,
  'layers.AveragePooling2D': poolingOptions,
  'layers.AveragePooling3D': poolingOptions,
  'layers.BatchNormalization': `${gainOptions} axis momentum movingMeanInitializer movingVarianceInitializer synchronized renorm
    renormClipping renormMomentum`,
  'layers.Bidirectional': `${tensorFlowLayerOptions} mergeMode backwardLayer`,
  'layers.CategoryEncoding': `${layerOptions} numTokens outputMode sparse`,
  'layers.CenterCrop': imageLayerOptions,
  'layers.Concatenate': concatenateOptions,
  'layers.Conv1D': convolutionOptions,
  'layers.Conv1DTranspose': transposedConvolutionOptions,
  'layers.Conv2D': convolutionOptions,
  'layers.Conv2DTranspose': transposedConvolutionOptions,
  'layers.Conv3D': convolutionOptions,
  'layers.Conv3DTranspose': transposedConvolutionOptions,
  'layers.ConvLSTM1D': convLSTMOptions,
  'layers.ConvLSTM2D': convLSTMOptions,
  'layers.ConvLSTM3D': convLSTMOptions,
  'layers.Cropping1D': croppingOptions,
  'layers.Cropping2D': croppingOptions,
  'layers.Cropping3D': croppingOptions,
  'layers.Dense': `${kernelOptions} units`,
  'layers.DepthwiseConv1D': depthwiseConvolutionOptions,
  'layers.DepthwiseConv2D': depthwiseConvolutionOptions,
  'layers.Discretization': `${layerOptions} binBoundaries numBins epsilon outputMode sparse`,
  'layers.Dot': `${layerOptions} axes normalize`,
  'layers.Dropout': alphaDropoutOptions,
  'layers.ELU': eLUOptions,
  'layers.EinsumDense': `${layerOptions} equation outputShape biasAxes activation kernelInitializer biasInitializer
    kernelRegularizer biasRegularizer kernelConstraint biasConstraint`,
  'layers.Embedding': `${layerOptions} inputDim outputDim embeddingsInitializer embeddingsRegularizer
    embeddingsConstraint maskZero`,
  'layers.Flatten': `${layerOptions} dataFormat`,
  'layers.GRU': `${simpleRNNOptions} resetAfter recurrentActivation`,
  'layers.GRUCell': `${gatedOptions} resetAfter`,
  'layers.GaussianDropout': gaussianDropoutOptions,
  'layers.GaussianNoise': `${randomLayerOptions} stddev`,
  'layers.GlobalAveragePooling1D': globalPoolingOptions,
  'layers.GlobalAveragePooling2D': globalPoolingOptions,
  'layers.GlobalAveragePooling3D': globalPoolingOptions,
  'layers.GlobalMaxPooling1D': globalPoolingOptions,
  'layers.GlobalMaxPooling2D': globalPoolingOptions,
  'layers.GlobalMaxPooling3D': globalPoolingOptions,
  'layers.GroupNormalization': `${gainOptions} groups axis`,
  'layers.GroupQueryAttention': `${projectedAttentionOptions} headDim numQueryHeads numKeyValueHeads`,
  'layers.Highway': kernelOptions,
  'layers.Identity': layerOptions,
  'layers.InputLayer': `${wholeOptions} shape batchSize batchShape inputShape batchInputShape`,
  'layers.IntegerLookup': `${lookupOptions} vocabularyDtype`,
  'layers.LSTM': `${simpleRNNOptions} unitForgetBias recurrentActivation`,
  'layers.LSTMCell': `${gatedOptions} unitForgetBias`,
  'layers.Lambda': `${layerOptions} function outputShape mask arguments`,
  'layers.Layer': layerOptions,
  'layers.LayerNormalization': `${gainOptions} axis rmsScaling`,
  'layers.LayerScale': `${layerOptions} initValues projectionDim`,
  'layers.LeakyReLU': `${eLUOptions} negativeSlope`,
  'layers.LocallyConnected1D': locallyConnectedOptions,
  'layers.LocallyConnected2D': locallyConnectedOptions,
  'layers.Masking': `${layerOptions} maskValue`,
  'layers.MaxPooling1D': poolingOptions,
  'layers.MaxPooling2D': poolingOptions,
  'layers.MaxPooling3D': poolingOptions,
  'layers.Maximum': layerOptions,
  'layers.Minimum': layerOptions,
  'layers.Model': `${wholeOptions} inputs outputs`,
  'layers.MultiHeadAttention': `${projectedAttentionOptions} numHeads keyDim valueDim outputShape attentionAxes`,
  'layers.Multiply': layerOptions,
  'layers.Normalization': `${concatenateOptions} mean variance invert`,
  'layers.PReLU': `${layerOptions} alphaInitializer alphaRegularizer alphaConstraint sharedAxes`,
  'layers.Permute': `${layerOptions} dims`,
  'layers.RMSNormalization': `${concatenateOptions} epsilon`,
  'layers.RNN': `${layerOptions} cell returnSequences returnState goBackwards stateful unroll zeroOutputForMask`,
  'layers.RandomBrightness': randomBrightnessOptions,
  'layers.RandomContrast': randomBrightnessOptions,
  'layers.RandomCrop': `${imageLayerOptions} seed`,
  'layers.RandomFlip': `${randomImageOptions} mode`,
  'layers.RandomRotation': `${randomAffineOptions} factor`,
  'layers.RandomTranslation': randomTranslationOptions,
  'layers.RandomZoom': randomTranslationOptions,
  'layers.ReLU': `${layerOptions} maxValue negativeSlope threshold`,
  'layers.RepeatVector': `${layerOptions} n`,
  'layers.Rescaling': `${layerOptions} scale offset`,
  'layers.Reshape': `${layerOptions} targetShape`,
  'layers.Resizing': `${imageLayerOptions} interpolation cropToAspectRatio padToAspectRatio fillMode fillValue
    antialias`,
  'layers.SeparableConv1D': separableConvolutionOptions,
  'layers.SeparableConv2D': separableConvolutionOptions,
  'layers.Sequential': `${wholeOptions} layers`,
  'layers.SimpleRNN': simpleRNNOptions,
  'layers.SimpleRNNCell': unitsOptions,
  'layers.Softmax': concatenateOptions,
  'layers.SpatialDropout1D': spatialDropoutOptions,
  'layers.SpatialDropout2D': spatialDropoutOptions,
  'layers.SpatialDropout3D': spatialDropoutOptions,
  'layers.StackedRNNCells': `${layerOptions} cells`,
  'layers.StochasticDepth': `${randomLayerOptions} dropPathRate`,
  'layers.StringLookup': `${lookupOptions} encoding`,
  'layers.Subtract': layerOptions,
  'layers.TensorFlowLayer': tensorFlowLayerOptions,
  'layers.TextVectorization': `${layerOptions} maxTokens standardize split ngrams outputMode outputSequenceLength
    padToMaxTokens vocabulary idfWeights sparse ragged encoding vocabularySize`,
  'layers.ThresholdedReLU': `${layerOptions} theta`,
  'layers.TimeDistributed': tensorFlowLayerOptions,
  'layers.UnitNormalization': concatenateOptions,
  'layers.UpSampling1D': upSamplingOptions,
  'layers.UpSampling2D': `${upSamplingOptions} interpolation`,
  'layers.UpSampling3D': upSamplingOptions,
  'layers.ZeroPadding1D': zeroPaddingOptions,
  'layers.ZeroPadding2D': zeroPaddingOptions,
  'layers.ZeroPadding3D': zeroPaddingOptions,
}
