"""Writes tests/golden/kinks.json: values and gradients of operators, losses and layers where they have a kink, a pole or
no finite number, by TensorFlow and Keras.

python scripts/tools/golden_kinks.py tests/golden/kinks.json
"""

import json
import sys

import keras
import numpy as np
import tensorflow as tf

NAN, INF = float("nan"), float("inf")
# beside kinks, what TensorFlow computes in vectors and one by one at the end of a tensor
ALL = [NAN, INF, -INF, 0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 6, 6.5, 20, -20, 100, -100, 1e30, -1e30, 1e-30, -1e-30]
FEW = [NAN, INF, -INF, 0, 1, -1, 0.5, -0.5, 2, -2, 3]


def number(v):
    v = float(v)
    if np.isnan(v):
        return "NaN"
    if np.isinf(v):
        return "Infinity" if v > 0 else "-Infinity"
    return float(f"{v:.9g}")


def flat(t):
    return [number(v) for v in np.asarray(t, dtype=np.float64).reshape(-1)]


def maybe(t):
    return None if t is None else flat(t)


def tensor(t):
    t = np.asarray(t)
    return {"shape": list(t.shape), "dtype": "int32" if t.dtype.kind == "i" else "float32", "data": flat(t)}


def elementwise(f, inputs):
    """Values of a function of single elements, and gradients where 1 or 0 arrives; where TensorFlow's answer depends on the place in the
    tensor (vector or not), NaN is what it gives at one of them."""
    variables = [tf.constant(np.float32(x)) for x in inputs]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(variables)
        y = f(*variables)
    gradients = [
        tape.gradient(y, variables, output_gradients=dy) if y.dtype == tf.float32 else [None for _ in variables]
        for dy in (tf.ones_like(y), tf.zeros_like(y))
    ]
    gradients = [[None if g is None else tf.convert_to_tensor(g).numpy() for g in list_] for list_ in gradients]
    y = y.numpy().astype(np.float64)
    for i in range(len(inputs[0])):
        single = f(*[tf.constant(np.float32(x[i : i + 1])) for x in inputs]).numpy().astype(np.float64)[0]
        if np.isnan(single) and not np.isnan(y[i]):
            y[i] = single
    return y, *gradients


UNARY = {
    "abs": tf.abs,
    "acos": tf.acos,
    "acosh": tf.acosh,
    "asin": tf.asin,
    "asinh": tf.asinh,
    "atan": tf.atan,
    "atanh": tf.atanh,
    "ceil": tf.math.ceil,
    "clipByValue": lambda x: tf.clip_by_value(x, -1.0, 1.0),
    "cos": tf.cos,
    "cosh": tf.cosh,
    "elu": tf.nn.elu,
    "erf": tf.math.erf,
    "exp": tf.exp,
    "expm1": tf.math.expm1,
    "floor": tf.floor,
    "isFinite": tf.math.is_finite,
    "isInf": tf.math.is_inf,
    "isNaN": tf.math.is_nan,
    "leakyRelu": lambda x: tf.nn.leaky_relu(x, 0.2),
    "log": tf.math.log,
    "log1p": tf.math.log1p,
    "logSigmoid": tf.math.log_sigmoid,
    "neg": tf.negative,
    "reciprocal": tf.math.reciprocal,
    "relu": tf.nn.relu,
    "relu6": tf.nn.relu6,
    "round": tf.round,
    "rsqrt": tf.math.rsqrt,
    "selu": tf.nn.selu,
    "sigmoid": tf.sigmoid,
    "sign": tf.sign,
    "sin": tf.sin,
    "sinh": tf.sinh,
    "softplus": tf.math.softplus,
    "sqrt": tf.sqrt,
    "square": tf.square,
    "tan": tf.tan,
    "tanh": tf.tanh,
    "toBool": lambda x: tf.cast(x, tf.bool),
}

# of huge numbers they are noise
PERIODIC = ["cos", "sin", "tan"]

BINARY = {
    "add": tf.add,
    "atan2": tf.atan2,
    "div": tf.divide,
    "divNoNan": tf.math.divide_no_nan,
    "equal": tf.equal,
    "floorDiv": tf.math.floordiv,
    "greater": tf.greater,
    "greaterEqual": tf.greater_equal,
    "less": tf.less,
    "lessEqual": tf.less_equal,
    "maximum": tf.maximum,
    "minimum": tf.minimum,
    "mod": tf.math.floormod,
    "mul": tf.multiply,
    "notEqual": tf.not_equal,
    "pow": tf.pow,
    "squaredDifference": tf.math.squared_difference,
    "sub": tf.subtract,
    "where": lambda a, b: tf.where(a > 0, a, b),
    "xlogyTaken": lambda a, b: tf.where(b > 0, a * tf.math.log(b), a),
}

