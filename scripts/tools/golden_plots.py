"""What Keras makes of the models that pictures are drawn of: Grad-CAM by GradientTape, maps of features, labels of diagrams.

python scripts/tools/golden_plots.py  writes tests/golden/plots/
"""

import json
import os

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras.src.utils.model_visualization import make_layer_label

folder = os.path.join(os.path.dirname(__file__), "../../tests/golden/plots")
os.makedirs(folder, exist_ok=True)
keras.utils.set_random_seed(18)
rng = np.random.default_rng(18)


def moved(model):
    """Statistics and offsets that are not those of a new layer."""
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            shapes = [w.shape for w in layer.get_weights()]
            layer.set_weights([rng.uniform(0.5, 1.5, s) if i != 2 else rng.normal(0, 0.3, s) for i, s in enumerate(shapes)])
    return model


plain = keras.Sequential(
    [
        keras.Input((12, 12, 3)),
        layers.Conv2D(6, 3, activation="relu", name="first"),
        layers.MaxPooling2D(name="pool"),
        layers.Conv2D(8, 2, name="last", use_bias=False),
        layers.BatchNormalization(name="norm"),
        layers.ReLU(name="act"),
        layers.Flatten(name="flat"),
        layers.Dense(4, activation="softmax", name="classes"),
    ],
    name="plain",
)
image = keras.Input((12, 12, 3), name="photo")
y = layers.Conv2D(6, 3, padding="same", name="wide")(image)
y = layers.BatchNormalization(name="inner_norm")(y)
side = layers.DepthwiseConv2D(3, padding="same", name="deep")(y)
y = layers.ReLU(name="sum")(layers.Add(name="add")([y, side]))
base = keras.Model(image, y, name="base")
base.trainable = False
x = keras.Input((12, 12, 3), name="input")
y = layers.GlobalAveragePooling2D(name="mean")(base(layers.Rescaling(0.5, 0.1, name="scale")(x)))
nested = keras.Model(x, layers.Dense(1, activation="sigmoid", name="cat")(y), name="nested")
moved(plain), moved(base)
samples = rng.uniform(0, 1, (3, 12, 12, 3)).astype("float32")


def cam(activations, gradient):
    weights = tf.reduce_mean(gradient, axis=(1, 2), keepdims=True)
    maps = tf.maximum(tf.reduce_sum(activations * weights, -1), 0).numpy()
    most = maps.max(axis=(1, 2), keepdims=True)
    return np.where(most > 0, maps / np.where(most > 0, most, 1), 0)


def logits(dense, features):
    return features @ dense.kernel + dense.bias


def of_plain(name, classes):
    model = keras.Model(plain.inputs, [plain.get_layer(name).output, plain.get_layer("flat").output])
    with tf.GradientTape() as tape:
        activations, features = model(samples, training=False)
        scores = logits(plain.get_layer("classes"), features)
        score = tf.reduce_sum(scores * tf.one_hot(classes, 4))
    return cam(activations, tape.gradient(score, activations))


def of_nested(name, classes):
    model = keras.Model(base.inputs, [base.get_layer(name).output, base.output])
    with tf.GradientTape() as tape:
        activations, features = model(samples * 0.5 + 0.1, training=False)
        scores = logits(nested.get_layer("cat"), tf.reduce_mean(features, (1, 2)))[:, 0]
        score = tf.reduce_sum(scores * np.where(np.array(classes) == 1, 1.0, -1.0).astype("float32"))
    return cam(activations, tape.gradient(score, activations))


guessed = plain.predict(samples, verbose=0).argmax(-1).tolist()
yes = (nested.predict(samples, verbose=0)[:, 0] > 0.5).astype(int).tolist()
maps = keras.Model(plain.inputs, [plain.get_layer(n).output for n in ("first", "pool", "act")])(samples[:1])
plain.save(f"{folder}/plain.keras")
nested.save(f"{folder}/nested.keras")

shown = dict(show_shapes=True, show_dtype=True, show_layer_names=True, show_layer_activations=True, show_trainable=True)
less = dict(show_shapes=False, show_dtype=False, show_layer_names=False, show_layer_activations=False, show_trainable=True)
list_of = lambda a: np.asarray(a, "float64").round(8).tolist()
with open(f"{folder}/plots.json", "w") as file:
    json.dump(
        {
            "samples": list_of(samples),
            "gradCam": [
                {"model": "plain", "layer": None, "classes": guessed, "given": False, "map": list_of(of_plain("act", guessed))},
                {"model": "plain", "layer": "first", "classes": [2, 0, 3], "given": True, "map": list_of(of_plain("first", [2, 0, 3]))},
                {"model": "plain", "layer": "last", "classes": [1, 1, 1], "given": True, "map": list_of(of_plain("last", [1, 1, 1]))},
                {"model": "nested", "layer": None, "classes": yes, "given": False, "map": list_of(of_nested("sum", yes))},
                {"model": "nested", "layer": "base/wide", "classes": [0, 1, 0], "given": True, "map": list_of(of_nested("wide", [0, 1, 0]))},
                {"model": "nested", "layer": "deep", "classes": [1, 0, 1], "given": True, "map": list_of(of_nested("deep", [1, 0, 1]))},
            ],
            "featureMaps": {name: list_of(m) for name, m in zip(("first", "pool", "act"), maps)},
            "labels": {
                model.name: [{"layer": l.name, "all": make_layer_label(l, **shown), "less": make_layer_label(l, **less)} for l in model._operations]
                if not isinstance(model, keras.Sequential)
                else [{"layer": l.name, "all": make_layer_label(l, **shown), "less": make_layer_label(l, **less)} for l in model.layers]
                for model in (plain, nested, base)
            },
        },
        file,
    )
