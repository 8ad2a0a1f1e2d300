/** The program of a Keras project: it continues the training, in one process or in several. */
export const trainPy = `"""Continues the training of model.keras in Keras on JAX, on the data it was trained on.

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
import shutil
import tempfile
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "settings.json"), encoding="utf-8") as file:
    settings = json.load(file)

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--data", default=settings["data"], required=settings["data"] is None, help="where the data is")
parser.add_argument("--epochs", type=int, default=settings["epochs"])
parser.add_argument("--batch-size", type=int, default=settings["batchSize"], help="of all processes together")
parser.add_argument("--limit", type=int, default=settings["limit"], help="use only so many samples")
parser.add_argument("--val-split", type=float, default=settings["valSplit"], help="share held back for validation")
parser.add_argument("--seed", type=int, default=settings["seed"], help="of what is training, and of its order")
parser.add_argument("--lr", type=float, help="a learning rate instead of the one that the model has")
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
if len(model.inputs) != 1 or len(model.outputs) != 1:
    given = f"{len(model.inputs)} inputs and {len(model.outputs)} outputs"
    raise SystemExit(f"The model has {given}. What they are made of is not known: write it here.")
optimizer = model.optimizer
is_planned = isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule)
if args.lr is not None:
    # what had a plan gets one that stays the same
    constant = keras.optimizers.schedules.ExponentialDecay(args.lr, decay_steps=1, decay_rate=1.0)
    optimizer.learning_rate = constant if is_planned else args.lr
elif is_planned and float(optimizer.learning_rate) == 0:
    raise SystemExit("The plan of the learning rate is over, and it is 0: give one, as with --lr 0.0001.")


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


settings.update(limit=args.limit, valSplit=args.val_split, seed=args.seed)
x, y, training_part, validation_part = data.load(args.data, settings)
y = data.targets(y, model, settings)
training = Batches(x, y, training_part, shuffle=True)
validation = Batches(x, y, validation_part, shuffle=False) if len(validation_part) >= len(devices) else None
is_first = args.process == 0
model.fit(training, epochs=args.epochs, shuffle=False, validation_data=validation, verbose=2 if is_first else 0)

# all take part in saving, which brings the weights together; the first one keeps what it wrote
with tempfile.TemporaryDirectory() as folder:
    saved = os.path.join(folder, "trained.keras")
    model.save(saved)
    if is_first:
        with zipfile.ZipFile(os.path.join(here, "model.keras")) as before, zipfile.ZipFile(saved, "a") as after:
            # labels and how samples become input, which Keras passes over
            if "keratin.json" in before.namelist():
                after.writestr("keratin.json", before.read("keratin.json"))
        shutil.copyfile(saved, args.out + ".part")
        os.replace(args.out + ".part", args.out)
        print(f"Wrote {args.out}.")
`
