"""The twin of model-rate.ts in Python: one model of the bench in Keras on TensorFlow.

Usage: python keras_models.py NAME SIZES [ROUNDS SECONDS]
SIZES: '{"shape": [...], "words": ..., "classes": ..., "batchSize": ..., "samples": ...}'
Trains for SECONDS, then prints samples per second of training and prediction, of each round, as JSON. Without ROUNDS,
for imdb.ts: prints the versions, then trains an epoch for each line of standard input and prints the seconds it took.
"""

import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers as L  # noqa: E402

name, size = sys.argv[1], json.loads(sys.argv[2])


def sentiment(recurrent):
    return [
        L.Embedding(1000, 64),
        recurrent,
        L.Dense(16, activation="relu"),
        L.Dense(1, activation="sigmoid"),
    ]


models = {
    "mnist": lambda: [
        L.Conv2D(32, 5, activation="relu"),
        L.Conv2D(64, 5, activation="relu"),
        L.MaxPool2D(2),
        L.Flatten(),
        L.Dense(128, activation="relu"),
        L.Dense(10, activation="softmax"),
    ],
    "cats": lambda: [
        L.Conv2D(32, 3, activation="relu"),
        L.MaxPool2D(2),
        L.Conv2D(32, 3, activation="relu"),
        L.MaxPool2D(2),
        L.Flatten(),
        L.Dense(96, activation="relu"),
        L.Dense(2, activation="softmax"),
    ],
    "mlp": lambda: [
        L.Dense(50, activation="relu"),
        L.Dense(100, activation="relu"),
        L.Dense(10, activation="softmax"),
    ],
    "rnn": lambda: sentiment(L.SimpleRNN(30)),
    "lstm": lambda: sentiment(L.LSTM(32)),
    "gru": lambda: sentiment(L.GRU(32)),
}

samples, batch, words, classes = size["samples"], size["batchSize"], size.get("words"), size["classes"]
rng = np.random.default_rng(1)
shape = (samples, *size["shape"])
x = rng.integers(0, words, shape) if words else rng.random(shape, dtype="float32")
y = rng.integers(0, max(2, classes), (samples, 1))

model = keras.Sequential([L.Input(size["shape"]), *models[name]()])
loss = "binary_crossentropy" if classes == 1 else "sparse_categorical_crossentropy"
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def train():
    model.fit(x, y, batch_size=batch, epochs=1, verbose=0)


def predict():
    model.predict(x, batch_size=batch, verbose=0)


train()
if len(sys.argv) > 3:
    end = time.perf_counter() + float(sys.argv[4])
    while time.perf_counter() < end:
        train()
    predict()
    rates = {run.__name__: [samples / seconds(run) for _ in range(int(sys.argv[3]))] for run in (train, predict)}
    print(json.dumps(rates))
else:
    import tensorflow

    print(json.dumps({"keras": keras.__version__, "tensorflow": tensorflow.__version__}), flush=True)
    for _ in sys.stdin:
        print(seconds(train), flush=True)
