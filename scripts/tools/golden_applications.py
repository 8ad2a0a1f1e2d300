"""Asks Keras for the networks of keras.applications: their layers and weights, and what they give with weights and
images that a formula makes, so that only the outputs have to be kept.

Run: python scripts/tools/golden_applications.py > tests/golden/applications.json
     python scripts/tools/golden_applications.py save CASE FILE      a model of a case, as Keras writes it
     python scripts/tools/golden_applications.py weights CASE FILE   its weights in a file like those that Keras publishes
     python scripts/tools/golden_applications.py check CASE FILE     whether Keras opens it, with the outputs of the case
"""

import hashlib
import json
import os
import re
import sys

# sums in the order of plain loops
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import h5py
import keras
import numpy as np
from keras import applications, layers
from keras.src.legacy.saving.legacy_h5_format import save_weights_to_hdf5_group


def noise(count, stream):
    """Numbers from -1 to 1 that any language can make: a mixing function of 32 bits over the places."""
    x = np.arange(count, dtype="uint32") + np.uint32(stream * 0x9E3779B9 % 2**32)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x.astype("float64") / 2**31 - 1


def values(name, shape, stream):
    """The weight of that name: such that signals neither die nor grow, with statistics of their own."""
    u = noise(int(np.prod(shape)), stream)
    if name == "count":
        return np.zeros(shape, "int64")
    if name == "kernel" or name.endswith("_kernel"):
        depthwise = len(shape) == 4 and shape[3] == 1
        fan = np.prod(shape[:2]) if depthwise else np.prod(shape[:-1])
        u *= np.sqrt(3.2 / fan)
    elif name in ("gamma", "variance", "moving_variance"):
        u = 1 + 0.3 * u
    elif name.startswith("variable"):
        # the scale of a layer of ConvNeXt
        u = 0.3 + 0.1 * u
    else:
        u *= 0.1
    return u.astype("float32").reshape(shape)


def set_weights(model):
    for i, w in enumerate(model.weights):
        w.assign(values(w.path.split("/")[-1], w.shape, i + 1))


def images(shape, low, high):
    u = noise(int(np.prod(shape)), 0)
    return (low + (high - low) * (u + 1) / 2).astype("float32").reshape(shape)


small = {"classes": 10, "weights": None, "input_shape": [32, 32, 3], "classifier_activation": None}
bytes_, unit, signs = [0, 255], [0, 1], [-1, 1]

# network, options, range of its input
cases = {
    "mobilenet-v2": ("MobileNetV2", small | {"alpha": 0.35}, signs),
    "mobilenet-v2-features": (
        "MobileNetV2",
        {"weights": None, "include_top": False, "pooling": "avg", "alpha": 1.4, "input_shape": [33, 47, 3]},
        signs,
    ),
    "mobilenet-v2-any-size": (
        "MobileNetV2",
        {"weights": None, "include_top": False, "alpha": 0.5, "pooling": "max"},
        signs,
    ),
    "mobilenet-v3-small": ("MobileNetV3Small", small, bytes_),
    "mobilenet-v3-small-any-size": (
        "MobileNetV3Small",
        {"weights": None, "classes": 5, "alpha": 0.75, "dropout_rate": 0},
        bytes_,
    ),
    "mobilenet-v3-small-minimalistic": (
        "MobileNetV3Small",
        small | {"minimalistic": True, "include_preprocessing": False},
        signs,
    ),
    "mobilenet-v3-large": ("MobileNetV3Large", small, bytes_),
    "mobilenet-v3-large-features": (
        "MobileNetV3Large",
        {"weights": None, "include_top": False, "pooling": "avg", "minimalistic": True, "input_shape": [45, 32, 3]},
        bytes_,
    ),
    "efficientnet-b0": ("EfficientNetB0", small, bytes_),
    "efficientnet-b0-features": (
        "EfficientNetB0",
        {"weights": None, "include_top": False, "pooling": "avg", "input_shape": [39, 50, 3]},
        bytes_,
    ),
    "efficientnet-v2-b0": ("EfficientNetV2B0", small, bytes_),
    "efficientnet-v2-b0-features": (
        "EfficientNetV2B0",
        {
            "weights": None,
            "include_top": False,
            "pooling": "max",
            "include_preprocessing": False,
            "input_shape": [40, 33, 3],
        },
        signs,
    ),
    "resnet50": ("ResNet50", small, [-124, 151]),
    "resnet50-features": (
        "ResNet50",
        {"weights": None, "include_top": False, "pooling": "avg", "input_shape": [32, 45, 3]},
        [-124, 151],
    ),
    "xception": ("Xception", small | {"input_shape": [71, 71, 3]}, signs),
    "densenet121": ("DenseNet121", small, [-2, 2]),
    "densenet121-features": (
        "DenseNet121",
        {"weights": None, "include_top": False, "pooling": "avg", "input_shape": [32, 40, 3]},
        [-2, 2],
    ),
    "convnext-tiny": ("ConvNeXtTiny", small, bytes_),
    "convnext-tiny-features": (
        "ConvNeXtTiny",
        {
            "weights": None,
            "include_top": False,
            "pooling": "avg",
            "include_preprocessing": False,
            "input_shape": [32, 45, 3],
        },
        signs,
    ),
    # as they are without options, but for the weights; logits tell more than probabilities
    **{
        f"{name}-full": (name, {"weights": None, "classifier_activation": None}, range_)
        for name, range_ in {
            "MobileNetV2": signs,
            "MobileNetV3Small": bytes_,
            "MobileNetV3Large": bytes_,
            "EfficientNetB0": bytes_,
            "EfficientNetV2B0": bytes_,
            "ResNet50": [-124, 151],
            "Xception": signs,
            "DenseNet121": [-2, 2],
            "ConvNeXtTiny": bytes_,
        }.items()
    },
}