# rows of every length that lanes and tails can have, with what is not finite at any place
ROWS = {
    "plain": [1, -2, 3, 0.5],
    "zero": [0, 2, 3],
    "zeros": [0, 2, 0, 3],
    "allZero": [0, 0, 0],
    "ties": [2, 1, 2, 2, -1],
    "equal": [3, 3, 3, 3, 3],
    "nan": [1, NAN, 2],
    "nanFirst": [NAN, 1, 2, 3, 4, 5, 6, 7, 8],
    "nanLast": [1, 2, 3, 4, 5, 6, 7, NAN],
    "infinity": [1, INF, 2, -3],
    "infinities": [INF, INF, 1],
    "opposite": [INF, -INF, 1],
    "minusInfinity": [-INF, 1, 2],
    "allMinusInfinity": [-INF, -INF, -INF],
    "nanAndInfinity": [NAN, INF, -INF, 1],
    "large": [100, -100, 200],
}

REDUCTIONS = {
    "sum": lambda x: tf.reduce_sum(x, -1),
    "mean": lambda x: tf.reduce_mean(x, -1),
    "prod": lambda x: tf.reduce_prod(x, -1),
    "max": lambda x: tf.reduce_max(x, -1),
    "min": lambda x: tf.reduce_min(x, -1),
    "logSumExp": lambda x: tf.reduce_logsumexp(x, -1),
    "norm": lambda x: tf.norm(x, axis=-1),
    "norm1": lambda x: tf.norm(x, 1, axis=-1),
    "normInf": lambda x: tf.norm(x, np.inf, axis=-1),
    "std": lambda x: tf.math.reduce_std(x, -1),
    "variance": lambda x: tf.math.reduce_variance(x, -1),
    "cumsum": lambda x: tf.cumsum(x, -1),
    "cumprod": lambda x: tf.math.cumprod(x, -1),
    "cumprodExclusive": lambda x: tf.math.cumprod(x, -1, exclusive=True),
    "cumprodReverse": lambda x: tf.math.cumprod(x, -1, reverse=True),
    "softmax": tf.nn.softmax,
    "logSoftmax": tf.nn.log_softmax,
    "argMax": lambda x: tf.argmax(x, -1, output_type=tf.int32),
    "argMin": lambda x: tf.argmin(x, -1, output_type=tf.int32),
}


def reduction(f, row):
    x = tf.constant(np.float32([row]))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
        if y.dtype != tf.float32:
            return {"x": tensor(x), "y": tensor(y)}
        upstream = tf.reshape(tf.range(1.0, float(tf.size(y)) + 1), y.shape)
        total = tf.reduce_sum(tf.where(upstream > 0, y * upstream, 0.0))
    return {"x": tensor(x), "y": tensor(y), "dx": tensor(tape.gradient(total, x))}


LOSSES = {
    "MeanSquaredError": {},
    "MeanAbsoluteError": {},
    "MeanAbsolutePercentageError": {},
    "MeanSquaredLogarithmicError": {},
    "LogCosh": {},
    "Huber": {},
    "Poisson": {},
    "KLDivergence": {},
    "Hinge": {},
    "SquaredHinge": {},
    "CategoricalHinge": {},
    "CosineSimilarity": {},
    "BinaryCrossentropy": {},
    "BinaryCrossentropy/logits": {"from_logits": True},
    "BinaryFocalCrossentropy": {},
    "BinaryFocalCrossentropy/logits": {"from_logits": True},
    "CategoricalCrossentropy": {},
    "CategoricalCrossentropy/logits": {"from_logits": True},
    "CategoricalFocalCrossentropy": {},
    "CategoricalFocalCrossentropy/logits": {"from_logits": True},
    "Dice": {},
    "Tversky": {},
}
SPARSE = {
    "SparseCategoricalCrossentropy": {},
    "SparseCategoricalCrossentropy/logits": {"from_logits": True},
    "CategoricalGeneralizedCrossEntropy": {},
}
POINTS = {
    "zero": ([0, 0, 0], [0, 0, 0]),
    "zeroTarget": ([0, 0, 0], [0.5, -0.25, 2]),
    "zeroPrediction": ([1, 0, 2], [0, 0, 0]),
    "nearZeroTarget": ([1e-8, -1e-8, 1e-6], [0.3, 0.5, -0.2]),
    "equal": ([1, 0, 0], [1, 0, 0]),
    "opposite": ([1, 0, 1], [0, 1, 0]),
    "negative": ([1, 0, -1], [-0.5, -1, -1]),
    "margin": ([1, -1, 1], [1, -1, 0]),
    "delta": ([0, 0, 0], [1, -1, 2]),
    "extreme": ([1, 0, 1], [1e4, -1e4, 50]),
    "huge": ([1, 0, 1], [1e30, -1e30, 1e20]),
    "infinite": ([1, 0, 1], [INF, 0.5, 0.5]),
    "minusInfinite": ([1, 0, 1], [-INF, 0.5, 0.5]),
    "nan": ([1, 0, 1], [0.5, NAN, 0.5]),
    "nanTarget": ([1, NAN, 0], [0.5, 0.25, 0.5]),
}


