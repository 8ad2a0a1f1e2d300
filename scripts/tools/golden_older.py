"""Makes the small files in tests/saving/fixtures/older: convolutions whose kernels Keras 1 kept in another form, as
Keras 2 reads them, and what else older versions wrote, with outputs that Keras 3 computes from the same weights.

    python scripts/tools/golden_older.py tests/saving/fixtures/older
"""

import io
import json
import os
import sys
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
import tensorflow as tf
from keras import layers

folder = sys.argv[1]
rng = np.random.default_rng(61)
expected = {}


def numbers(*shape):
    return rng.uniform(-1, 1, shape).astype("float32")


def tensor(a):
    return {"dtype": "float32", "shape": list(a.shape), "data": [float(v) for v in a.reshape(-1)]}


def write(name, class_name, config, shape, arrays, version, x, y, backend=None):
    """A model of one layer, as Keras 1 wrote it."""
    layer = class_name.lower() + "_1"
    base = {"name": layer, "trainable": True, "batch_input_shape": [None, *shape], "input_dtype": "float32"}
    none = dict.fromkeys(["W_regularizer", "b_regularizer", "activity_regularizer", "W_constraint", "b_constraint"])
    model = {"class_name": "Sequential", "config": [{"class_name": class_name, "config": {**base, "init": "glorot_uniform", "activation": "linear", "bias": True, **none, **config}}]}
    with h5py.File(os.path.join(folder, name), "w") as f:
        f.attrs["keras_version"] = np.bytes_(version)
        if backend:
            f.attrs["backend"] = np.bytes_(backend)
        f.attrs["model_config"] = np.bytes_(json.dumps(model))
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = np.array([layer.encode()])
        group = root.create_group(layer)
        group.attrs["weight_names"] = np.array([f"{layer}_{n}:0".encode() for n, _ in arrays])
        for n, a in arrays:
            group.create_dataset(f"{layer}_{n}:0", data=a)
    expected[name] = {"inputs": [tensor(x)], "outputs": [tensor(y)]}


def output(layer, weights, x):
    model = keras.Sequential([layers.Input(x.shape[1:]), layer])
    model.set_weights(weights)
    return model.predict(x, verbose=0)


def first(a):
    """Channels last to channels first."""
    return np.moveaxis(a, -1, -3)


# --- one axis: [length, 1, channels, filters], and [filters, channels, length, 1] before
kernel, bias, x = numbers(3, 2, 2), numbers(2), numbers(2, 5, 2)
y = output(layers.Conv1D(2, 3), [kernel, bias], x)
one_axis = {"nb_filter": 2, "filter_length": 3, "border_mode": "valid", "subsample_length": 1, "input_dim": 2, "input_length": None}
write("keras-1.2-conv1d.h5", "Convolution1D", one_axis, (5, 2), [("W", kernel[:, None]), ("b", bias)], "1.2.2", x, y)
old = kernel.transpose(2, 1, 0)[..., None]
write("keras-1.0-conv1d.h5", "Convolution1D", one_axis, (5, 2), [("W", old), ("b", bias)], "1.0.8", x, y)

# --- the other way round: channels before filters in what Keras 2 has as [rows, columns, filters, channels]
kernel, bias, x = numbers(2, 3, 2, 2), numbers(2), numbers(2, 3, 2, 2)
y = output(layers.Conv2DTranspose(2, (2, 3), strides=2), [kernel, bias], x)
turned = {"nb_filter": 2, "nb_row": 2, "nb_col": 3, "border_mode": "valid", "subsample": [2, 2], "output_shape": [None, *y.shape[1:]]}
write("keras-1.2-deconvolution.h5", "Deconvolution2D", {**turned, "dim_ordering": "tf"}, x.shape[1:], [("W", kernel.transpose(0, 1, 3, 2)), ("b", bias)], "1.2.1", x, y)
th = {**turned, "dim_ordering": "th", "output_shape": [None, *first(y).shape[1:]]}
write("keras-1.2-deconvolution-th.h5", "Deconvolution2D", th, first(x).shape[1:], [("W", kernel.transpose(2, 3, 0, 1)), ("b", bias)], "1.2.1", first(x), first(y))