def camel(name):
    return re.sub(r"_(.)", lambda m: m[1].upper(), name)


def make(case):
    network, options, range_ = cases[case]
    keras.utils.clear_session()
    model = getattr(applications, network)(**options)
    set_weights(model)
    # where the size is open; the networks with a size of their own take it
    size = [d or 48 for d in model.input_shape[1:]]
    return model, images([2, *size], *range_)


def sampled(y):
    """At most 96 of the numbers, evenly, and the largest of all."""
    flat = np.ravel(y).astype("float64")
    step = max(1, flat.size // 96)
    return {
        "shape": list(y.shape),
        "step": step,
        "values": [float(f"{v:.7g}") for v in flat[::step]],
        "max": float(f"{np.max(np.abs(flat)):.7g}"),
    }


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def told(case):
    network, options, range_ = cases[case]
    model, x = make(case)
    inner = lambda m: [
        name
        for layer in m.layers
        for name in [layer.name, *([f"{layer.name}/{n}" for n in inner(layer)] if hasattr(layer, "layers") else [])]
    ]
    names = inner(model)
    weights = [f"{w.path} {list(w.shape)}" for w in model.weights]
    trainable = int(sum(np.prod(w.shape) for w in model.trainable_weights))
    print(case, file=sys.stderr)
    result = {
        "id": case,
        "network": network,
        "options": {camel(k): v for k, v in options.items()},
        "range": range_,
        "input": list(x.shape),
        "name": model.name,
        "layers": len(names),
        "layersDigest": digest(names),
        "weights": len(weights),
        "weightsDigest": digest(weights),
        "parameters": model.count_params(),
        "trainable": trainable,
        "output": sampled(np.asarray(model(x, training=False))),
    }
    if case.endswith("-full"):
        # so that a name that differs is found
        result["layerNames"] = " ".join(names)
    return result


def fine_tuning():
    """Ten steps of the last block of MobileNetV2 and a new head."""
    keras.utils.clear_session()
    base = applications.MobileNetV2(
        input_shape=(64, 64, 3), alpha=0.35, include_top=False, pooling="avg", weights=None
    )
    inputs = layers.Input((64, 64, 3))
    model = keras.Model(inputs, layers.Dense(3, activation="softmax", name="head")(base(inputs)))
    set_weights(model)
    first = [layer.name for layer in base.layers].index("block_16_expand")
    for layer in base.layers[:first]:
        layer.trainable = False
    # colours that differ, so that normalization has something to divide by; each class is brighter in a channel
    colours = noise(80 * 3, 1).reshape(80, 1, 1, 3)
    y = (np.arange(80) * 7 % 3).astype("int32")
    x = images([80, 64, 64, 3], -0.3, 0.3) + (0.7 * colours + 0.5 * np.eye(3)[y].reshape(80, 1, 1, 3)).astype("float32")
    # not Adam, and small steps: what else comes out depends on the order of sums, in Keras too
    model.compile(keras.optimizers.SGD(0.003), "sparse_categorical_crossentropy")
    losses = [float(model.train_on_batch(x[i : i + 8], y[i : i + 8])) for i in range(0, 80, 8)]
    return {
        "losses": losses,
        "trainable": len(model.trainable_weights),
        "weights": {w.path: sampled(np.asarray(w)) for w in [*base.weights[-20:], *model.layers[-1].weights]},
        "frozen": sampled(np.asarray(base.get_layer("block_15_project_BN").moving_mean)),
        "predictions": sampled(model.predict(x[:8], verbose=0)),
    }


def preprocessed():
    x = images([2, 2, 3, 3], 0, 255)
    ask = applications.imagenet_utils.preprocess_input
    flat = lambda a: [float(f"{v:.8g}") for v in np.ravel(np.asarray(a))]
    return {
        "input": flat(x),
        **{mode: flat(ask(x.copy(), mode=mode)) for mode in ("caffe", "tf", "torch")},
        "caffeFirst": flat(ask(np.transpose(x, (0, 3, 1, 2)).copy(), data_format="channels_first", mode="caffe")),
        "torchFirst": flat(ask(np.transpose(x, (0, 3, 1, 2)).copy(), data_format="channels_first", mode="torch")),
    }


def check(case, file):
    _, x = make(case)
    loaded = keras.models.load_model(file)
    got = np.asarray(loaded(x, training=False))
    expected = np.asarray(make(case)[0](x, training=False))
    error = float(np.max(np.abs(got - expected)) / np.max(np.abs(expected)))
    print(f"{case}: {error:.2e}")
    return error > 1e-4


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["save", case, file]:
            make(case)[0].save(file)
        case ["weights", case, file]:
            with h5py.File(file, "w") as f:
                save_weights_to_hdf5_group(f, make(case)[0])
        case ["check", case, file]:
            sys.exit(check(case, file))
        case []:
            parts = {
                "cases": [told(case) for case in cases],
                "fineTuning": fine_tuning(),
                "preprocessed": preprocessed(),
            }
            lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in parts["cases"])
            rest = ",\n".join(f'"{k}":{json.dumps(parts[k], separators=(",", ":"))}' for k in list(parts)[1:])
            print(f'{{"cases":[\n{lines}\n],\n{rest}\n}}')