def loss_case(name, options, target, prediction):
    loss = getattr(keras.losses, name.split("/")[0])(reduction="none", **options)
    y = tf.constant(np.float32([prediction, [0.25, 0.5, 0.125]]))
    with tf.GradientTape() as tape:
        tape.watch(y)
        value = loss(np.asarray(target), y)
    gradient = tape.gradient(value, y)
    return {
        "y_true": tensor(np.asarray(target)),
        "y_pred": tensor(y),
        "loss": tensor(value),
        "gradient": tensor(gradient if gradient is not None else tf.zeros_like(y)),
    }


ACTIVATIONS = [
    *["relu", "relu6", "leaky_relu", "sigmoid", "tanh", "softplus", "softsign", "elu", "selu", "celu", "gelu", "silu"],
    *["mish", "exponential", "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink"],
    *["log_sigmoid", "sparse_sigmoid", "sparse_plus", "squareplus"],
]
ACTIVATION_ROWS = ["softmax", "log_softmax", "sparsemax"]

VECTORS = {"zero": [0, 0, 0], "zeroAmong": [0, 2, 0], "tiny": [1e-30, -1e-30, 0], "small": [2e-8, 1e-8, 0], "plain": [1, -1, 2]}


def layer_cases():
    """Layers and penalties that normalize, at vectors of length 0 and near."""
    layers = {
        "UnitNormalization": {},
        "LayerNormalization": {},
        "RMSNormalization": {},
    }
    for name, config in layers.items():
        for point, row in VECTORS.items():
            x = tf.constant(np.float32([row, [1, 2, 3]]))
            layer = getattr(keras.layers, name)(**config)
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = layer(x)
                total = tf.reduce_sum(y * tf.constant([[1.0, 2.0, 3.0], [1.0, -1.0, 0.5]]))
            yield {"id": f"{name}/{point}", "class_name": name, "x": tensor(x), "y": tensor(y), "dx": tensor(tape.gradient(total, x))}


def dot_cases():
    for point, row in VECTORS.items():
        a, b = tf.constant(np.float32([row, [1, 2, 3]])), tf.constant(np.float32([[1, 2, -1], row]))
        with tf.GradientTape() as tape:
            tape.watch([a, b])
            y = keras.layers.Dot(axes=1, normalize=True)([a, b])
        da, db = tape.gradient(y, [a, b])
        yield {"id": f"Dot/{point}", "a": tensor(a), "b": tensor(b), "y": tensor(y), "da": tensor(da), "db": tensor(db)}


