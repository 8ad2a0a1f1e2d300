"""Makes the small files in tests/saving/fixtures: models as older versions of Keras and TensorFlow.js wrote them, with
the outputs that Keras 3 computes from the same weights (numpy, where it has no such layer).

    python scripts/tools/make-format-fixtures.py tests/saving/fixtures
"""

import io
import json
import os
import struct
import sys
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
from keras import layers

folder = sys.argv[1]
rng = np.random.default_rng(16)
expected = {}


def numbers(*shape):
    return rng.uniform(-1, 1, shape).astype("float32")


def note(name, inputs, outputs, **more):
    def tensor(a):
        a = np.asarray(a)
        return {"dtype": "float32", "shape": list(a.shape), "data": [float(v) for v in a.reshape(-1)]}

    expected[name] = {"inputs": [tensor(a) for a in inputs], "outputs": [tensor(a) for a in outputs], **more}


def randomized(model):
    model.set_weights([numbers(*w.shape) * 0.5 + (1.0 if "variance" in v.name else 0.0) for v, w in zip(model.weights, model.get_weights())])
    return model


def path(name):
    return os.path.join(folder, name)


def legacy(name, config, groups, version, backend="tensorflow", training=None):
    """An HDF5 file as Keras 1 and 2 wrote it: groups is [(layer, [(weight, array)])]."""
    with h5py.File(path(name), "w") as f:
        f.attrs["keras_version"] = np.bytes_(version)
        if backend:
            f.attrs["backend"] = np.bytes_(backend)
        f.attrs["model_config"] = np.bytes_(json.dumps(config))
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = np.array([l.encode() for l, _ in groups])
        for layer, weights in groups:
            g = root.create_group(layer)
            g.attrs["weight_names"] = np.array([n.encode() for n, _ in weights]) if weights else np.zeros(0)
            for n, a in weights:
                g.create_dataset(n, data=a)


