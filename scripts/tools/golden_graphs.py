"""Writes tests/golden/graphs: small models that Keras saved, with inputs and what Keras makes of them.

    python scripts/tools/golden_graphs.py          writes the files
    python scripts/tools/golden_graphs.py FOLDER   opens what Keratin saved of them in FOLDER, and compares
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
from keras import Input, Model, Sequential, layers, ops

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "golden", "graphs")
random = np.random.default_rng(1447)


def tokens():
    return np.array([[1, 2, 0, 0], [3, 4, 1, 0], [2, 2, 2, 2]], "float32")


def steps():
    x = random.normal(size=(3, 4, 3)).astype("float32")
    x[0, 2:] = 0
    x[1, 3:] = 0
    return x


def floats(*shape):
    return random.normal(size=shape).astype("float32")


def embedded(layer):
    i = Input((4,))
    e = layers.Embedding(5, 3, mask_zero=True)(i)
    return Model(i, layer(e)), [tokens()]


def masked(layer):
    i = Input((4, 3))
    return Model(i, layer(layers.Masking()(i))), [steps()]


def operators():
    a, b = Input((3,)), Input((3,))
    outputs = [a * 2, 2 - a, -a, a / 255, a**2, a + b, a - b, a * b, a / (b * b + 1.0), a % 3.0, a // 2.0, abs(a)]
    return Model([a, b], ops.concatenate(outputs, axis=-1)), [floats(2, 3), floats(2, 3)]


def comparisons():
    a, b = Input((3,)), Input((3,))
    tests = [a > b, a < 0.5, a >= b, a <= 0.0, ~(a > 0), (a > 0) & (b > 0), (a > 0) | (b > 0), ops.not_equal(a, b)]
    return Model([a, b], [ops.cast(ops.stack(tests, axis=1), "float32"), ops.where(a > b, a, 0.0)]), [
        floats(2, 3),
        floats(2, 3),
    ]


def slices():
    a = Input((4, 5))
    outputs = [a[:, -1], a[:, 1:3], a[..., 0], a[..., None], a[:, ::-1], a[:, :, 1::2], a[:, 0, -2:]]
    return Model(a, outputs), [floats(2, 4, 5)]


def constants():
    a = Input((3,))
    matrix = np.arange(6, dtype="float32").reshape(3, 2)
    return Model(a, [a @ matrix, a + np.array([1.0, 2.0, 3.0], "float32"), ops.take(a, np.array([2, 0]), axis=1)]), [
        floats(2, 3)
    ]


def reductions():
    a = Input((4, 3))
    outputs = [
        ops.mean(a, axis=1),
        ops.max(a, axis=(1, 2)),
        ops.sum(a, axis=-1, keepdims=True),
        ops.reshape(a, (-1, 2, 6)),
        ops.transpose(a, (0, 2, 1)),
        ops.expand_dims(ops.argmax(a, axis=1), -1),
        ops.split(a, 2, axis=1)[1],
        ops.softmax(a, axis=1),
        ops.einsum("bij,bkj->bik", a, a),
    ]
    return Model(a, outputs), [floats(2, 4, 3)]


def nested_output():
    a = Input((3,))
    base = Model(a, layers.Dense(2)(a))
    i = Input((3,))
    return Model(i, base(i)), [floats(2, 3)]


def exchanged():
    a = Input((3,))
    tower = Model(a, layers.Dense(2)(a), name="tower")
    left, right = Input((3,)), Input((3,))
    l, r = tower(left), tower(right)
    return Model([left, right], [r, l]), [floats(2, 3), floats(2, 3)]


def nested_twice():
    a = Input((3,))
    inner = Model(a, [layers.Dense(3)(a), layers.Dense(2)(a)], name="inner")
    i = Input((3,))
    first, _ = inner(i)
    second, end = inner(first * 2)
    return Model(i, [end, second + i]), [floats(2, 3)]


def nested_sequential():
    block = Sequential([Input((3,)), layers.Dense(3, activation="relu"), layers.Dense(3)], name="block")
    i = Input((3,))
    return Model(i, [block(block(i)), block(i)]), [floats(2, 3)]


def shared_layers():
    dense = layers.Dense(3)
    a, b = Input((3,)), Input((3,))
    x, y = dense(a), dense(b)
    return Model([a, b], [layers.Add()([x, y]), dense(x), ops.abs(x - y)]), [floats(2, 3), floats(2, 3)]


def attention_mask():
    i = Input((4,))
    e = layers.Embedding(5, 4, mask_zero=True)(i)
    y = layers.MultiHeadAttention(2, 2)(e, e)
    return Model(i, layers.GlobalAveragePooling1D()(y)), [tokens()]


def states():
    i = Input((4,))
    e = layers.Embedding(5, 3, mask_zero=True)(i)
    _, h, c = layers.LSTM(2, return_state=True)(e)
    y = layers.LSTM(2, return_sequences=True)(e, initial_state=[h * 0.5, c])
    return Model(i, [y, h]), [tokens()]


def hard_swish():
    i = Input((6, 6, 3))
    x = layers.Conv2D(4, 3, padding="same")(i)
    x = layers.BatchNormalization()(x)
    x = x * (layers.ReLU(6.0)(x + 3.0) * (1.0 / 6.0))
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = ops.hard_sigmoid(layers.Conv2D(4, 1)(gate))
    return Model(i, ops.mean(ops.hard_silu(x * gate), axis=(1, 2))), [floats(2, 6, 6, 3)]


def mobilenet():
    # a narrow one: the graph is that of the whole model
    model = keras.applications.MobileNetV3Small(
        input_shape=(32, 32, 3), alpha=0.35, weights=None, minimalistic=False, classes=3, include_top=True
    )
    return model, [random.uniform(0, 255, (1, 32, 32, 3)).astype("float32")]


models = {
    "embedding-lstm": lambda: embedded(layers.LSTM(2)),
    "embedding-gru": lambda: embedded(layers.GRU(2, return_sequences=True)),
    "embedding-simple-rnn": lambda: embedded(layers.SimpleRNN(2)),
    "embedding-bidirectional": lambda: embedded(layers.Bidirectional(layers.LSTM(2))),
    "embedding-rnn": lambda: embedded(layers.RNN([layers.GRUCell(2), layers.LSTMCell(2)])),
    "masking-lstm": lambda: masked(layers.LSTM(2, return_sequences=True)),
    "masking-gru": lambda: masked(layers.GRU(2)),
    "masking-time-distributed": lambda: masked(layers.TimeDistributed(layers.Dense(2))),
    "attention-mask": attention_mask,
    "states": states,
    "operators": operators,
    "comparisons": comparisons,
    "slices": slices,
    "constants": constants,
    "reductions": reductions,
    "nested-output": nested_output,
    "nested-exchanged": exchanged,
    "nested-twice": nested_twice,
    "nested-sequential": nested_sequential,
    "shared-layers": shared_layers,
    "hard-swish": hard_swish,
}


def tensor(value):
    array = np.asarray(value)
    return {"shape": list(array.shape), "dtype": str(array.dtype), "data": [float(f"{v:.7g}") for v in array.reshape(-1)]}


def write(target, names):
    os.makedirs(target, exist_ok=True)
    found = {}
    for name in names:
        keras.utils.clear_session()
        keras.utils.set_random_seed(1447)
        model, inputs = (models | {"mobilenet": mobilenet})[name]()
        for v in model.weights:
            if "moving" in v.path or "bias" in v.path or "beta" in v.path:
                v.assign(np.abs(random.normal(size=v.shape)) * 0.3 + 0.1)
        outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        model.save(os.path.join(target, f"{name}.keras"))
        found[name] = {"inputs": [tensor(x) for x in inputs], "outputs": [tensor(y) for y in outputs]}
        print(name, os.path.getsize(os.path.join(target, f"{name}.keras")))
    with open(os.path.join(target, "expected.json"), "w") as file:
        lines = ",\n".join(f'"{k}":{json.dumps(v, separators=(",", ":"))}' for k, v in found.items())
        file.write("{\n" + lines + "\n}\n")


def compare(saved, golden):
    """Whether Keras opens what was saved, and makes the same of the same inputs."""
    with open(os.path.join(golden, "expected.json")) as file:
        expected = json.load(file)
    wrong = 0
    for name, case in expected.items():
        path = os.path.join(saved, f"{name}.keras")
        try:
            model = keras.models.load_model(path)
            inputs = [np.array(t["data"], t["dtype"]).reshape(t["shape"]) for t in case["inputs"]]
            outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
            outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
            for y, t in zip(outputs, case["outputs"], strict=True):
                np.testing.assert_allclose(np.asarray(y), np.array(t["data"]).reshape(t["shape"]), rtol=1e-4, atol=1e-5)
            print("ok  ", name)
        except Exception as error:
            wrong += 1
            print("FAIL", name, type(error).__name__, str(error)[:300])
    print(len(expected) - wrong, "of", len(expected), "open with equal outputs")
    return wrong


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            write(folder, models)
        case ["mobilenet", target]:
            write(target, ["mobilenet"])
        case [saved]:
            sys.exit(compare(saved, folder) > 0)
        case [saved, golden]:
            sys.exit(compare(saved, golden) > 0)
