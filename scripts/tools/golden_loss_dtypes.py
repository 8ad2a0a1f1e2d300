"""Writes tests/golden/dtypes-of-losses.json: what Keras' losses and metrics give for other dtypes and for batches of
one sample.

For each case of the golden files: the value with targets of int32 and of bool, with predictions of int32 and of bool,
and with one sample only, for metrics after all updates; null where Keras refuses them, and where it gives something else for
the same predictions as floats: some of its metrics cut the fractions of targets off then.

python scripts/tools/golden_loss_dtypes.py tests/golden
"""

import json
import pathlib
import sys

import keras
import numpy as np
import tensorflow as tf

folder = pathlib.Path(sys.argv[1])
special = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}


def array(golden):
    data = [special.get(v, v) if isinstance(v, str) else v for v in golden["data"]]
    return np.array(data, golden["dtype"]).reshape(golden["shape"])


def whole(x):
    return np.round(np.abs(np.nan_to_num(x.astype("float32"), posinf=9, neginf=9)) * 5)


# as tests/training/dtypes.test.ts makes them
variants = {
    "targets int32": lambda y, p: (whole(y).astype("int32") if y.dtype.kind == "f" else y.astype("int32"), p),
    "targets bool": lambda y, p: (y > 0.5, p),
    "predictions int32": lambda y, p: (y, whole(p).astype("int32")),
    "predictions bool": lambda y, p: (y, p > 0.5),
    "one sample": lambda y, p: (y[:1], p[:1]),
}


def attempt(f):
    try:
        value = np.array(f(), "float64")
        return {"shape": list(value.shape), "data": [float(f"{v:.8g}") if np.isfinite(v) else str(v) for v in value.ravel()]}
    except Exception:
        return None


def of_loss(case, change):
    y, p = change(array(case["y_true"]), array(case["y_pred"]))
    loss = getattr(keras.losses, case["class_name"])(**case["config"])
    return attempt(lambda: loss(tf.constant(y), tf.constant(p)))


def of_metric(case, change, one):
    metric = getattr(keras.metrics, case["class_name"])(**case["config"])

    def run():
        for update in case["updates"]:
            w = update.get("sample_weight")
            w = array(w) if isinstance(w, dict) else None
            w = w if w is None or not one else w[:1]
            values = array(update["values"]) if "values" in update else None
            y, p = change(*(array(update[k]) for k in ("y_true", "y_pred"))) if values is None else change(values, values)
            metric.update_state(*([tf.constant(y), tf.constant(p)] if values is None else [tf.constant(y)]), w)
        return metric.result()

    return attempt(run)


def as_floats(change):
    def changed(y, p):
        y, p = change(y, p)
        return y, p.astype("float32")

    return changed


def entry(case, of):
    found = {k: of(case, f, k == "one sample") for k, f in variants.items()}
    for name in ("predictions int32", "predictions bool"):
        if found[name] != of(case, as_floats(variants[name]), False):
            found[name] = None
    return {"id": case["id"], **found}


def entries(cases, of):
    return [entry(c, of) for c in cases]


read = lambda name: json.loads((folder / f"{name}.json").read_text())["cases"]
result = {
    "losses": entries([c for c in read("losses") if "y_true" in c], lambda c, f, _: of_loss(c, f)),
    "metrics": entries(read("metrics") + read("metrics-more"), of_metric),
}
lines = [f'"keras": {json.dumps(keras.__version__)}']
for name, found in result.items():
    lines.append(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(e) for e in found) + "\n]")
(folder / "dtypes-of-losses.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
