// Made by scripts/tools/option-names.mjs from the types of the public API.
const bestOptions = 'monitor mode'
const binaryAccuracyOptions = 'threshold name'
const correlationOptions = 'axis name'
const countMetricOptions = 'thresholds name'
const lossOptions = 'name reduction'
const maxNormOptions = 'maxValue axis'
const atOptions = 'numThresholds classId name'
const binaryCrossentropyMetricOptions = 'fromLogits labelSmoothing name'
const cosineSimilarityOptions = `${correlationOptions} reduction`
const f1ScoreOptions = `${binaryAccuracyOptions} average`
const fanOptions = 'inputAxes outputAxes seed'
const categoricalCrossentropyMetricOptions = `${binaryCrossentropyMetricOptions} axis`
const monitorOptions = `${bestOptions} minDelta verbose`
const precisionOptions = `${countMetricOptions} topK classId`
const crossentropyOptions = `${categoricalCrossentropyMetricOptions} reduction`
const rateDecayOptions = 'initialLearningRate decaySteps decayRate staircase name'
const categoricalFocalCrossentropyOptions = `${crossentropyOptions} alpha gamma`
const meanIoUOptions = `${correlationOptions} numClasses ignoreClass sparseYTrue sparseYPred dtype`
const optimizerOptions = `learningRate name weightDecay clipnorm clipvalue globalClipnorm useEma emaMomentum
    emaOverwriteFrequency lossScaleFactor gradientAccumulationSteps`
const adadeltaOptions = `${optimizerOptions} rho epsilon`
const lionOptions = `${optimizerOptions} beta1 beta2`
const adamaxOptions = `${lionOptions} epsilon`
const adamOptions = `${adamaxOptions} amsgrad`