def weight_cases():
    """Penalties of kernels with a row of zeros, with gradient, and what constraints make of it."""
    regularizers = {
        "L1": keras.regularizers.L1(0.1),
        "L2": keras.regularizers.L2(0.1),
        "OrthogonalRegularizer/rows": keras.regularizers.OrthogonalRegularizer(0.1),
        "OrthogonalRegularizer/columns": keras.regularizers.OrthogonalRegularizer(0.1, mode="columns"),
    }
    constraints = {
        "MaxNorm": keras.constraints.MaxNorm(1.0),
        "UnitNorm": keras.constraints.UnitNorm(),
        "MinMaxNorm": keras.constraints.MinMaxNorm(0.5, 1.0),
        "NonNeg": keras.constraints.NonNeg(),
    }
    for point, row in [*VECTORS.items(), ("nan", [NAN, 1, 2]), ("infinity", [INF, 1, 2])]:
        w = tf.constant(np.float32([row, [1, 2, 3], [0, 0, 0]]))
        for name, regularizer in regularizers.items():
            with tf.GradientTape() as tape:
                tape.watch(w)
                y = regularizer(w)
            yield {"id": f"{name}/{point}", "w": tensor(w), "y": tensor(y), "dw": tensor(tape.gradient(y, w))}
        for name, constraint in constraints.items():
            yield {"id": f"{name}/{point}", "w": tensor(w), "y": tensor(constraint(w))}


CTC = {
    "possible": [[1, 2], 4],
    "repeated": [[1, 1], 3],
    "repeatedTooShort": [[1, 1], 2],
    "moreLabelsThanSteps": [[1, 2, 1], 2],
    "manyMore": [[1, 2, 1, 2, 1], 1],
    "noLabels": [[0, 0], 3],
}


def ctc_cases():
    for name, (labels, steps) in CTC.items():
        rng = np.random.default_rng(3)
        logits = tf.constant(np.float32(rng.normal(size=(2, steps, 3))))
        target = np.int32([labels, labels])
        with tf.GradientTape() as tape:
            tape.watch(logits)
            loss = keras.losses.CTC(reduction="none")(target, logits)
        yield {"id": name, "y_true": tensor(target), "y_pred": tensor(logits), "loss": tensor(loss), "gradient": tensor(tape.gradient(loss, logits))}


def max_pool_cases():
    """Without NaN, which TensorFlow loses in some windows and keeps in others, and without windows of nothing but
    -Infinity, of which it makes the least finite number."""
    for name, window in {
        "infinity": [1, INF, 2, -INF], "minusInfinity": [-INF, -INF, -5, -INF], "ties": [2, 2, 1, 2], "negative": [-1, -2, -3, -4],
    }.items():
        for channels in (1, 4, 5):
            x = np.float32(np.ones((1, 4, 4, channels)))
            x[0, :2, :2, channels - 1] = np.float32(window).reshape(2, 2)
            x = tf.constant(x)
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = tf.nn.max_pool2d(x, 2, 2, "VALID")
            yield {"id": f"{name}/{channels}", "x": tensor(x), "y": tensor(y), "dx": tensor(tape.gradient(y, x))}


