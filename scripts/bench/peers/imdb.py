"""Keras' side of imdb.ts: seconds of training steps of the recipe `imdb`, variant `classic`, at T=200.

Reads a line for each round from standard input, trains `steps` batches, answers with the seconds they took.
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
steps, batch, threads = (int(a) for a in sys.argv[1:4])

import tensorflow as tf  # noqa: E402

tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(1)

import keras  # noqa: E402
import numpy as np  # noqa: E402

random = np.random.default_rng(1)
x = random.integers(1, 1000, (steps * batch, 200), dtype="int32")
y = random.integers(0, 2, (steps * batch, 1)).astype("float32")

model = keras.Sequential(
    [
        keras.Input((200,), dtype="int32"),
        keras.layers.Embedding(1000, 64),
        keras.layers.SimpleRNN(30),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(batch)
model.fit(data, verbose=0)
print("ready", keras.__version__, tf.__version__, flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    model.fit(data, verbose=0)
    print(time.perf_counter() - start, flush=True)