# --- a recurrent convolution in twelve arrays, its kernels with channels first too
kernel, recurrent, bias, x = numbers(2, 2, 2, 8), numbers(2, 2, 2, 8), numbers(8), numbers(2, 3, 3, 3, 2)
y = output(layers.ConvLSTM2D(2, 2, padding="same", recurrent_activation="sigmoid", return_sequences=True), [kernel, recurrent, bias], x)
steps = {"nb_filter": 2, "nb_row": 2, "nb_col": 2, "border_mode": "same", "subsample": [1, 1], "inner_init": "orthogonal", "forget_bias_init": "one", "activation": "tanh", "inner_activation": "sigmoid", "return_sequences": True, "go_backwards": False, "stateful": False, "unroll": False, "U_regularizer": None, "dropout_W": 0.0, "dropout_U": 0.0, "consume_less": "cpu", "input_dim": None, "input_length": None}
kept = dict(zip("ifco", zip(*(np.split(a, 4, axis=-1) for a in (kernel, recurrent, bias)))))
write("keras-1.2-conv-lstm.h5", "ConvLSTM2D", {**steps, "dim_ordering": "tf"}, x.shape[1:], [(f"{m}_{g}", a) for g in "icfo" for m, a in zip("WUb", kept[g])], "1.2.2", x, y)


def theano(a):
    """As Theano kept a kernel: channels first, walked from the other end."""
    return a if a.ndim == 1 else a[::-1, ::-1].transpose(3, 2, 0, 1)


write("keras-1.2-conv-lstm-th.h5", "ConvLSTM2D", {**steps, "dim_ordering": "th"}, first(x).shape[1:], [(f"{m}_{g}", theano(a)) for g in "icfo" for m, a in zip("WUb", kept[g])], "1.2.2", first(x), first(y), "theano")

# --- Keras 2.8 kept weights of words beside the configuration, which has them too
name = os.path.join(folder, "keras-2.8-lookup.h5")
words = np.array([["a", "b"], ["c", "z"]], dtype=object)
model = keras.Sequential([layers.Input((2,), dtype="string"), layers.StringLookup(name="lookup", output_mode="tf_idf", vocabulary=["a", "b", "c"], idf_weights=[0.5, 0.25, 2.0])])
y = model.predict(tf.constant(words), verbose=0)
model.save(name)
with h5py.File(name, "r+") as f:
    f.attrs["keras_version"] = "2.8.0"
    group = f["model_weights/lookup"]
    del group.attrs["weight_names"]
    group.attrs["weight_names"] = np.array([b"Variable:0"])
    group.create_dataset("Variable:0", data=np.array([np.mean([0.5, 0.25, 2.0]), 0.5, 0.25, 2.0], "float32"))
expected["keras-2.8-lookup.h5"] = {"inputs": [{"dtype": "string", "shape": [2, 2], "data": words.reshape(-1).tolist()}], "outputs": [tensor(y)]}

# --- on Windows, groups in one another were one group with a name of several parts
model = keras.Sequential([layers.Input((4, 3)), keras.Sequential([layers.Input((4, 3)), layers.TimeDistributed(layers.Dense(2, name="inner"), name="steps")], name="block"), layers.LSTM(2, name="lstm"), layers.Dense(1, name="dense")])
model.set_weights([numbers(*w.shape) for w in model.get_weights()])
x = numbers(2, 4, 3)
for name, today, before in (("keras-3.0-windows.keras", "layers", "layers"), ("keras-2.13-windows.keras", "layers", "_layer_checkpoint_dependencies")):
    model.save(os.path.join(folder, "tmp.keras"))
    with zipfile.ZipFile(os.path.join(folder, "tmp.keras")) as old, zipfile.ZipFile(os.path.join(folder, name), "w") as new:
        with h5py.File(io.BytesIO(old.read("model.weights.h5"))) as f:
            kept = {}
            f.visititems(lambda path, item: kept.update({path: item[()]}) if isinstance(item, h5py.Dataset) else None)
        buffer = io.BytesIO()
        with h5py.File(buffer, "w") as f:
            for path, array in kept.items():
                parts = [before if part == today else part for part in path.split("/")]
                f["\\".join(parts[:-2]) + "/" + "/".join(parts[-2:])] = array
        written = {"metadata.json": json.dumps({"keras_version": "3.0.0", "date_saved": "2023-12-01@00:00:00"}), "config.json": old.read("config.json"), "model.weights.h5": buffer.getvalue()}
        for entry, data in written.items():
            new.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), data)
    os.remove(os.path.join(folder, "tmp.keras"))
    expected[name] = {"inputs": [tensor(x)], "outputs": [tensor(model.predict(x, verbose=0))]}

with open(os.path.join(folder, "expected.json"), "w") as f:
    json.dump(expected, f)
