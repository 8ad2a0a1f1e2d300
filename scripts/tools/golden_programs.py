"""Computes with Keras what small programs of one's own give, from weights and data that a formula makes.

Run: python scripts/tools/golden_programs.py > tests/golden/programs.json
"""

import json
import sys

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


def wave(shape, start, scale=1.0):
    n = int(np.prod(shape))
    return (scale * np.sin(start + np.arange(n, dtype="float64"))).astype("float32").reshape(shape)


def set_weights(model):
    weights = model.trainable_weights
    for i, w in enumerate(weights):
        w.assign(wave(w.shape, 1 + 10 * i, 0.3))


def told(model):
    return [[float(v) for v in np.ravel(w.numpy())] for w in model.trainable_weights]


class MLP(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = [layers.Dense(4, activation="relu"), layers.Dense(3, activation="tanh")]
        self.norm = layers.BatchNormalization()
        self.head = layers.Dense(1)

    def call(self, x, training=False):
        for layer in self.hidden:
            x = layer(x)
        return self.head(self.norm(x, training=training))


def subclassed():
    model = MLP()
    x, y = wave((12, 3), 0), wave((12, 1), 5)
    model(x)
    set_weights(model)
    model.compile(keras.optimizers.Adam(0.05), loss="mse", metrics=["mae"])
    history = model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history
    return {
        "history": history,
        "weights": told(model),
        "evaluate": model.evaluate(x, y, verbose=0),
        "predict": np.ravel(model.predict(x, verbose=0)).tolist(),
        "paths": [w.path.split("/", 1)[1] for w in model.weights],
    }


class VAE(keras.Model):
    """The example of Keras, with noise that comes with the data."""

    def __init__(self):
        super().__init__()
        self.encoder = keras.Sequential([keras.Input((6,)), layers.Dense(4, activation="relu")])
        self.mean = layers.Dense(2)
        self.log_var = layers.Dense(2)
        self.decoder = keras.Sequential([keras.Input((2,)), layers.Dense(6, activation="sigmoid")])
        self.total = keras.metrics.Mean(name="total_loss")
        self.kl = keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self):
        return [self.total, self.kl]

    def train_step(self, data):
        x, noise = data
        with tf.GradientTape() as tape:
            hidden = self.encoder(x)
            mean, log_var = self.mean(hidden), self.log_var(hidden)
            z = mean + ops.exp(0.5 * log_var) * noise
            rebuilt = self.decoder(z)
            rebuilding = ops.mean(ops.sum(keras.losses.binary_crossentropy(x[:, :, None], rebuilt[:, :, None]), axis=1))
            kl = ops.mean(ops.sum(-0.5 * (1 + log_var - ops.square(mean) - ops.exp(log_var)), axis=1))
            loss = rebuilding + kl
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply(gradients, self.trainable_weights)
        self.total.update_state(loss)
        self.kl.update_state(kl)
        return {m.name: m.result() for m in self.metrics}


def vae():
    model = VAE()
    for part in (model.mean, model.log_var):
        part.build((None, 4))
    set_weights(model)
    x, noise = (wave((8, 6), 2) > 0).astype("float32"), wave((8, 2), 3)
    model.compile(keras.optimizers.Adam(0.02))
    history = model.fit(x, noise, epochs=3, batch_size=4, shuffle=False, verbose=0).history
    return {"history": history, "weights": told(model)}


class GAN(keras.Model):
    """The example of Keras, with noise that comes with the data."""

    def __init__(self):
        super().__init__()
        self.discriminator = keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="leaky_relu"), layers.Dense(1)])
        self.generator = keras.Sequential([keras.Input((2,)), layers.Dense(4, activation="leaky_relu"), layers.Dense(3)])
        self.d_tracker = keras.metrics.Mean(name="d_loss")
        self.g_tracker = keras.metrics.Mean(name="g_loss")

    def compile(self, d_optimizer, g_optimizer, loss_fn):
        super().compile()
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer
        self.loss_fn = loss_fn

    @property
    def metrics(self):
        return [self.d_tracker, self.g_tracker]

    def train_step(self, data):
        real, noise = data
        n = ops.shape(real)[0]
        made = self.generator(noise)
        both = ops.concatenate([made, real], axis=0)
        labels = ops.concatenate([ops.ones((n, 1)), ops.zeros((n, 1))], axis=0)
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(labels, self.discriminator(both))
        weights = self.discriminator.trainable_weights
        self.d_optimizer.apply(tape.gradient(d_loss, weights), weights)
        with tf.GradientTape() as tape:
            g_loss = self.loss_fn(ops.zeros((n, 1)), self.discriminator(self.generator(noise)))
        weights = self.generator.trainable_weights
        self.g_optimizer.apply(tape.gradient(g_loss, weights), weights)
        self.d_tracker.update_state(d_loss)
        self.g_tracker.update_state(g_loss)
        return {"d_loss": self.d_tracker.result(), "g_loss": self.g_tracker.result()}


def gan():
    model = GAN()
    set_weights(model)
    model.compile(
        keras.optimizers.Adam(0.01), keras.optimizers.RMSprop(0.01), keras.losses.BinaryCrossentropy(from_logits=True)
    )
    history = model.fit(wave((8, 3), 2), wave((8, 2), 3), epochs=3, batch_size=4, shuffle=False, verbose=0).history
    return {"history": history, "weights": told(model)}


class Block(layers.Layer):
    def __init__(self, dim, heads, **kwargs):
        super().__init__(**kwargs)
        self.attention = layers.MultiHeadAttention(heads, dim // heads)
        self.norms = [layers.LayerNormalization(), layers.LayerNormalization()]
        self.feed = keras.Sequential([layers.Dense(2 * dim, activation="gelu"), layers.Dense(dim)])

    def call(self, x):
        x = self.norms[0](x + self.attention(x, x))
        return self.norms[1](x + self.feed(x))


def transformer():
    inputs = keras.Input((5,), dtype="int32")
    x = layers.Embedding(7, 4, mask_zero=True)(inputs)
    x = Block(4, 2)(x)
    x = layers.GlobalAveragePooling1D()(x)
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))
    set_weights(model)
    ids = (np.arange(40).reshape(8, 5) * 3) % 7
    ids[:, 4] = 0
    y = (np.arange(8) % 2).reshape(8, 1).astype("float32")
    model.compile(keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    before = np.ravel(model.predict(ids, verbose=0)).tolist()
    history = model.fit(ids, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history
    return {"predict": before, "history": history, "shapes": [list(w.shape) for w in model.trainable_weights]}


keras.utils.set_random_seed(1)
tf.config.run_functions_eagerly(True)
programs = (subclassed, vae, gan, transformer)
json.dump({"keras": keras.__version__, **{p.__name__: p() for p in programs}}, sys.stdout, indent=1)
