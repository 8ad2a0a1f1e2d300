"""The twin of serve.ts in Python: one model of the bench in Keras, on the backend that KERAS_BACKEND names.

Usage: python keras_models.py NAME SIZES
SIZES: '{"shape": [...], "words": ..., "classes": ..., "batchSize": ..., "samples": ...}'
Says when it is ready, as JSON; from then on does what a line of standard input names, "train", "predict" or "one", for
so many seconds as it says, and says how many samples it did a second.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers as L  # noqa: E402

from serving import serve  # noqa: E402

name, size = sys.argv[1], json.loads(sys.argv[2])
samples, batch, words, classes = size["samples"], size["batchSize"], size.get("words"), size["classes"]


def sentiment(recurrent):
    return [
        L.Embedding(1000, 64),
        recurrent,
        L.Dense(16, activation="relu"),
        L.Dense(1, activation="sigmoid"),
    ]


def sequence(layers):
    return keras.Sequential([L.Input(size["shape"]), *layers])


def network(application):
    return application(weights=None, input_shape=tuple(size["shape"]), classes=classes)


models = {
    "mnist": lambda: sequence(
        [
            L.Conv2D(32, 5, activation="relu"),
            L.Conv2D(64, 5, activation="relu"),
            L.MaxPool2D(2),
            L.Flatten(),
            L.Dense(128, activation="relu"),
            L.Dense(10, activation="softmax"),
        ]
    ),
    "cats": lambda: sequence(
        [
            L.Conv2D(32, 3, activation="relu"),
            L.MaxPool2D(2),
            L.Conv2D(32, 3, activation="relu"),
            L.MaxPool2D(2),
            L.Flatten(),
            L.Dense(96, activation="relu"),
            L.Dense(2, activation="softmax"),
        ]
    ),
    "mlp": lambda: sequence(
        [
            L.Dense(50, activation="relu"),
            L.Dense(100, activation="relu"),
            L.Dense(10, activation="softmax"),
        ]
    ),
    "rnn": lambda: sequence(sentiment(L.SimpleRNN(30))),
    "lstm": lambda: sequence(sentiment(L.LSTM(32))),
    "gru": lambda: sequence(sentiment(L.GRU(32))),
    "mobilenet": lambda: network(keras.applications.MobileNetV2),
    "resnet": lambda: network(keras.applications.ResNet50),
}

rng = np.random.default_rng(1)
shape = (samples, *size["shape"])
x = rng.integers(0, words, shape, dtype="int32") if words else rng.random(shape, dtype="float32")
y = rng.integers(0, max(2, classes), (samples, 1))
model = models[name]()
loss = "binary_crossentropy" if classes == 1 else "sparse_categorical_crossentropy"
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])


def train():
    model.fit(x, y, batch_size=batch, epochs=1, verbose=0)
    return samples


def predict():
    model.predict(x, batch_size=batch, verbose=0)
    return samples


def one():
    model.predict_on_batch(x[:1])
    return 1


serve(
    {"keras": keras.__version__, "backend": keras.backend.backend()},
    {"train": train, "predict": predict, "one": one},
)