def rewritten(source, target, change=lambda c: c, metadata=None, groups=None):
    """A .keras archive with another configuration, version or other names of groups."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for n in ("metadata.json", "config.json", "model.weights.h5"):
            data = old.read(n)
            if n == "config.json":
                data = json.dumps(change(json.loads(data))).encode()
            if n == "metadata.json" and metadata:
                data = json.dumps(metadata).encode()
            if n == "model.weights.h5" and groups:
                buffer = io.BytesIO(data)
                with h5py.File(buffer, "r+") as f:
                    groups(f)
                data = buffer.getvalue()
            new.writestr(zipfile.ZipInfo(n, (1980, 1, 1, 0, 0, 0)), data)
    os.remove(source)


# --- Keras 3.0 to 3.6: initializers by other names
model = randomized(keras.Sequential([layers.Input((4, 3)), layers.LSTM(2, return_sequences=True), layers.GRU(2), layers.Dense(1)]))
x = numbers(2, 4, 3)
model.save(path("tmp.keras"))
rewritten(
    path("tmp.keras"),
    path("keras-3.4-recurrent.keras"),
    lambda c: json.loads(json.dumps(c).replace('"class_name": "Orthogonal"', '"class_name": "OrthogonalInitializer"')),
    {"keras_version": "3.4.1", "date_saved": "2024-07-01@00:00:00"},
)
note("keras-3.4-recurrent.keras", [x], [model.predict(x, verbose=0)])

# --- mixed precision is computed in float32
model = keras.Sequential([layers.Input((3,)), layers.Dense(4, activation="relu", dtype="mixed_float16"), layers.Dense(2, dtype="float16")])
randomized(model)
twin = keras.Sequential([layers.Input((3,)), layers.Dense(4, activation="relu"), layers.Dense(2)])
twin.set_weights([np.asarray(w, "float32") for w in model.get_weights()])
x = numbers(2, 3)
model.save(path("mixed-precision.keras"))
note("mixed-precision.keras", [x], [twin.predict(x, verbose=0)])

# --- a layer in the place of an activation
model = randomized(keras.Sequential([layers.Input((3,)), layers.Dense(4, activation=layers.LeakyReLU(negative_slope=0.125)), layers.Dense(2, activation=layers.ReLU(max_value=0.5))]))
model.save(path("layer-as-activation.keras"))
note("layer-as-activation.keras", [x], [model.predict(x, verbose=0)])

# --- Keras 2.13 to 2.15: old calls, a list of axes
inputs = layers.Input((3,), name="x")
y = layers.Dense(4, name="dense")(inputs)
y = layers.BatchNormalization(name="norm")(y)
y = layers.Add(name="add")([y, layers.Dense(4, name="side")(inputs)])
model = randomized(keras.Model(inputs, layers.Dense(2, activation="hard_sigmoid", name="out")(y)))


def keras2(c):
    for layer in c["config"]["layers"]:
        calls = layer["inbound_nodes"]

        def place(a):
            return [[*t["config"]["keras_history"], {}] for t in (a if isinstance(a, list) else [a])]

        layer["inbound_nodes"] = [place(call["args"][0]) for call in calls]
        if layer["class_name"] == "BatchNormalization":
            layer["config"]["axis"] = [1]
        if layer["class_name"] == "InputLayer":
            layer["config"]["batch_input_shape"] = layer["config"].pop("batch_shape")
        layer["config"]["dtype"] = "float32"
    c["config"]["input_layers"] = [["x", 0, 0]]
    c["config"]["output_layers"] = [["out", 0, 0]]
    return c


for name, root in (("keras-2.13.keras", "_layer_checkpoint_dependencies"), ("keras-2.15.keras", "layers")):
    model.save(path("tmp.keras"))

    def groups(f):
        if root != "layers":
            f.move("layers", root)

    rewritten(path("tmp.keras"), path(name), keras2, {"keras_version": name[6:10] + ".0", "date_saved": "2023-09-01@00:00:00"}, groups)
    linear = keras.Model(inputs, model.layers[-1].input)
    w, b = model.get_layer("out").get_weights()
    out = np.clip(0.2 * (linear.predict(x, verbose=0) @ w + b) + 0.5, 0, 1)
    note(name, [x], [out])

# --- the library of the graphics card: kernels transposed gate by gate, two biases
for kind, gates in (("LSTM", 4), ("GRU", 3)):
    units, size = 2, 3
    kernel, recurrent, bias = numbers(size, gates * units), numbers(units, gates * units), numbers(2 * gates * units)

    def card(m):
        return np.hstack([k.reshape(k.shape[::-1]).T for k in np.hsplit(m, gates)])

    cls = layers.LSTM if kind == "LSTM" else layers.GRU
    twin = keras.Sequential([layers.Input((4, size)), cls(units, return_sequences=True)])
    own_bias = bias.reshape(2, -1).sum(0) if kind == "LSTM" else bias.reshape(2, -1)
    twin.set_weights([card(kernel), np.hstack([k.T for k in np.hsplit(recurrent, gates)]), own_bias])
    x3 = numbers(2, 4, size)
    name = f"cudnn_{kind.lower()}"
    config = {
        "class_name": "Sequential",
        "config": {
            "name": "sequential",
            "layers": [{"class_name": f"CuDNN{kind}", "config": {"name": name, "trainable": True, "batch_input_shape": [None, 4, size], "dtype": "float32", "units": units, "return_sequences": True, "return_state": False, "go_backwards": False, "stateful": False}}],
        },
    }
    weights = [(f"{name}/kernel:0", kernel), (f"{name}/recurrent_kernel:0", recurrent), (f"{name}/bias:0", bias)]
    legacy(f"keras-2.2-cudnn-{kind.lower()}.h5", config, [(name, weights)], "2.2.4")
    note(f"keras-2.2-cudnn-{kind.lower()}.h5", [x3], [twin.predict(x3, verbose=0)])

# --- Keras 1: a GRU in nine arrays, hard_sigmoid of then
size, units = 3, 2
arrays = {f"{m}_{g}": numbers(*{"W": (size, units), "U": (units, units), "b": (units,)}[m]) for g in "zrh" for m in "WUb"}
x3 = numbers(2, 4, size)
h = np.zeros((2, units), "float32")
sigma = lambda v: np.clip(0.2 * v + 0.5, 0, 1)
for t in range(4):
    z = sigma(x3[:, t] @ arrays["W_z"] + h @ arrays["U_z"] + arrays["b_z"])
    r = sigma(x3[:, t] @ arrays["W_r"] + h @ arrays["U_r"] + arrays["b_r"])
    c = np.tanh(x3[:, t] @ arrays["W_h"] + (r * h) @ arrays["U_h"] + arrays["b_h"])
    h = z * h + (1 - z) * c
config = {
    "class_name": "Sequential",
    "config": [{"class_name": "GRU", "config": {"name": "gru_1", "trainable": True, "batch_input_shape": [None, 4, size], "input_dtype": "float32", "output_dim": units, "init": "glorot_uniform", "inner_init": "orthogonal", "activation": "tanh", "inner_activation": "hard_sigmoid", "W_regularizer": {"name": "L1L2Regularizer", "l1": 0.0, "l2": 0.01}, "U_regularizer": None, "b_regularizer": None, "dropout_W": 0.0, "dropout_U": 0.0, "consume_less": "cpu", "return_sequences": False, "go_backwards": False, "stateful": False, "unroll": False, "input_dim": size, "input_length": 4}}],
}
legacy("keras-1.2-gru.h5", config, [("gru_1", [(f"gru_1_{n}:0", a) for n, a in arrays.items()])], "1.2.2", None)
note("keras-1.2-gru.h5", [x3], [h])

# --- Keras 1 with channels first, and Theano's kernels
kernel, bias = numbers(2, 1, 2, 2), numbers(2)
x4 = numbers(2, 1, 3, 3)
twin = keras.Sequential([layers.Input((3, 3, 1)), layers.Conv2D(2, 2)])
twin.set_weights([kernel.transpose(2, 3, 1, 0), bias])
out = twin.predict(x4.transpose(0, 2, 3, 1), verbose=0).transpose(0, 3, 1, 2)
config = {
    "class_name": "Sequential",
    "config": [{"class_name": "Convolution2D", "config": {"name": "convolution2d_1", "trainable": True, "batch_input_shape": [None, 1, 3, 3], "input_dtype": "float32", "nb_filter": 2, "nb_row": 2, "nb_col": 2, "init": "glorot_uniform", "activation": "linear", "border_mode": "valid", "subsample": [1, 1], "dim_ordering": "th", "W_regularizer": None, "b_regularizer": None, "activity_regularizer": None, "W_constraint": None, "b_constraint": None, "bias": True}}],
}
legacy("keras-1.1-channels-first.h5", config, [("convolution2d_1", [("convolution2d_1_W", kernel), ("convolution2d_1_b", bias)])], "1.1.0", None)
note("keras-1.1-channels-first.h5", [x4], [out])

kernel = numbers(2, 2, 1, 2)
twin.set_weights([kernel[::-1, ::-1], bias])
x4 = numbers(2, 3, 3, 1)
config = {
    "class_name": "Sequential",
    "config": [{"class_name": "Conv2D", "config": {"name": "conv2d_1", "trainable": True, "batch_input_shape": [None, 3, 3, 1], "dtype": "float32", "filters": 2, "kernel_size": [2, 2], "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "linear", "use_bias": True}}],
}
legacy("keras-2.1-theano.h5", config, [("conv2d_1", [("conv2d_1/kernel", kernel), ("conv2d_1/bias", bias)])], "2.1.3", "theano")
note("keras-2.1-theano.h5", [x4], [twin.predict(x4, verbose=0)])

# --- a model within a model, called as number 1, with all trained arrays first and odd names
inner_in = layers.Input((3,), name="inner_in")
inner = keras.Model(inner_in, layers.Dense(2, name="d2")(layers.BatchNormalization(name="bn")(layers.Dense(3, name="d1")(inner_in))), name="inner")
outer_in = layers.Input((3,), name="outer_in")
model = randomized(keras.Model(outer_in, layers.Dense(1, name="d3")(inner(outer_in))))
x = numbers(2, 3)


def dense(name, units, inbound):
    return {"class_name": "Dense", "name": name, "config": {"name": name, "trainable": True, "units": units, "activation": "linear", "use_bias": True}, "inbound_nodes": inbound}


def input_layer(name):
    return {"class_name": "InputLayer", "name": name, "config": {"name": name, "batch_input_shape": [None, 3], "dtype": "float32", "sparse": False}, "inbound_nodes": []}


config = {
    "class_name": "Model",
    "config": {
        "name": "outer",
        "layers": [
            input_layer("outer_in"),
            {
                "class_name": "Model",
                "name": "inner",
                "config": {
                    "name": "inner",
                    "layers": [
                        input_layer("inner_in"),
                        dense("d1", 3, [[["inner_in", 0, 0, {}]]]),
                        {"class_name": "BatchNormalizationV1", "name": "bn", "config": {"name": "bn", "trainable": True, "axis": -1, "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": True}, "inbound_nodes": [[["d1", 0, 0, {}]]]},
                        dense("d2", 2, [[["bn", 0, 0, {}]]]),
                    ],
                    "input_layers": [["inner_in", 0, 0]],
                    "output_layers": [["d2", 0, 0]],
                },
                "inbound_nodes": [[["outer_in", 0, 0, {}]]],
            },
            dense("d3", 1, [[["inner", 1, 0, {}]]]),
        ],
        "input_layers": [["outer_in", 0, 0]],
        "output_layers": [["d3", 0, 0]],
    },
}
by = {v.path.split("/", 0)[0]: np.asarray(v) for v in model.weights}
get = lambda layer, w: next(np.asarray(v) for v in [*inner.weights, *model.weights] if v.path.endswith(f"{layer}/{w}"))
order = [("d1", "kernel"), ("d1", "bias"), ("bn", "gamma"), ("bn", "beta"), ("d2", "kernel"), ("d2", "bias"), ("bn", "moving_mean"), ("bn", "moving_variance")]
legacy("keras-2.2-nested.h5", config, [("outer_in", []), ("inner", [(f"{l}_3/{w}:0", get(l, w)) for l, w in order]), ("d3", [("d3_1/kernel:0", get("d3", "kernel")), ("d3_1/bias:0", get("d3", "bias"))])], "2.2.4")
note("keras-2.2-nested.h5", [x], [model.predict(x, verbose=0)])

# --- TensorFlow.js, in two groups and two files, with quantized weights
model = randomized(keras.Sequential([layers.Input((4, 4, 1)), layers.Conv2D(2, 2, name="conv"), layers.Flatten(name="flat"), layers.Dense(3, name="dense")]))
tfjs = {
    "format": "layers-model",
    "generatedBy": "keras v2.4.0",
    "convertedBy": "TensorFlow.js Converter v2.7.0",
    "modelTopology": {
        "keras_version": "2.4.0",
        "backend": "tensorflow",
        "model_config": {
            "class_name": "Sequential",
            "config": {
                "name": "sequential",
                "layers": [
                    {"class_name": "Conv2D", "config": {"name": "conv", "trainable": True, "batch_input_shape": [None, 4, 4, 1], "dtype": "float32", "filters": 2, "kernel_size": [2, 2], "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activation": "linear", "use_bias": True}},
                    {"class_name": "Flatten", "config": {"name": "flat", "trainable": True, "dtype": "float32", "data_format": "channels_last"}},
                    {"class_name": "Dense", "config": {"name": "dense", "trainable": True, "dtype": "float32", "units": 3, "activation": "linear", "use_bias": True}},
                ],
            },
        },
    },
}
os.makedirs(path("tfjs-quantized"), exist_ok=True)
groups, stored = [], []
weights = model.get_weights()
for g, (names, file) in enumerate(((("conv/kernel", "conv/bias"), ["a.bin"]), (("dense/kernel", "dense/bias"), ["b1.bin", "b2.bin"]))):
    data, entries = b"", []
    for name, dtype in zip(names, (("uint8", "float16"), ("uint16", None))[g]):
        w = weights[len(stored)]
        entry = {"name": name, "shape": list(w.shape), "dtype": "float32"}
        if dtype == "float16":
            entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
            packed = w.astype("float16")
            back = packed.astype("float32")
        elif dtype:
            top = 255 if dtype == "uint8" else 65535
            scale, low = float((w.max() - w.min()) / top), float(w.min())
            entry["quantization"] = {"dtype": dtype, "scale": scale, "min": low, "original_dtype": "float32"}
            packed = np.round((w - low) / scale).astype(dtype)
            back = (packed * scale + low).astype("float32")
        else:
            packed = back = w
        stored.append(back)
        entries.append(entry)
        data += packed.tobytes()
    cut = len(data) // len(file)
    for i, f in enumerate(file):
        with open(path(f"tfjs-quantized/{f}"), "wb") as out:
            out.write(data[i * cut : (i + 1) * cut if i + 1 < len(file) else None])
    groups.append({"paths": file, "weights": entries})
tfjs["weightsManifest"] = groups
with open(path("tfjs-quantized/model.json"), "w") as out:
    json.dump(tfjs, out)
model.set_weights(stored)
x4 = numbers(2, 4, 4, 1)
note("tfjs-quantized", [x4], [model.predict(x4, verbose=0)])

# --- weights alone
model = randomized(keras.Sequential([layers.Input((4, 3)), layers.LSTM(2, name="lstm"), layers.BatchNormalization(name="norm"), layers.Dense(2, name="dense")], name="small"))
x3 = numbers(2, 4, 3)
out = model.predict(x3, verbose=0)
with open(path("weights.architecture.json"), "w") as f:
    f.write(model.to_json())
np.savez(path("weights-in-order.npz"), *model.get_weights())
np.savez(path("weights-by-name.npz"), **{v.path.replace("/", "."): np.asfortranarray(v) for v in reversed(model.weights)})
header, data = {"__metadata__": {"format": "pt"}}, b""
for v in reversed(model.weights):
    raw = np.asarray(v).tobytes()
    header[v.path] = {"dtype": "F32", "shape": list(v.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode()
with open(path("weights.safetensors"), "wb") as f:
    f.write(struct.pack("<Q", len(text)) + text + data)
for name in ("weights-in-order.npz", "weights-by-name.npz", "weights.safetensors"):
    note(name, [x3], [out], architecture="weights.architecture.json")

# --- locally connected, in Keras' three ways of storing
inputs, filters, size = (4, 3, 2), 2, (2, 2)
rows, cols = inputs[0] - 1, inputs[1] - 1
kernel, bias = numbers(rows * cols, 2 * 2 * inputs[2], filters), numbers(rows, cols, filters)
x4 = numbers(2, *inputs)
out = np.zeros((2, rows, cols, filters), "float32")
wide = np.zeros((*inputs, rows, cols, filters), "float32")
pairs = []
for i in range(rows):
    for j in range(cols):
        patch = x4[:, i : i + 2, j : j + 2].reshape(2, -1)
        out[:, i, j] = patch @ kernel[i * cols + j] + bias[i, j]
        for f in range(filters):
            for a in range(2):
                for b in range(2):
                    for c in range(inputs[2]):
                        w = kernel[i * cols + j, (a * 2 + b) * inputs[2] + c, f]
                        wide[i + a, j + b, c, i, j, f] = w
                        pairs.append((np.ravel_multi_index((i, j, f), (rows, cols, filters)), np.ravel_multi_index((i + a, j + b, c), inputs), w))
listed = np.array([w for _, _, w in sorted(pairs)], "float32")
for way, stored in ((1, kernel), (2, wide), (3, listed)):
    config = {
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": [{"class_name": "LocallyConnected2D", "config": {"name": "local", "trainable": True, "batch_input_shape": [None, *inputs], "dtype": "float32", "filters": filters, "kernel_size": [2, 2], "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "activation": "linear", "use_bias": True, "implementation": way}}]},
    }
    legacy(f"keras-2.4-local-{way}.h5", config, [("local", [("local/kernel:0", stored), ("local/bias:0", bias)])], "2.4.0")
    note(f"keras-2.4-local-{way}.h5", [x4], [out])

with open(path("expected.json"), "w") as f:
    json.dump(expected, f)