/** The names of options, by who takes them. */
export const objects = {
  'callbacks.BackupAndRestore': 'saveFreq deleteCheckpoint',
  'callbacks.CSVLogger': 'separator append',
  'callbacks.EarlyStopping': `${monitorOptions} patience baseline restoreBestWeights startFromEpoch`,
  'callbacks.LambdaCallback': `onTrainBegin onTrainEnd onEpochBegin onEpochEnd onTrainBatchBegin onTrainBatchEnd onBatchBegin
    onBatchEnd onTestBegin onTestEnd onTestBatchBegin onTestBatchEnd onPredictBegin onPredictEnd
    onPredictBatchBegin onPredictBatchEnd`,
  'callbacks.LearningRateScheduler': 'verbose',
  'callbacks.ModelCheckpoint': `${bestOptions} saveBestOnly saveWeightsOnly saveFreq initialValueThreshold verbose`,
  'callbacks.ReduceLROnPlateau': `${monitorOptions} factor patience cooldown minLr`,
  'callbacks.TensorBoard': 'updateFreq',
  'callbacks.TerminateOnNaN': 'raiseError',
  'constraints.MaxNorm': maxNormOptions,
  'constraints.MinMaxNorm': `${maxNormOptions} minValue rate`,
  'constraints.NonNeg': '',
  'constraints.UnitNorm': 'axis',
  'initializers.Constant': 'value',
  'initializers.GlorotNormal': fanOptions,
  'initializers.GlorotUniform': fanOptions,
  'initializers.HeNormal': fanOptions,
  'initializers.HeUniform': fanOptions,
  'initializers.Identity': 'gain',
  'initializers.LecunNormal': fanOptions,
  'initializers.LecunUniform': fanOptions,
  'initializers.Ones': '',
  'initializers.Orthogonal': 'gain seed',
  'initializers.RandomInitializer': 'seed',
  'initializers.RandomNormal': 'mean stddev seed',
  'initializers.RandomUniform': 'minval maxval seed',
  'initializers.TruncatedNormal': 'mean stddev seed',
  'initializers.VarianceScaling': `${fanOptions} scale mode distribution`,
  'initializers.Zeros': '',
  'losses.BinaryCrossentropy': crossentropyOptions,
  'losses.BinaryFocalCrossentropy': `${categoricalFocalCrossentropyOptions} applyClassBalancing`,
  'losses.CTC': lossOptions,
  'losses.CategoricalCrossentropy': crossentropyOptions,
  'losses.CategoricalFocalCrossentropy': categoricalFocalCrossentropyOptions,
  'losses.CategoricalGeneralizedCrossEntropy': `${lossOptions} q`,
  'losses.CategoricalHinge': lossOptions,
  'losses.Circle': `${lossOptions} gamma margin removeDiagonal`,
  'losses.CosineSimilarity': cosineSimilarityOptions,
  'losses.Dice': cosineSimilarityOptions,
  'losses.FunctionLoss': lossOptions,
  'losses.Hinge': lossOptions,
  'losses.Huber': `${lossOptions} delta`,
  'losses.KLDivergence': lossOptions,
  'losses.LogCosh': lossOptions,
  'losses.Loss': lossOptions,
  'losses.MeanAbsoluteError': lossOptions,
  'losses.MeanAbsolutePercentageError': lossOptions,
  'losses.MeanSquaredError': lossOptions,
  'losses.MeanSquaredLogarithmicError': lossOptions,
  'losses.Poisson': lossOptions,
  'losses.SparseCategoricalCrossentropy': `${lossOptions} fromLogits ignoreClass`,
  'losses.SquaredHinge': lossOptions,
  'losses.Tversky': `${cosineSimilarityOptions} alpha beta`,
  'metrics.AUC': `${countMetricOptions} numThresholds curve summationMethod multiLabel numLabels labelWeights
    fromLogits`,
  'metrics.Accuracy': 'name',
  'metrics.BinaryAccuracy': binaryAccuracyOptions,
  'metrics.BinaryCrossentropy': binaryCrossentropyMetricOptions,
  'metrics.BinaryIoU': `${binaryAccuracyOptions} targetClassIds dtype`,
  'metrics.CategoricalAccuracy': 'name',
  'metrics.CategoricalCrossentropy': categoricalCrossentropyMetricOptions,
  'metrics.CategoricalHinge': 'name',
  'metrics.ConcordanceCorrelation': correlationOptions,
  'metrics.CosineSimilarity': correlationOptions,
  'metrics.F1Score': f1ScoreOptions,
  'metrics.FBetaScore': `${f1ScoreOptions} beta`,
  'metrics.FalseNegatives': countMetricOptions,
  'metrics.FalsePositives': countMetricOptions,
  'metrics.FunctionMetric': 'name direction',
  'metrics.Hinge': 'name',
  'metrics.IoU': `${meanIoUOptions} targetClassIds`,
  'metrics.KLDivergence': 'name',
  'metrics.LogCoshError': 'name',
  'metrics.Mean': 'name',
  'metrics.MeanAbsoluteError': 'name',
  'metrics.MeanAbsolutePercentageError': 'name',
  'metrics.MeanIoU': meanIoUOptions,
  'metrics.MeanSquaredError': 'name',
  'metrics.MeanSquaredLogarithmicError': 'name',
  'metrics.Metric': 'name',
  'metrics.OneHotIoU': `${correlationOptions} dtype numClasses targetClassIds ignoreClass sparseYPred`,
  'metrics.OneHotMeanIoU': `${correlationOptions} dtype numClasses ignoreClass sparseYPred`,
  'metrics.PearsonCorrelation': correlationOptions,
  'metrics.Poisson': 'name',
  'metrics.Precision': precisionOptions,
  'metrics.PrecisionAtRecall': `${atOptions} recall`,
  'metrics.R2Score': 'classAggregation numRegressors name',
  'metrics.Recall': precisionOptions,
  'metrics.RecallAtPrecision': `${atOptions} precision`,
  'metrics.RootMeanSquaredError': 'name',
  'metrics.SensitivityAtSpecificity': `${atOptions} specificity`,
  'metrics.SparseCategoricalAccuracy': 'name',
  'metrics.SparseCategoricalCrossentropy': `${correlationOptions} fromLogits ignoreClass`,
  'metrics.SparseTopKCategoricalAccuracy': 'k name fromSortedIds',
  'metrics.SpecificityAtSensitivity': `${atOptions} sensitivity`,
  'metrics.SquaredHinge': 'name',
  'metrics.Sum': 'name',
  'metrics.TopKCategoricalAccuracy': 'k name',
  'metrics.TrueNegatives': countMetricOptions,
  'metrics.TruePositives': countMetricOptions,
  'optimizers.Adadelta': adadeltaOptions,
  'optimizers.Adafactor': `${optimizerOptions} beta2Decay epsilon1 epsilon2 clipThreshold relativeStep`,
  'optimizers.Adagrad': `${optimizerOptions} initialAccumulatorValue epsilon`,
  'optimizers.Adam': adamOptions,
  'optimizers.AdamW': adamOptions,
  'optimizers.Adamax': adamaxOptions,
  'optimizers.Ftrl': `${optimizerOptions} learningRatePower initialAccumulatorValue l1RegularizationStrength
    l2RegularizationStrength l2ShrinkageRegularizationStrength beta`,
  'optimizers.Lamb': adamaxOptions,
  'optimizers.Lion': lionOptions,
  'optimizers.Nadam': adamaxOptions,
  'optimizers.Optimizer': optimizerOptions,
  'optimizers.RMSprop': `${adadeltaOptions} momentum centered`,
  'optimizers.SGD': `${optimizerOptions} momentum nesterov`,
  'regularizers.L1': 'l1',
  'regularizers.L1L2': 'l1 l2',
  'regularizers.L2': 'l2',
  'regularizers.OrthogonalRegularizer': 'factor mode',
  'schedules.CosineDecay': 'initialLearningRate decaySteps alpha name warmupTarget warmupSteps',
  'schedules.CosineDecayRestarts': 'initialLearningRate firstDecaySteps tMul mMul alpha name',
  'schedules.ExponentialDecay': rateDecayOptions,
  'schedules.InverseTimeDecay': rateDecayOptions,
  'schedules.PiecewiseConstantDecay': 'boundaries values name',
  'schedules.PolynomialDecay': 'initialLearningRate decaySteps endLearningRate power cycle name',
}
