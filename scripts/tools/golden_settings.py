"""Writes tests/golden/settings.json: which settings of Keras' classes are floats and which are integers by default.

python scripts/tools/golden_settings.py tests/golden
"""

import importlib
import inspect
import json
import pathlib
import sys

import keras

kinds = {
    "layers": (keras.layers, keras.layers.Layer),
    "losses": (keras.losses, keras.losses.Loss),
    "metrics": (keras.metrics, keras.metrics.Metric),
    "optimizers": (keras.optimizers, keras.optimizers.Optimizer),
    "schedules": (keras.optimizers.schedules, keras.optimizers.schedules.LearningRateSchedule),
    "initializers": (keras.initializers, keras.initializers.Initializer),
    "regularizers": (keras.regularizers, keras.regularizers.Regularizer),
    "constraints": (keras.constraints, keras.constraints.Constraint),
}


def of_type(cls, kind):
    defaults = {k: p.default for k, p in inspect.signature(cls.__init__).parameters.items()}
    return sorted(k for k, v in defaults.items() if type(v) is kind)


def classes(module, base):
    found = {c.__name__: c for c in vars(module).values() if inspect.isclass(c) and issubclass(c, base)}
    told = {n: {"floats": of_type(c, float), "ints": of_type(c, int)} for n, c in sorted(found.items())}
    return {n: t for n, t in told.items() if t["floats"] or t["ints"]}


out = {"keras": keras.__version__, **{kind: classes(*where) for kind, where in kinds.items()}, "ops": {}}
for name in ["core", "image", "linalg", "math", "nn", "numpy"]:
    module = importlib.import_module(f"keras.src.ops.{name}")
    out["ops"].update(classes(module, keras.Operation))
out["ops"] = dict(sorted(out["ops"].items()))
text = json.dumps(out, indent=1)
pathlib.Path(sys.argv[1], "settings.json").write_text(text + "\n")
