"""Writes tests/golden/ops.json: what `keras.ops` gives for each operation, with gradients and symbolic shapes.

Run with Keras 3.15.1 on TensorFlow:
    python scripts/tools/golden_ops.py          writes the file
    python scripts/tools/golden_ops.py FOLDER   opens the models that ops-again.mjs saved there, and compares
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import tensorflow as tf
from keras import ops

random = np.random.default_rng(1447)


def f(*shape, low=-2.0, high=2.0):
    """Floats."""
    return random.uniform(low, high, shape).astype("float32")


def pos(*shape):
    return f(*shape, low=0.2, high=3.0)


def unit(*shape):
    return f(*shape, low=-0.9, high=0.9)


def i(*shape, low=-4, high=5):
    return random.integers(low, high, shape).astype("int32")


def b(*shape):
    return random.integers(0, 2, shape).astype("bool")


def clean(value):
    if isinstance(value, float) and not np.isfinite(value):
        return "NaN" if np.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


def tensor(value):
    array = np.asarray(value)
    return {
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        "data": [clean(v) for v in array.reshape(-1).tolist()],
    }


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


cases = []


def spec(value):
    return {"shape": list(value.shape), "dtype": str(value.dtype)}


def write(value):
    """An argument: tensors and lists of them are marked, all else is as in Python."""
    if isinstance(value, np.ndarray):
        return {"tensor": tensor(value)}
    if isinstance(value, (list, tuple)):
        return [write(v) for v in value]
    return clean(value)


def case(name, *args, **kwargs):
    try:
        run(name, *args, **kwargs)
    except (tf.errors.OpError, TypeError, ValueError, AttributeError) as error:
        print("Keras refuses", name, str(error)[:100], file=sys.stderr)


def run(name, *args, grad=None, symbolic=True, **kwargs):
    """Runs one operation on real tensors, with the gradient of sum(y * weights), and on symbolic ones."""
    module = ops
    for part in name.split(".")[:-1]:
        module = getattr(module, part)
    function = getattr(module, name.split(".")[-1])
    found = {"name": ".".join(camel(p) for p in name.split(".")), "args": write(args)}
    if kwargs:
        found["kwargs"] = {camel(k): write(v) for k, v in kwargs.items()}

    def leaves(value):
        if isinstance(value, np.ndarray):
            return [value]
        if isinstance(value, (list, tuple)):
            return [leaf for v in value for leaf in leaves(v)]
        return []

    def replace(value, replacement):
        if isinstance(value, np.ndarray):
            return replacement(value)
        if isinstance(value, list):
            return [replace(v, replacement) for v in value]
        if isinstance(value, tuple):
            return tuple(replace(v, replacement) for v in value)
        return value

    inputs = {id(a): a for a in leaves(args)}
    floats = [a for a in inputs.values() if a.dtype == np.float32]
    with tf.GradientTape() as tape:
        tensors = {key: tf.constant(a) for key, a in inputs.items()}
        for t in tensors.values():
            if t.dtype == tf.float32:
                tape.watch(t)
        y = function(*replace(args, lambda a: tensors[id(a)]), **kwargs)
        outputs = list(y) if isinstance(y, (list, tuple)) else [y]
        differentiable = [o for o in outputs if o.dtype == tf.float32]
        total = 0.0
        for n, o in enumerate(differentiable):
            weights = np.cos(np.arange(int(np.prod(o.shape)), dtype="float32") + n).reshape(o.shape)
            total = total + tf.reduce_sum(o * weights)
    found["outputs"] = [tensor(o.numpy()) for o in outputs]
    found["list"] = isinstance(y, (list, tuple))
    if floats and differentiable and grad is not False:
        gradients = tape.gradient(total, [tensors[id(a)] for a in floats])
        gradients = [
            tf.convert_to_tensor(g) if g is not None else None for g in gradients
        ]
        if any(g is not None for g in gradients):
            found["gradients"] = [None if g is None else tensor(g.numpy()) for g in gradients]
    if symbolic:
        found["symbolic"] = []
        ranks = [a.ndim for a in inputs.values()]
        first = next(iter(inputs.values()))

        def opened(a):
            return a is first if symbolic == "first" else a.ndim == max(ranks)

        for open_axes in ("batch", "all"):
            try:
                made = {
                    key: keras.KerasTensor(
                        [
                            None if opened(a) and (axis == 0 or open_axes == "all" and symbolic is True) else n
                            for axis, n in enumerate(a.shape)
                        ],
                        dtype=str(a.dtype),
                    )
                    for key, a in inputs.items()
                }
                result = function(*replace(args, lambda a: made[id(a)]), **kwargs)
                results = list(result) if isinstance(result, (list, tuple)) else [result]
                found["symbolic"].append(
                    {"inputs": [spec(made[k]) for k in inputs], "outputs": [spec(r) for r in results]}
                )
            except Exception as error:  # what Keras refuses is no case
                print("no symbolic case", open_axes, name, str(error)[:80], file=sys.stderr)
    cases.append(found)


folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "golden")


def array(t):
    return np.array([float(v) if isinstance(v, str) else v for v in t["data"]], t["dtype"]).reshape(t["shape"])


def tensors_in(value):
    if isinstance(value, dict):
        return [value["tensor"]]
    return [t for v in value for t in tensors_in(v)] if isinstance(value, list) else []


def compare(saved):
    """Whether Keras opens the models of all operations, and makes of the inputs what it made before."""
    with open(os.path.join(folder, "ops.json")) as file:
        known = json.load(file)["cases"]
    wrong = 0
    for n, c in enumerate(known):
        try:
            model = keras.models.load_model(os.path.join(saved, f"{n}.keras"))
            inputs = [array(t) for t in tensors_in(c["args"])]
            y = model(inputs if len(inputs) > 1 else inputs[0])
            outputs = list(y) if isinstance(y, (list, tuple)) else [y]
            for o, t in zip(outputs, c["outputs"], strict=True):
                np.testing.assert_allclose(np.asarray(o), array(t), rtol=2e-5, atol=2e-5)
        except Exception as error:
            wrong += 1
            print("FAIL", n, c["name"], type(error).__name__, str(error)[:200].replace("\n", " "))
    print(len(known) - wrong, "of", len(known), "open with equal outputs")
    return wrong


if sys.argv[1:]:
    sys.exit(compare(sys.argv[1]) > 0)

x = f(2, 3, 4)

for name in "absolute fabs negative sign square copy exp exp2 expm1 sin cos tan arctan sinh cosh tanh arcsinh deg2rad rad2deg erf cbrt".split():
    case(name, f(2, 3))
    if name not in ("cbrt",):
        case(name, i(4))
for name in "sqrt rsqrt log log2 log10 log1p reciprocal".split():
    case(name, pos(2, 3))
    case(name, i(4, low=1, high=9))
for name in "arcsin arccos arctanh".split():
    case(name, unit(2, 3))
case("arccosh", 1 + pos(2, 3))
for name in "floor ceil trunc round".split():
    case(name, f(2, 5))
    case(name, i(3))
case("round", np.array([0.5, 1.5, 2.5, -0.5, 1.25], "float32"))
case("round", f(6), 1)
case("round", i(4, low=-99, high=99), -1)
case("absolute", np.array([0.0, -1.0, 2.0], "float32"))
case("clip", f(3, 4), -1.0, 0.5)
case("clip", i(6), -2, 2)
case("clip", np.array([-1.0, 0.0, 1.0], "float32"), -1.0, 1.0)
odd = np.array([1.0, np.nan, np.inf, -np.inf, 0.0], "float32")
case("nan_to_num", odd, grad=False)
case("nan_to_num", odd, 1.0, 2.0, -3.0, grad=False)
for name in "isnan isinf isfinite isposinf isneginf".split():
    case(name, odd)
    case(name, i(3))
case("logical_not", b(4))
case("logical_not", i(4))

for name in "add subtract multiply maximum minimum".split():
    case(name, f(2, 3), f(2, 3))
    case(name, f(2, 3), f(3))
    case(name, f(2, 1, 3), f(4, 1))
    case(name, f(2, 3), 2)
    case(name, 2.5, f(2, 3))
    case(name, i(2, 3), i(3))
    case(name, i(2, 3), 2)
    case(name, i(2, 3), 2.5)
    case(name, i(2, 3), f(2, 3))
    case(name, b(2, 3), i(2, 3))
for name in "divide true_divide".split():
    case(name, f(2, 3), pos(3))
    case(name, i(2, 3), i(3, low=1, high=4))
    case(name, i(2, 3), 255.5)
    case(name, f(2, 3), 255)
    case(name, 1.5, pos(2, 3))
case("divide_no_nan", f(2, 3), np.array([0.0, 1.0, -2.0], "float32"))
case("floor_divide", f(2, 3), pos(3), grad=False)
case("floor_divide", i(8), i(8, low=1, high=4))
case("floor_divide", i(8), 3)
case("floor_divide", i(8), -3)
case("mod", f(2, 3), pos(3))
case("mod", i(8), i(8, low=1, high=4))
case("mod", i(8), -3)
case("mod", f(5), -1.5)
case("power", pos(2, 3), f(3))
case("power", f(2, 3), 2)
case("power", f(2, 3), 3.0)
case("power", 2, f(3))
case("power", i(4), 2)
case("arctan2", f(2, 3), f(3))
case("logaddexp", f(2, 3), f(3))
case("hypot", f(2, 3), f(3))
case("hypot", i(3), i(3, low=1, high=3))

for name in "equal not_equal greater greater_equal less less_equal".split():
    case(name, i(2, 4, low=0, high=3), i(4, low=0, high=3))
    case(name, i(2, 4, low=0, high=3), 1)
    case(name, f(2, 4), 0.5)
    case(name, f(3), i(3))
for name in "equal not_equal".split():
    case(name, b(4), b(4))
for name in "logical_and logical_or logical_xor".split():
    case(name, b(2, 4), b(4))
    case(name, i(2, 4, low=0, high=2), f(2, 4))
for name in ("fmax", "fmin"):
    case(name, f(2, 3), f(3))
    case(name, np.array([1.0, np.nan, 2.0], "float32"), np.array([np.nan, 3.0, 1.0], "float32"), grad=False)
    case(name, i(2, 3), i(3))
case("fmod", f(2, 3), pos(3), grad=False)
case("fmod", i(8), i(8, low=1, high=4))
case("heaviside", np.array([-1.0, 0.0, 2.0], "float32"), f(3), grad=False)
case("logaddexp2", f(2, 3), f(3))
case("erfc", f(2, 3))
case("sinc", f(2, 3))
case("sinc", np.array([0.0, 1.0, 0.5], "float32"), grad=False)
case("fliplr", f(2, 3))
case("flipud", f(2, 3, 2))
case("rot90", f(2, 3))
case("rot90", f(2, 3, 4), -1, (1, 2))
case("rot90", i(2, 3), k=3)
missing = np.array([[1.0, np.nan, 2.0], [np.nan, 3.0, -1.0]], "float32")
for name in "nansum nanprod nanmean nanmax nanmin".split():
    case(name, missing, grad=False)
    case(name, missing, 1, grad=False)
    case(name, missing, axis=0, keepdims=True, grad=False)
    case(name, i(2, 3), axis=-1)
    case(name, f(2, 3, 2), axis=(0, 2))
case("isclose", f(3), f(3))
case("isclose", np.array([1.0, 2.0, np.nan, np.inf], "float32"), np.array([1.00001, 2.1, np.nan, np.inf], "float32"))
case("isclose", np.array([1.0, np.nan], "float32"), np.array([1.05, np.nan], "float32"), 0.1, 0.01, True)

for name in "sum mean max min amax amin ptp var std logsumexp prod any all".split():
    boolean = name in ("any", "all")
    data = b(2, 3, 4) if boolean else f(2, 3, 4)
    case(name, data)
    case(name, data, -1)
    case(name, data, 1, True)
    case(name, data, axis=(0, 2))
    case(name, data, axis=(-1, -2), keepdims=True)
    if name not in ("logsumexp",):
        case(name, i(2, 5, low=0, high=3), axis=1)
    if name in ("sum", "mean", "prod"):
        case(name, b(2, 5), axis=1)
case("max", np.array([[1.0, 2.0, 2.0], [0.0, 0.0, -1.0]], "float32"), axis=1)
case("max", f(2, 3), axis=1, initial=0.5, grad=False)
case("min", f(2, 3), axis=1, initial=-0.5, grad=False)
case("count_nonzero", i(2, 6, low=0, high=2))
case("count_nonzero", i(2, 6, low=0, high=2), -1)
case("count_nonzero", b(2, 6), 1)
case("average", f(2, 3, 4))
case("average", f(2, 3, 4), 1, f(3), symbolic=False)
case("average", f(2, 3, 4), -1)
case("moments", f(2, 3, 4), (0, 1))
case("moments", f(2, 3, 4), [1], True)

for name in ("argmax", "argmin"):
    case(name, f(2, 3, 4))
    case(name, f(2, 3, 4), -1)
    case(name, f(2, 3, 4), axis=1, keepdims=True)
    case(name, i(2, 6), axis=1)
for name in ("cumsum", "cumprod"):
    case(name, f(2, 3, 4), 1)
    case(name, f(2, 3, 4), -1)
    case(name, f(2, 3), symbolic="batch")
    case(name, i(2, 4), axis=0)
    case(name, i(2, 4), axis=1, dtype="float32")
    case(name, b(2, 4), axis=1)
for name in ("sort", "argsort"):
    case(name, f(2, 3, 4))
    case(name, f(2, 3, 4), 1)
    case(name, f(2, 3), None)
    case(name, np.array([[5, 3, 9], [1, 0, -2]], "int32"))
case("top_k", f(2, 5), 3)
case("top_k", f(2, 3, 5), k=2)
case("in_top_k", np.array([1, 0, 2], "int32"), f(3, 4), 2, symbolic=False)

case("reshape", x, (3, -1))
case("reshape", x, (-1, 2, 2))
case("reshape", x, (2, 12))
case("reshape", i(6), (6,))
case("reshape", b(6), (2, 3))
case("ravel", x)
case("expand_dims", x, -1)
case("expand_dims", x, 1)
case("expand_dims", x, (0, -1))
case("squeeze", f(2, 1, 3, 1))
case("squeeze", f(2, 1, 3, 1), -1)
case("squeeze", f(2, 1, 3, 1), (1, 3))
case("transpose", x)
case("transpose", x, (0, 2, 1))
case("transpose", x, [2, 0, 1])
case("swapaxes", x, 0, -1)
case("swapaxes", x, 1, 2)
case("moveaxis", x, 0, -1)
case("moveaxis", x, (0, 1), (2, 0))

case("concatenate", [f(2, 3), f(2, 1)], -1, symbolic="batch")
case("concatenate", [f(2, 3), f(4, 3)])
case("concatenate", [f(2, 3), i(2, 3)], axis=1)
case("stack", [f(2, 3), f(2, 3)])
case("stack", [f(2, 3), f(2, 3)], -1)
case("stack", [i(2, 3), i(2, 3)], axis=1)
case("vstack", [f(2, 3), f(1, 3)])
case("vstack", [f(3), f(3)])
case("hstack", [f(2, 3), f(2, 1)], symbolic="batch")
case("hstack", [f(3), f(2)])
case("append", f(2, 3), f(2, 3))
case("append", f(2, 3), f(2, 2), -1, symbolic="batch")
case("split", f(4, 6), 2, symbolic=False)
case("split", f(4, 6), 3, -1, symbolic="batch")
case("split", f(4, 6), [1, 4], axis=1, symbolic="batch")
case("unstack", f(2, 3), axis=1, symbolic="batch")
case("unstack", f(2, 3), 3, -1, symbolic="batch")
case("flip", x)
case("flip", x, -1)
case("flip", b(2, 4), 1)
case("flip", i(2, 4), axis=(0, 1))
case("roll", x, 1)
case("roll", x, -1, 1)
case("roll", x, (1, 2), axis=(0, -1))
case("roll", i(2, 5), 7, axis=1)
case("tile", x, 2)
case("tile", f(2, 3), (2, 1))
case("tile", f(3), (2, 2))
case("tile", i(2, 3), [1, 2])
case("repeat", x, 2)
case("repeat", x, 3, -1)
case("repeat", f(2, 3), [1, 2, 0], axis=1)
case("repeat", b(2, 3), 2, axis=0)
case("broadcast_to", f(3, 1), (2, 3, 4), symbolic=False)
case("pad", x, 1)
case("pad", x, ((0, 0), (1, 2), (0, 1)))
case("pad", x, ((0, 0), (1, 2), (0, 1)), "reflect")
case("pad", x, ((0, 0), (1, 2), (0, 1)), "symmetric")
case("pad", i(2, 3), ((1, 0), (0, 2)), constant_values=7)
case("pad", f(4), (1, 2))

case("take", x, np.array([1, 0, -1], "int32"), 1)
case("take", x, np.array([[1, 0], [2, 2]], "int32"), -1)
case("take", f(2, 3), np.array([0, 5, 2], "int32"), symbolic=False)
case("take", x, 1, axis=1)
case("take_along_axis", f(2, 4), np.array([[3, 0], [1, 1]], "int32"), 1)
case("take_along_axis", f(2, 4), np.array([[3, 0], [-1, 1]], "int32"), -1, symbolic=False)
case("take_along_axis", f(2, 3, 4), np.array([[[2, 0, 1, 0]], [[0, 0, 0, 2]]], "int32"), 1, symbolic=False)
case("take_along_axis", f(2, 3), np.array([3, 0], "int32"), symbolic=False)
case("where", b(2, 3), f(2, 3), f(3))
case("where", b(2, 3), f(2, 3), 0.0)
case("where", b(3), i(2, 3), 1)
case("where", b(2, 3), i(2, 3), f(2, 3))
case("where", b(2, 3), b(2, 3), b(3))
case("slice", f(4, 5), [1, 2], [2, 3], symbolic=False)
case("slice", i(4, 5), [0, 2], [4, 1], symbolic=False)

for name in ("tril", "triu"):
    case(name, f(3, 4))
    case(name, f(2, 3, 3), -1)
    case(name, i(4, 4), 1)
    case(name, b(3, 3))
case("diagonal", f(3, 4))
case("diagonal", f(3, 4), 1)
case("diagonal", f(2, 3, 4), -1, 1, 2)
case("diagonal", i(2, 3, 3), axis1=-2, axis2=-1)
case("trace", f(3, 4))
case("trace", i(2, 3, 3), 0, 1, 2)
case("diag", f(3))
case("diag", f(3), -1)
case("diag", f(3, 4), 1, symbolic="batch")
case("diag", i(2), 2)

for name in ("zeros_like", "ones_like"):
    case(name, f(2, 3), grad=False)
    case(name, i(2, 3))
    case(name, f(2, 3), "int32")
    case(name, b(2), dtype="bool")
case("full_like", f(2, 3), 2.5, grad=False)
case("full_like", i(2, 3), 2)
case("full_like", i(2, 3), 2, "float32")
case("meshgrid", f(2), f(3), symbolic="batch")
case("meshgrid", f(2), f(3), f(2), indexing="ij")
for value in ("float32", "int32", "bool"):
    case("cast", f(2, 3), value, grad=False)
    case("cast", i(2, 3, low=0, high=2), value)
    case("cast", b(2, 3), value)
case("stop_gradient", f(2, 3), grad=False)

case("matmul", f(2, 3), f(3, 4))
case("matmul", f(2, 3, 4), f(2, 4, 5))
case("matmul", f(2, 3, 4), f(4, 5))
case("matmul", f(3), f(3, 2))
case("matmul", f(2, 3), f(3))
case("matmul", f(3), f(3))
case("matmul", f(2, 1, 3, 4), f(5, 4, 2))
case("matmul", i(2, 3), i(3, 2))
case("matmul", f(2, 3), i(3, 2))
case("dot", f(2, 3), f(3, 4), symbolic="first")
case("dot", f(2, 3, 4), f(4))
case("dot", f(2, 3, 4), f(5, 4, 2))
case("dot", f(3), f(3))
case("dot", f(2, 3), np.array(2.0, "float32"))
case("inner", f(2, 3), f(4, 3))
case("inner", f(3), f(3))
case("outer", f(3), f(2))
case("outer", f(2, 2), f(3), symbolic="batch")
case("outer", i(3), i(2))
case("vdot", f(2, 3), f(2, 3))
case("vdot", f(4), f(4))
case("tensordot", f(2, 3, 4), f(3, 4, 5), symbolic="first")
case("tensordot", f(2, 3), f(3, 4), 1, symbolic="first")
case("tensordot", f(2, 3, 4), f(4, 3, 5), [[1, 2], [1, 0]], symbolic="first")
case("tensordot", f(2, 3, 4), f(5, 4), axes=[[-1], [1]], symbolic="first")
case("einsum", "ij,jk->ik", f(2, 3), f(3, 4), symbolic="first")
case("einsum", "bij,bjk->bik", f(2, 3, 4), f(2, 4, 5))
case("einsum", "ij->ji", f(2, 3))
case("einsum", "ij->", f(2, 3))
case("einsum", "i,i->i", i(3), i(3))
case("cross", f(2, 3), f(2, 3), symbolic="batch")
case("cross", f(2, 3), f(3), symbolic="batch")
case("cross", i(2, 3), i(2, 3), symbolic="batch")
case("norm", f(2, 3))
case("norm", f(2, 3), None, 1)
case("norm", f(2, 3), 1, -1)
case("norm", f(2, 3), 3, axis=1, keepdims=True)
case("norm", f(2, 3), float("inf"), 1, grad=True)
case("norm", f(2, 3), axis=(0, 1))
case("norm", f(2, 3), "fro")
case("norm", f(2, 3), 1)
case("norm", f(2, 3, 4), float("inf"), (1, 2))
case("norm", f(2, 3, 4), -1, (-2, -1), True)

for name in (
    "relu relu6 sigmoid sparse_sigmoid softplus softsign silu log_sigmoid hard_sigmoid hard_silu hard_tanh tanh_shrink "
    "sparse_plus selu leaky_relu elu celu gelu squareplus hard_shrink soft_shrink softmax log_softmax sparsemax"
).split():
    case(name, f(2, 4))
    case(name, 4 * f(5))
case("relu6", np.array([-1.0, 0.0, 3.0, 6.0, 7.0], "float32"))
case("leaky_relu", f(2, 3), 0.1)
case("elu", f(2, 3), 0.5)
case("celu", f(2, 3), alpha=0.5)
case("gelu", f(2, 3), False)
case("squareplus", f(2, 3), b=1)
case("hard_shrink", f(2, 3), 1.0)
case("soft_shrink", f(2, 3), threshold=1.0)
case("threshold", f(2, 3), 0.5, -1.0)
case("threshold", f(4), threshold=0.0, default_value=2.0)
case("softmax", f(2, 3, 4), 1)
case("softmax", f(2, 3), None)
case("softmax", f(2, 3, 4), (1, 2))
case("log_softmax", f(2, 3, 4), axis=1)
case("glu", f(2, 4))
case("glu", f(4, 3), axis=0)

case("conv", f(2, 6, 3), f(3, 3, 4), symbolic="first")
case("conv", f(2, 6, 5, 3), f(3, 2, 3, 4), symbolic="first")
case("conv", f(2, 6, 5, 4), f(3, 3, 2, 6), padding="same", symbolic="first")
case("conv", f(2, 6, 5, 3), f(3, 3, 3, 4), (2, 1), "same", symbolic="first")
case("conv", f(2, 7, 7, 2), f(3, 3, 2, 2), dilation_rate=2, symbolic="first")
case("conv", f(1, 4, 4, 4, 2), f(2, 2, 2, 2, 3), symbolic="first")
case("depthwise_conv", f(2, 6, 5, 3), f(3, 3, 3, 2), symbolic="first")
case("depthwise_conv", f(2, 6, 6, 2), f(3, 3, 2, 1), 2, "same", symbolic="first")
case("depthwise_conv", f(2, 6, 2), f(3, 2, 2), symbolic="first")
case("separable_conv", f(2, 6, 5, 3), f(3, 3, 3, 2), f(1, 1, 6, 4), symbolic="first")
case("separable_conv", f(2, 6, 5, 3), f(3, 3, 3, 1), f(1, 1, 3, 2), padding="same", symbolic="first")
for name in ("max_pool", "average_pool"):
    case(name, f(2, 6, 3), 2, symbolic="batch")
    case(name, f(2, 6, 5, 3), (2, 2), symbolic="batch")
    case(name, f(2, 5, 5, 3), 3, 2, "same", symbolic="batch")
    case(name, f(1, 4, 4, 4, 2), 2, symbolic="batch")
case("normalize", f(2, 3))
case("normalize", f(2, 3), axis=0)
case("normalize", f(2, 3), -1, 3)
case("normalize", f(2, 3), order=1)
case("batch_normalization", f(2, 3, 4), f(4), pos(4), -1, f(4), f(4))
case("batch_normalization", f(2, 3, 4), f(3), pos(3), axis=1, epsilon=0.1)
case("layer_normalization", f(2, 3, 4), f(4), f(4))
case("layer_normalization", f(2, 3, 4), axis=[1, 2])
case("layer_normalization", f(2, 3, 4), f(3), f(3), axis=1, epsilon=0.01)
case("rms_normalization", f(2, 3, 4), f(4))
case("rms_normalization", f(2, 3), axis=0, symbolic="batch")
case("one_hot", i(2, 3, low=-1, high=5), 4)
case("one_hot", i(2, 3, low=0, high=3), 3, axis=1)
case("one_hot", i(4, low=0, high=3), 3, dtype="bool")
case("one_hot", i(4, low=0, high=3), 3, dtype="int32")
case("multi_hot", i(2, 3, low=0, high=5), 5, symbolic=False)
case("multi_hot", i(3, low=0, high=4), num_classes=4, symbolic=False)
case("segment_sum", f(5, 2), np.array([0, 2, 1, 0, 2], "int32"), 3, symbolic=False)
case("segment_sum", i(5), np.array([0, 0, 1, 1, 2], "int32"), num_segments=4, symbolic=False)
case("image.resize", f(2, 4, 4, 3), (2, 3), symbolic="batch")
case("image.resize", f(2, 4, 4, 3), (6, 5), interpolation="nearest", symbolic="batch")
case("image.resize", f(4, 4, 1), (3, 3), interpolation="bicubic", symbolic=False)
case("image.resize", i(2, 4, 4, 1), (8, 8), interpolation="nearest", symbolic="batch")
case("image.rgb_to_grayscale", f(2, 3, 3, 3), symbolic="batch")

# numbers that are made, not computed
made = []


def make(name, *args, **kwargs):
    found = getattr(ops, name)(*args, **kwargs)
    made.append({"name": camel(name), "args": write(args), "kwargs": {}, "output": tensor(np.asarray(found))})


make("zeros", (2, 3))
make("zeros", (2,), "int32")
make("ones", (2, 2), "bool")
make("full", (2, 2), 2.5)
make("full", (3,), 7, "int32")
make("eye", 3)
make("eye", 3, 2, -1, "int32")
make("identity", 2)
make("tri", 3)
make("tri", 2, 4, 1)
make("arange", 4)
make("arange", 1, 4)
make("arange", 5, 0, -2)
make("arange", 0, 1, 0.25)
make("linspace", 0, 1, 5)
make("linspace", 2, 4, 4, False)
make("linspace", -1, 1, 1)

def rounded(value):
    if isinstance(value, float):
        return float(np.format_float_positional(np.float32(value), unique=True, trim="-")) if abs(value) < 1e30 else value
    if isinstance(value, list):
        return [rounded(v) for v in value]
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return value


with open(os.path.join(folder, "ops.json"), "w") as file:
    lines = ",\n".join(json.dumps(rounded(c), separators=(",", ":")) for c in cases)
    more = ",\n".join(json.dumps(rounded(c), separators=(",", ":")) for c in made)
    file.write(f'{{"keras":"{keras.__version__}","cases":[\n{lines}\n],"made":[\n{more}\n]}}\n')
print(len(cases), "cases of", len({c["name"] for c in cases}), "operations")
