"""Writes tests/golden/dtypes.json: what Keras' layers give for other dtypes and for unknown sizes.

For each case of the golden files of layers: for inputs of int32 and of bool the dtypes of the outputs and the sums of
their values times the cosines of their places (null where Keras refuses them, or where halves are rounded), and the shapes of the outputs for
inputs of which the batch, or all axes but the channels, are unknown (null where Keras refuses them, or tells others
than it gives).

python scripts/tools/golden_dtypes.py tests/golden
"""

import json
import pathlib
import sys

import keras
import numpy as np
import tensorflow as tf
from keras.src.applications import convnext

# layers that Keras does not export
inner = {name: getattr(convnext, name) for name in ("LayerScale", "StochasticDepth")}
folder = pathlib.Path(sys.argv[1])


def tensors_of(case, dtype):
    out = {}
    for name, t in case["tensors"].items():
        data = [{"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}.get(v, v) for v in t["data"]]
        x = np.array(data, dtype=t["dtype"]).reshape(t["shape"])
        if dtype and t["dtype"] == "float32":
            x = np.nan_to_num(np.round(np.abs(x) * 5), posinf=9, neginf=9)
            x = x.astype(dtype) if dtype == "int32" else x > 1
        out[name] = x
    return out


def fill(value, tensors):
    if isinstance(value, str):
        return tensors[value]
    if isinstance(value, list):
        return [fill(v, tensors) for v in value]
    if isinstance(value, dict) and "literal" in value:
        return value["literal"]
    return value


def make(case):
    config = {k: v for k, v in case["keras_config"].items() if k != "build_config"}
    given = {"module": "keras.layers", "class_name": case["class_name"], "config": config}
    return keras.layers.deserialize(given, custom_objects=inner)


def call(case, tensors, layer=None):
    # cells take their states as an argument of its own in Keras
    called = case.get("keras_call", case["call"])
    args = [fill(a, tensors) for a in called["args"]]
    kwargs = {k: fill(v, tensors) for k, v in called.get("kwargs", {}).items()}
    return keras.tree.flatten((layer or make(case))(*args, **kwargs))


def attempt(f):
    try:
        return f()
    except Exception:
        return None


def dtypes(case, dtype):
    given = {k: tf.constant(x) for k, x in tensors_of(case, dtype).items()}

    def run():
        layer = make(case)
        if "adapt_data" in case:
            layer.adapt(tensors_of({"tensors": {"x": case["adapt_data"]}}, None)["x"])
        call(case, given, layer)
        if "adapt_data" not in case:
            layer.set_weights([np.array(w["data"], w["dtype"]).reshape(w["shape"]) for w in case["weights"]])
        if getattr(layer, "stateful", False):
            layer.reset_state()
        outputs = call(case, given, layer)
        values = [np.array(y, "float64").ravel() for y in outputs]
        sums = [float(f"{np.sum(v * np.cos(np.arange(v.size))):.6g}") for v in values]
        # which way a half is rounded is up to the last bit of a sum
        floats = attempt(lambda: call(case, {k: tf.cast(x, "float32") for k, x in given.items()}, layer)) or []
        halves = [np.any(np.abs(np.array(y) % 1 - 0.5) < 1e-4) for y in floats if outputs[0].dtype == "int32"]
        return {
            "dtypes": [keras.backend.standardize_dtype(y.dtype) for y in outputs],
            "sums": None if any(halves) else sums,
        }

    return attempt(run)


def shapes(case, unknown):
    def run():
        tensors = {
            k: keras.Input(batch_shape=[None if i in unknown(x) else d for i, d in enumerate(x.shape)], dtype=str(x.dtype))
            for k, x in tensors_of(case, None).items()
        }
        made = [list(y.shape) for y in call(case, tensors)]
        # some of Keras' layers tell other shapes than they give
        given = [y.shape for y in call(case, {k: tf.constant(x) for k, x in tensors_of(case, None).items()})]
        agree = all(m is None or m == n for y, real in zip(made, given) for m, n in zip(y, real))
        return made if agree else None

    return attempt(run)


def entry(case):
    first = case["config"].get("data_format") == "channels_first"
    others = lambda x: [i for i in range(x.ndim) if i != (1 if first else x.ndim - 1) or i == 0]
    return {
        "id": case["id"],
        "dtypes": {d: dtypes(case, d) for d in ("int32", "bool")},
        "shapes": {"batch": shapes(case, lambda x: [0]), "others": shapes(case, others)},
    }


result = {"meta": {"keras": keras.__version__}}
for name in ("layers", "layers_spatial", "layers-more", "layers-cells"):
    result[name] = [entry(c) for c in json.loads((folder / f"{name}.json").read_text())["cases"]]
lines = [f'"meta": {json.dumps(result.pop("meta"))}']
for name, entries in result.items():
    lines.append(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]")
(folder / "dtypes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
