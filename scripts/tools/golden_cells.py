"""Writes tests/golden/layers-cells.json: cells and other layers that the other golden files have no case of, by Keras.

python scripts/tools/golden_cells.py tests/golden/layers-cells.json
"""

import json
import sys

import keras
import numpy as np
import tensorflow as tf
from keras.src.applications import convnext

rng = np.random.default_rng(14)
L = keras.layers
# layers that Keras does not export
inner = {name: getattr(convnext, name) for name in ("LayerScale", "StochasticDepth")}

# class, settings, shapes of the input and of the states of each cell
cases = [
    ("SimpleRNNCell", {"units": 3}, (2, 4), [[(2, 3)]]),
    ("SimpleRNNCell", {"units": 3, "activation": "relu", "use_bias": False}, (2, 4), [[(2, 3)]]),
    ("GRUCell", {"units": 3}, (2, 4), [[(2, 3)]]),
    ("GRUCell", {"units": 3, "reset_after": False, "recurrent_activation": "hard_sigmoid"}, (2, 4), [[(2, 3)]]),
    ("LSTMCell", {"units": 3}, (2, 4), [[(2, 3), (2, 3)]]),
    ("LSTMCell", {"units": 2, "unit_forget_bias": False, "activation": "elu"}, (2, 4), [[(2, 2), (2, 2)]]),
    ("StackedRNNCells", {"cells": [L.LSTMCell(3, name="a"), L.GRUCell(2, name="b")]}, (2, 4), [[(2, 3), (2, 3)], [(2, 2)]]),
    ("StackedRNNCells", {"cells": [L.SimpleRNNCell(3, name="a")]}, (2, 4), [[(2, 3)]]),
    ("ConvLSTM1D", {"filters": 2, "kernel_size": 2}, (2, 3, 5, 2), None),
    ("ConvLSTM1D", {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same", "return_sequences": True}, (2, 3, 5, 2), None),
    ("ConvLSTM3D", {"filters": 2, "kernel_size": 2}, (1, 2, 3, 3, 2, 2), None),
    ("ConvLSTM3D", {"filters": 2, "kernel_size": [1, 2, 2], "padding": "same", "return_state": True}, (1, 2, 3, 3, 2, 2), None),
    ("SpatialDropout3D", {"rate": 0.5}, (2, 2, 3, 2, 3), None),
    ("SpatialDropout3D", {"rate": 0.5, "data_format": "channels_first"}, (2, 2, 3, 2, 3), None),
    ("LayerScale", {"init_values": 0.5, "projection_dim": 3}, (2, 4, 2, 3), None),
    ("LayerScale", {"init_values": 1e-6, "projection_dim": 5}, (2, 5), None),
    ("StochasticDepth", {"drop_path_rate": 0.25}, (2, 3, 2, 2), None),
    ("StochasticDepth", {"drop_path_rate": 0.0}, (3, 4), None),
]


def tensor(value):
    array = np.asarray(value, np.float32)
    return {"shape": list(array.shape), "dtype": "float32", "data": [float(str(v)) for v in array.ravel()]}


def golden(class_name, config, shape, states, index):
    values = {"x": rng.normal(size=shape).astype("float32")}
    nested = []
    for i, of_cell in enumerate(states or []):
        nested.append([f"s{i}{j}" for j in range(len(of_cell))])
        values |= {f"s{i}{j}": rng.normal(scale=0.5, size=s).astype("float32") for j, s in enumerate(of_cell)}
    given = {k: tf.constant(v) for k, v in values.items()}
    make = inner.get(class_name) or getattr(L, class_name)
    layer = make(name="layer", **config)
    # one cell takes its states, stacked cells a list of them for each
    names = nested if class_name == "StackedRNNCells" else sum(nested, [])
    args = ["x", names] if states else ["x"]
    fill = lambda v: [fill(w) for w in v] if isinstance(v, list) else given[v]
    call = lambda: keras.tree.flatten(layer(*[fill(a) for a in args]))
    call()
    layer.set_weights([rng.normal(scale=0.5, size=w.shape).astype("float32") for w in layer.weights])
    with tf.GradientTape() as tape:
        for x in given.values():
            tape.watch(x)
        outputs = call()
        r = [tf.constant(rng.normal(size=y.shape).astype("float32")) for y in outputs]
        loss = sum(tf.reduce_sum(y * w) for y, w in zip(outputs, r))
    found = tape.gradient(loss, [*given.values(), *[w.value for w in layer.trainable_weights]])
    inputs, weights = found[: len(given)], found[len(given) :]
    settings = layer.get_config()
    return {
        "id": f"{class_name}/{index}",
        "class_name": class_name,
        "config": {k: settings[k] if k == "cells" else v for k, v in config.items()},
        "keras_config": settings,
        "tensors": {k: tensor(v) for k, v in values.items()},
        "call": {"args": [list(values)] if states else ["x"]},
        "keras_call": {"args": args},
        "weights": [{"name": w.name, "path": w.path, "trainable": w.trainable, **tensor(w)} for w in layer.weights],
        "outputs": [tensor(y) for y in outputs],
        "R": [tensor(w) for w in r],
        "grads": {
            "inputs": {k: None if g is None else tensor(g) for k, g in zip(given, inputs)},
            "weights": [{"path": w.path, **tensor(g)} for w, g in zip(layer.trainable_weights, weights)],
        },
    }


meta = {"keras_version": keras.__version__, "tensorflow_version": tf.__version__}
values = [golden(*case, i) for i, case in enumerate(cases)]
with open(sys.argv[1], "w") as file:
    json.dump({"meta": meta, "cases": values}, file, separators=(",", ":"))
