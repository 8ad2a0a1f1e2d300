"""Makes the small files in tests/saving/fixtures/states: models in the middle of their training with the state of the
optimizer as Keras 1 and 2 kept it, and the weights that Keras 3 has after two more steps.

    python scripts/tools/golden_states.py tests/saving/fixtures/states
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
from keras import layers, optimizers

folder = sys.argv[1]
rng = np.random.default_rng(26)
x = rng.uniform(-1, 1, (6, 3)).astype("float32")
y = rng.uniform(-1, 1, (6, 2)).astype("float32")
fit = {"epochs": 2, "batch_size": 6, "shuffle": False, "verbose": 0}
cases = {}


def tensor(a):
    return {"dtype": "float32", "shape": list(a.shape), "data": [float(v) for v in a.reshape(-1)]}


def stock(layer, is_first_layer):
    """A layer of Keras 2."""
    config = {"name": layer.name, "trainable": layer.trainable, "dtype": "float32"}
    if is_first_layer:
        config["batch_input_shape"] = [None, 3]
    if isinstance(layer, layers.Dense):
        config |= {"units": layer.units, "activation": layer.activation.__name__, "use_bias": True}
    return {"class_name": type(layer).__name__, "config": config}


def stock1(layer, is_first_layer):
    """A Dense layer of Keras 1."""
    config = {"name": layer.name, "trainable": True, "output_dim": layer.units, "activation": layer.activation.__name__, "bias": True}
    return {"class_name": "Dense", "config": config | ({"batch_input_shape": [None, 3]} if is_first_layer else {})}


def write(name, version, optimizer, class_name, config, state, has_norm=True, frozen=None):
    """`state` gives [(name, array)] from the paths of what is trained, what Keras 3 keeps of each, and the steps."""
    keras.utils.set_random_seed(3)
    # layers whose names are in another order than they themselves
    listed = [layers.Dense(3, "relu", name="second"), *([layers.BatchNormalization(name="norm")] if has_norm else []), layers.Dense(2, name="first")]
    model = keras.Sequential([layers.Input((3,)), *listed])
    if frozen:
        model.get_layer(frozen).trainable = False
    model.compile(optimizer, "mse")
    model.fit(x, y, **fit)
    slots = [{v.name[len(t.path) + 1 :]: np.asarray(v) for v in optimizer.variables if v.name.startswith(t.path.replace("/", "_") + "_")} for t in model.trainable_variables]
    paths = ["/".join(t.path.split("/")[-2:]) for t in model.trainable_variables]
    shapes = [t.shape for t in model.trainable_variables]
    stored = state(paths, [{**s, "shape": shape} for s, shape in zip(slots, shapes)], np.asarray(optimizer.iterations))
    is_keras1 = version[0] == "1"
    nested = [(stock1 if is_keras1 else stock)(layer, layer is listed[0]) for layer in listed]
    weight = (lambda v, layer: f"{layer.name}_{'W' if v.name == 'kernel' else 'b'}:0") if is_keras1 else (lambda v, layer: f"{layer.name}/{v.name}:0")
    with h5py.File(os.path.join(folder, name), "w") as f:
        f.attrs["keras_version"] = np.bytes_(version)
        f.attrs["model_config"] = np.bytes_(json.dumps({"class_name": "Sequential", "config": nested if is_keras1 else {"name": "sequential", "layers": nested}}))
        compiled = {"optimizer_config": {"class_name": class_name, "config": config}, "loss": "mse", "metrics": [], "sample_weight_mode": None, "loss_weights": None}
        f.attrs["training_config"] = np.bytes_(json.dumps(compiled))
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = np.array([layer.name.encode() for layer in listed])
        for layer in listed:
            group = root.create_group(layer.name)
            own = [*layer.trainable_variables, *layer.non_trainable_variables]
            group.attrs["weight_names"] = np.array([weight(v, layer).encode() for v in own])
            for v in own:
                group.create_dataset(weight(v, layer), data=np.asarray(v))
        group = f.create_group("optimizer_weights")
        group.attrs["weight_names"] = np.array([n.encode() for n, _ in stored])
        for n, a in stored:
            group.create_dataset(n, data=a)
    model.fit(x, y, **fit)
    cases[name] = {v.path.removeprefix(model.name + "/"): tensor(np.asarray(v)) for v in model.weights}


def block(slots, kept):
    """One array of each that is trained."""
    return [s[kept] for s in slots]


def named(paths, arrays, form):
    return [(form.format(p), a) for p, a in zip(paths, arrays)]


def unnamed(arrays, name="Variable", first=0):
    """As TensorFlow called variables without names."""
    return [(f"{name}_{i}:0" if i else f"{name}:0", a) for i, a in enumerate(arrays, first)]


def adam_24(paths, slots, n):
    return [("Adam/iter:0", n), *named(paths, block(slots, "momentum"), "Adam/{}/m:0"), *named(paths, block(slots, "velocity"), "Adam/{}/v:0")]


def adam_22(paths, slots, n):
    # an array of one number for each variable, where there is no amsgrad
    spare = [np.zeros(1, "float32")] * len(paths)
    return [("Adam/iterations:0", n), *unnamed([*block(slots, "momentum"), *block(slots, "velocity"), *spare], "training/Adam/Variable")]


def adam_12(paths, slots, n):
    # all that is trained, sorted by its name
    by = sorted(range(len(paths)), key=lambda i: paths[i].replace("kernel", "W").replace("bias", "b").replace("/", "_"))
    turned = [slots[i] for i in by]
    return [("Variable:0", np.float32(n)), *unnamed([*block(turned, "momentum"), *block(turned, "velocity")], first=5)]


def adam_213(paths, slots, n):
    # what is kept of a variable is together
    return [("iteration:0", n), *[(f"Adam/{k}/{p}:0", s[kept]) for p, s in zip(paths, slots) for k, kept in (("m", "momentum"), ("v", "velocity"))]]


def rmsprop_24(paths, slots, n):
    kept = (("rms", "velocity"), ("momentum", "momentum"), ("mg", "average_gradient"))
    return [("RMSprop/iter:0", n), *[one for k, name in kept for one in named(paths, block(slots, name), f"RMSprop/{{}}/{k}:0")]]


def rmsprop_21(paths, slots, n):
    # without the number of steps
    return unnamed(block(slots, "velocity"), "training/RMSprop/Variable")


def sgd_22(paths, slots, n):
    # momenta are kept where there is no momentum
    return [("SGD/iterations:0", n), *unnamed([np.zeros(s["shape"], "float32") for s in slots], "training/SGD/Variable")]


def nadam_24(paths, slots, n):
    product = np.asarray(nadam.variables[-1])
    moments = [*named(paths, block(slots, "momentum"), "Nadam/{}/m:0"), *named(paths, block(slots, "velocity"), "Nadam/{}/v:0")]
    return [("Nadam/iter:0", n), ("Nadam/momentum_cache:0", product), *moments]


def adam():
    return optimizers.Adam(0.05, 0.9, 0.99)


settings = {"beta_1": 0.9, "beta_2": 0.99, "decay": 0.0, "epsilon": 1e-7, "amsgrad": False}
settings2 = {"name": "Adam", "learning_rate": 0.05, **settings}
write("keras-2.4-adam.h5", "2.4.0", adam(), "Adam", settings2, adam_24)
write("keras-2.4-adam-frozen.h5", "2.4.0", adam(), "Adam", settings2, adam_24, frozen="norm")
write("keras-2.2-adam.h5", "2.2.4", adam(), "Adam", {"lr": 0.05, **settings}, adam_22)
write("keras-1.2-adam.h5", "1.2.2", adam(), "Adam", {"lr": 0.05, **settings}, adam_12, has_norm=False)
settings3 = {"weight_decay": None, "clipnorm": None, "global_clipnorm": None, "clipvalue": None, "use_ema": False, "ema_momentum": 0.99, "ema_overwrite_frequency": None, "jit_compile": False, "is_legacy_optimizer": False}
write("keras-2.13-adam.h5", "2.13.1", adam(), "Custom>Adam", {k: v for k, v in {**settings2, **settings3}.items() if k != "decay"}, adam_213)
rms = {"name": "RMSprop", "learning_rate": 0.02, "decay": 0.0, "rho": 0.8, "momentum": 0.5, "epsilon": 1e-7, "centered": True}
write("keras-2.4-rmsprop.h5", "2.4.0", optimizers.RMSprop(0.02, 0.8, 0.5, centered=True), "RMSprop", rms, rmsprop_24)
write("keras-2.1-rmsprop.h5", "2.1.6", optimizers.RMSprop(0.02, 0.8), "RMSprop", {"lr": 0.02, "rho": 0.8, "decay": 0.0, "epsilon": 1e-7}, rmsprop_21)
# the rate falls with every step
falling = optimizers.SGD(optimizers.schedules.InverseTimeDecay(0.2, 1, 0.25))
write("keras-2.2-sgd.h5", "2.2.4", falling, "SGD", {"lr": 0.2, "momentum": 0.0, "decay": 0.25, "nesterov": False}, sgd_22)
nadam = optimizers.Nadam(0.05)
write("keras-2.4-nadam.h5", "2.4.0", nadam, "Nadam", {"name": "Nadam", "learning_rate": 0.05, "decay": 0.004, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}, nadam_24)

# kernels of the library of the graphics card, with two biases where one is left
with h5py.File(os.path.join(folder, "..", "keras-2.2-cudnn-lstm.h5")) as old, h5py.File(os.path.join(folder, "keras-2.2-cudnn-adam.h5"), "w") as f:
    f.attrs.update(old.attrs)
    old.copy("model_weights", f)
    compiled = {"optimizer_config": {"class_name": "Adam", "config": {"lr": 0.05, **settings}}, "loss": "mse", "metrics": [], "sample_weight_mode": None, "loss_weights": None}
    f.attrs["training_config"] = np.bytes_(json.dumps(compiled))
    group = f.create_group("optimizer_weights")
    arrays = [np.asarray(a) for a in old["model_weights/cudnn_lstm/cudnn_lstm"].values()]
    stored = [("Adam/iterations:0", np.int64(2)), *unnamed(arrays * 2, "training/Adam/Variable")]
    group.attrs["weight_names"] = np.array([n.encode() for n, _ in stored])
    for n, a in stored:
        group.create_dataset(n, data=a)

with open(os.path.join(folder, "expected.json"), "w") as f:
    json.dump({"x": tensor(x), "y": tensor(y), "after": cases}, f)