def masked_metric_cases():
    """All metrics of predictions with a mask: which of them leave out what is masked."""
    rng = np.random.default_rng(5)
    binary = np.int32(rng.integers(0, 2, (2, 4, 1))), np.float32(rng.uniform(size=(2, 4, 1)))
    one_hot = np.float32(np.eye(3)[rng.integers(0, 3, (2, 4))]), np.float32(rng.dirichlet(np.ones(3), (2, 4)))
    labels = np.int32(one_hot[0].argmax(-1)), one_hot[1]
    numbers = np.float32(rng.normal(size=(2, 4, 3))), np.float32(rng.normal(size=(2, 4, 3)))
    rows = np.float32(np.eye(3)[[0, 1, 2, 1]]), np.float32(rng.dirichlet(np.ones(3), 4))
    thresholds = {"num_thresholds": 20}
    cases = {
        **{n: (binary, {}) for n in ("BinaryAccuracy", "BinaryCrossentropy", "Precision", "Recall", "Hinge", "SquaredHinge")},
        **{n: (binary, {}) for n in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives")},
        "AUC": (binary, thresholds),
        "PrecisionAtRecall": (binary, {"recall": 0.5, **thresholds}),
        "RecallAtPrecision": (binary, {"precision": 0.5, **thresholds}),
        "SensitivityAtSpecificity": (binary, {"specificity": 0.5, **thresholds}),
        "SpecificityAtSensitivity": (binary, {"sensitivity": 0.5, **thresholds}),
        "BinaryIoU": (binary, {}),
        "Accuracy": ((binary[0], np.float32(rng.integers(0, 2, (2, 4, 1)))), {}),
        **{n: (one_hot, {}) for n in ("CategoricalAccuracy", "CategoricalCrossentropy", "CategoricalHinge", "KLDivergence", "Poisson")},
        "TopKCategoricalAccuracy": (one_hot, {"k": 2}),
        "OneHotIoU": (one_hot, {"num_classes": 3, "target_class_ids": [0, 1]}),
        "OneHotMeanIoU": (one_hot, {"num_classes": 3}),
        "SparseCategoricalAccuracy": (labels, {}),
        "SparseCategoricalCrossentropy": (labels, {}),
        "SparseTopKCategoricalAccuracy": (labels, {"k": 2}),
        "MeanIoU": ((labels[0], np.int32(rng.integers(0, 3, (2, 4)))), {"num_classes": 3}),
        "IoU": ((labels[0], np.int32(rng.integers(0, 3, (2, 4)))), {"num_classes": 3, "target_class_ids": [0]}),
        **{n: (numbers, {}) for n in ("MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "LogCoshError")},
        **{n: (numbers, {}) for n in ("MeanSquaredLogarithmicError", "RootMeanSquaredError", "CosineSimilarity")},
        **{n: (numbers, {}) for n in ("PearsonCorrelation", "ConcordanceCorrelation")},
        **{n: (rows, {}) for n in ("FBetaScore", "F1Score", "R2Score")},
    }
    for name, ((y_true, y_pred), config) in cases.items():
        mask = np.array([[1, 1, 0, 0], [1, 0, 1, 0]], bool) if y_pred.shape[0] == 2 else np.array([1, 0, 1, 1], bool)
        metric = getattr(keras.metrics, name)(**config)
        prediction = tf.constant(y_pred)
        keras.src.backend.set_keras_mask(prediction, tf.constant(mask))
        metric.update_state(tf.constant(y_true), prediction)
        yield {"class_name": name, "config": config, "y_true": tensor(y_true), "y_pred": tensor(y_pred), "mask": tensor(mask.astype(np.int32)), "result": tensor(metric.result())}


def main(path):
    grid = [(a, b) for a in FEW for b in FEW]
    unary, binary = [], []
    for name, f in UNARY.items():
        x = [v for v in ALL if abs(v) < 1e9 or np.isinf(v)] if name in PERIODIC else ALL
        y, (dx,), (zero,) = elementwise(f, [x])
        unary.append({"name": name, "x": flat(x), "y": flat(y), "dx": maybe(dx), "zero": maybe(zero)})
    for name, f in BINARY.items():
        y, (da, db), (zeroA, zeroB) = elementwise(f, [[a for a, _ in grid], [b for _, b in grid]])
        gradients = {"da": maybe(da), "db": maybe(db), "zeroA": maybe(zeroA), "zeroB": maybe(zeroB)}
        binary.append({"name": name, "y": flat(y), **gradients})
    activations = []
    for name in ACTIVATIONS:
        y, (dx,), (zero,) = elementwise(getattr(keras.activations, name), [ALL])
        activations.append({"name": name, "y": flat(y), "dx": flat(dx), "zero": flat(zero)})
    content = {
        "meta": {"keras_version": keras.__version__, "tensorflow_version": tf.__version__},
        "all": flat(ALL),
        "few": flat(FEW),
        "unary": unary,
        "binary": binary,
        "activations": activations,
        "reductions": [{"id": f"{n}/{p}", "name": n, **reduction(f, row)} for n, f in REDUCTIONS.items() for p, row in ROWS.items()],
        "rowActivations": [
            {"id": f"{n}/{p}", "name": n, **reduction(getattr(keras.activations, n), row)}
            for n in ACTIVATION_ROWS
            for p, row in ROWS.items()
            # sorting, Keras' sparsemax loses NaN
            if n != "sparsemax" or np.isfinite(row).all()
        ],
        "maxPool": list(max_pool_cases()),
        "losses": [
            {"id": f"{n}/{p}", "class_name": n.split("/")[0], "config": c, **loss_case(n, c, np.float32([t, [0, 1, 0]]), y)}
            for n, c in LOSSES.items()
            for p, (t, y) in POINTS.items()
        ]
        + [
            {"id": f"{n}/{p}", "class_name": n.split("/")[0], "config": c, **loss_case(n, c, np.int32([0, 2]), y)}
            for n, c in SPARSE.items()
            for p, (_, y) in POINTS.items()
        ],
        "layers": list(layer_cases()),
        "dots": list(dot_cases()),
        "weights": list(weight_cases()),
        "ctc": list(ctc_cases()),
        "maskedMetrics": list(masked_metric_cases()),
    }
    with open(path, "w") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")


main(sys.argv[1])
