"""Opens in real Keras what Keratin wrote, and compares with what it computed:

    node dist/scripts/keras-check/write.js FOLDER && python scripts/keras-check.py FOLDER

Every folder in FOLDER holds one model in every format, with inputs, outputs and further training in expected.json.
Prints the largest difference of each; ends with 1 if one is larger than it may be.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import logging

import keras
import numpy as np

for name in ("absl", "tensorflow"):
    logging.getLogger(name).setLevel(logging.ERROR)

LARGEST = {"outputs": 1e-5, "half": 2e-2, "training": 2e-4}


def array(saved):
    return np.array(saved["data"], dtype=saved.get("dtype", "float32")).reshape(saved["shape"])


def inputs_of(expected):
    arrays = [array(saved) for saved in expected["inputs"]]
    return arrays[0] if len(arrays) == 1 else dict(zip(expected["inputNames"], arrays))


def outputs_of(model, expected):
    given = inputs_of(expected)
    if isinstance(given, dict) and not isinstance(model._inputs_struct, dict):
        given = list(given.values())
    found = model.predict(given, verbose=0)
    if isinstance(found, dict):
        return [found[name] for name in expected["outputNames"]]
    return found if isinstance(found, list) else [found]


def difference(found, wanted):
    """The largest difference, as a share of numbers that are larger than one."""
    return max(float(np.max(np.abs(f - w) / np.maximum(1, np.abs(w)), initial=0)) for f, w in zip(found, wanted))


def safetensors(path):
    data = open(path, "rb").read()
    length = int.from_bytes(data[:8], "little")
    types = {"F32": "<f4", "F16": "<f2", "I32": "<i4", "BOOL": "|b1"}
    arrays = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        raw = data[8 + length + start : 8 + length + end]
        arrays[name] = np.frombuffer(raw, types[entry["dtype"]]).reshape(entry["shape"])
    return arrays


def with_weights(folder, load):
    """The model of the JSON, with weights that `load` puts in."""
    model = keras.models.model_from_json(open(f"{folder}/model.json").read())
    load(model)
    return model


def set_safetensors(path, expected):
    def load(model):
        arrays = safetensors(path)
        model.set_weights([arrays[name] for name in expected["weights"]])

    return load


def set_npz(path):
    return lambda model: model.set_weights(list(np.load(path).values()))


def resume(model, expected):
    """Trains on as Keratin did, and compares losses and weights."""
    resumed = expected["resumed"]
    history = model.fit(
        inputs_of(expected), array(resumed["targets"]), epochs=2, batch_size=3, shuffle=False, verbose=0
    )
    wanted = [array(w) for w in resumed["weights"]]
    loss = difference([np.array(history.history["loss"])], [np.array(resumed["loss"])])
    return max(loss, difference([np.array(w) for w in model.get_weights()], wanted))


def compiled_h5(path):
    """Keras makes the optimizer of an .h5 for no variables, and cannot train on: here it is made for those of the model."""
    import h5py

    model = keras.models.load_model(path)
    optimizer = keras.optimizers.deserialize(keras.optimizers.serialize(model.optimizer))
    optimizer.build(model.trainable_variables)
    with h5py.File(path) as file:
        state = file["optimizer_weights"]
        optimizer.set_weights([state[name][()] for name in state.attrs["weight_names"]])
    model.compile(optimizer, model.loss)
    return model


def check(folder):
    expected = json.load(open(f"{folder}/expected.json"))
    wanted = [array(saved) for saved in expected["outputs"]]
    load = keras.models.load_model
    kinds = {
        ".keras": lambda: load(f"{folder}/model.keras"),
        ".h5": lambda: load(f"{folder}/model.h5"),
        ".weights.h5": lambda: with_weights(folder, lambda m: m.load_weights(f"{folder}/model.weights.h5")),
        ".npz": lambda: with_weights(folder, set_npz(f"{folder}/model.npz")),
        ".safetensors": lambda: with_weights(folder, set_safetensors(f"{folder}/model.safetensors", expected)),
        "half .npz": lambda: with_weights(folder, set_npz(f"{folder}/half.npz")),
        "half .safetensors": lambda: with_weights(folder, set_safetensors(f"{folder}/half.safetensors", expected)),
    }
    for kind, make in kinds.items():
        model = make()
        yield kind, "half" if "half" in kind else "outputs", difference(outputs_of(model, expected), wanted)
        if "resumed" in expected and kind in (".keras", ".h5"):
            compiled = compiled_h5(f"{folder}/model.h5") if kind == ".h5" else model
            yield f"{kind} trained on", "training", resume(compiled, expected)


def main(root):
    bad = 0
    for name in sorted(os.listdir(root)):
        if not os.path.exists(f"{root}/{name}/expected.json"):
            continue
        cells = []
        try:
            for kind, limit, found in check(f"{root}/{name}"):
                is_good = found <= LARGEST[limit]
                bad += not is_good
                cells.append(f"{kind} {found:.1e}{'' if is_good else ' DIFFERS'}")
        except Exception as error:
            bad += 1
            cells.append(f"FAILED: {type(error).__name__}: {str(error).strip().splitlines()[0][:300]}")
        print(f"{name}: {', '.join(cells)}", flush=True)
    print(f"Keras {keras.__version__}: {bad} of what was checked is not as Keratin has it.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
