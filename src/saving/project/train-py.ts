/** The program of a Keras project: it continues the training, in one process or in several. */
export const trainPy = String.raw`"""Continues the training of model.keras in Keras on JAX, on the data it was trained on.

    pip install keras jax numpy            # pillow too, for photos
    python train.py --data FOLDER --epochs 3

In several processes, on one machine or on many, each with its number and the address of number 0:

    python train.py --data FOLDER --processes 2 --process 0 --coordinator 127.0.0.1:23461 &
    python train.py --data FOLDER --processes 2 --process 1 --coordinator 127.0.0.1:23461

All of them take a share of every batch, so weights are those of one process. Writes trained.keras, which Keratin opens
again: keratin evaluate trained.keras --data FOLDER
"""

import argparse
import json
import os
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "settings.json"), encoding="utf-8") as file:
    settings = json.load(file)

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--data", default=settings["data"], required=settings["data"] is None, help="where the data is")
parser.add_argument("--epochs", type=int, default=settings["epochs"])
parser.add_argument("--batch-size", type=int, default=settings["batchSize"], help="of all processes together")
parser.add_argument("--limit", type=int, default=settings["limit"], help="use only the first so many samples")
parser.add_argument("--val-split", type=float, default=settings["valSplit"], help="share of the end held back")
parser.add_argument("--seed", type=int, default=settings["seed"])
parser.add_argument("--processes", type=int, default=1)
parser.add_argument("--process", type=int, default=0, help="the number of this process, from 0")
parser.add_argument("--coordinator", default="127.0.0.1:23461", help="host and port of process 0")
parser.add_argument("--out", default=os.path.join(here, "trained.keras"))
args = parser.parse_args()

os.environ["KERAS_BACKEND"] = "jax"
import jax

if args.processes > 1:
    jax.distributed.initialize(args.coordinator, args.processes, args.process)
import keras
import numpy as np

import data

devices = keras.distribution.list_devices()
if len(devices) > 1:
    # each process brings its own share of a batch
    layout = keras.distribution.DataParallel(devices=devices, auto_shard_dataset=False)
    keras.distribution.set_distribution(layout)
keras.utils.set_random_seed(args.seed)
model = keras.models.load_model(os.path.join(here, "model.keras"))
if model.optimizer is None:
    raise SystemExit("model.keras was not compiled: compile it here, with model.compile(...).")


class Batches(keras.utils.PyDataset):
    """This process' share of every batch. Samples that fill no whole batch wait for another epoch's order."""

    def __init__(self, x, y, order, shuffle):
        super().__init__()
        self.x, self.y, self.order, self.shuffle = x, y, order, shuffle
        size = min(args.batch_size, len(order))
        self.size = size - size % len(devices)
        if self.size == 0:
            raise SystemExit(f"{len(order)} samples are too few for {len(devices)} devices.")
        # the same order in every process
        self.random = np.random.default_rng(args.seed)
        self.on_epoch_end()

    def __len__(self):
        return len(self.order) // self.size

    def __getitem__(self, i):
        share = self.size // args.processes
        start = i * self.size + args.process * share
        indices = self.order[start : start + share]
        return self.x[indices], self.y[indices]

    def on_epoch_end(self):
        if self.shuffle:
            self.order = self.random.permutation(self.order)


x, y = data.load(args.data, settings, args.limit)
y = data.targets(y, model, len(settings["labels"]))
held_back = int(len(y) * args.val_split)
indices = np.arange(len(y))
training = Batches(x, y, indices[: len(y) - held_back], shuffle=True)
validation = Batches(x, y, indices[len(y) - held_back :], shuffle=False) if held_back >= len(devices) else None
is_first = args.process == 0
model.fit(training, epochs=args.epochs, shuffle=False, validation_data=validation, verbose=2 if is_first else 0)

if is_first:
    part = args.out + ".part.keras"
    model.save(part)
    with zipfile.ZipFile(os.path.join(here, "model.keras")) as before, zipfile.ZipFile(part, "a") as after:
        # labels and how samples become input, which Keras passes over
        if "keratin.json" in before.namelist():
            after.writestr("keratin.json", before.read("keratin.json"))
    os.replace(part, args.out)
    print(f"Wrote {args.out}.")
`
