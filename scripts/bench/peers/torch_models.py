"""The twin of serve.ts in PyTorch: one model of the bench, with images stored contiguously or channels last.

Usage: python torch_models.py NAME SIZES [channels_last]; see keras_models.py. Epochs are shuffled, and loss and accuracy
are counted, as fit does.
"""

import json
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

from serving import serve
from torch_networks import mobilenet, resnet

name, size = sys.argv[1], json.loads(sys.argv[2])
samples, batch, words, classes = size["samples"], size["batchSize"], size.get("words"), size["classes"]
layout = torch.channels_last if sys.argv[3:] == ["channels_last"] else torch.contiguous_format
if os.environ.get("OMP_NUM_THREADS"):
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
torch.manual_seed(1)


class Sentiment(nn.Module):
    def __init__(self, recurrent, units):
        super().__init__()
        self.embedding = nn.Embedding(1000, 64)
        self.recurrent = recurrent(64, units, batch_first=True)
        self.head = nn.Sequential(nn.Linear(units, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, ids):
        outputs, _ = self.recurrent(self.embedding(ids))
        return self.head(outputs[:, -1])


def conv(inputs, outputs, kernel):
    return [nn.Conv2d(inputs, outputs, kernel), nn.ReLU()]


def dense(inputs, *units):
    widths = [inputs, *units]
    layers = []
    for a, b in zip(widths, units):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return layers[:-1]


models = {
    "mnist": lambda: nn.Sequential(
        *conv(1, 32, 5), *conv(32, 64, 5), nn.MaxPool2d(2), nn.Flatten(), *dense(6400, 128, 10)
    ),
    "cats": lambda: nn.Sequential(
        *conv(3, 32, 3), nn.MaxPool2d(2), *conv(32, 32, 3), nn.MaxPool2d(2), nn.Flatten(), *dense(28800, 96, 2)
    ),
    "mlp": lambda: nn.Sequential(*dense(784, 50, 100, 10)),
    "rnn": lambda: Sentiment(nn.RNN, 30),
    "lstm": lambda: Sentiment(nn.LSTM, 32),
    "gru": lambda: Sentiment(nn.GRU, 32),
    "mobilenet": lambda: mobilenet(classes),
    "resnet": lambda: resnet(classes),
}

shape = size["shape"]
x = torch.randint(0, words, (samples, *shape)) if words else torch.rand(samples, *shape)
y = torch.randint(0, max(2, classes), (samples,))
model = models[name]()
if len(shape) == 3:
    x = x.permute(0, 3, 1, 2).contiguous(memory_format=layout)
    model = model.to(memory_format=layout)
optimizer = torch.optim.Adam(model.parameters())


def train():
    model.train()
    order = torch.randperm(samples)
    loss_sum, right = torch.zeros(()), torch.zeros((), dtype=torch.long)
    for start in range(0, samples, batch):
        chosen = order[start : start + batch]
        xb, yb = x[chosen], y[chosen]
        optimizer.zero_grad(set_to_none=True)
        logits = model(xb)
        if classes == 1:
            loss = F.binary_cross_entropy_with_logits(logits[:, 0], yb.float())
            guessed = (logits[:, 0] > 0).long()
        else:
            loss = F.cross_entropy(logits, yb)
            guessed = logits.argmax(1)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            loss_sum += loss.detach() * len(chosen)
            right += (guessed == yb).sum()
    # read at the end of an epoch, as fit does
    loss_sum.item(), right.item()
    return samples


def outputs(xb):
    logits = model(xb)
    return torch.sigmoid(logits) if classes == 1 else torch.softmax(logits, 1)


@torch.inference_mode()
def predict():
    model.eval()
    torch.cat([outputs(x[start : start + batch]) for start in range(0, samples, batch)]).numpy()
    return samples


@torch.inference_mode()
def one():
    model.eval()
    outputs(x[:1]).numpy()
    return 1


serve(
    {"torch": torch.__version__, "threads": torch.get_num_threads()},
    {"train": train, "predict": predict, "one": one},
)
