import { digitsPy } from './digits-py.js'
import { photosPy } from './photos-py.js'
import { tablesPy } from './tables-py.js'
import { tableRowsPy, textsPy } from './texts-py.js'

/** What a Keras project reads data with, as the loaders of Keratin do: one part for every kind of input. */
const head = String.raw`"""Reads the data that Keratin trained the model on, into the same parts."""

import gzip
import os

import numpy as np


class Random:
    """Keratin's random numbers (sfc32), which decide what is training, validation and test."""

    def __init__(self, seed):
        self.a, self.b, self.c = hash32(seed, 1), hash32(seed >> 32, 2), hash32(seed, 3)
        self.counter = 1
        for _ in range(12):
            self.next()

    def next(self):
        t = (self.a + self.b + self.counter) & 0xFFFFFFFF
        self.counter = (self.counter + 1) & 0xFFFFFFFF
        self.a = self.b ^ (self.b >> 9)
        self.b = (self.c + (self.c << 3)) & 0xFFFFFFFF
        self.c = ((self.c << 21 | self.c >> 11) + t) & 0xFFFFFFFF
        return t

    def shuffle(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = int(self.next() / 4294967296 * (i + 1))
            items[i], items[j] = items[j], items[i]
        return items


def hash32(a, b):
    h = ((a * 0x9E3779B1 & 0xFFFFFFFF) ^ (b * 0x85EBCA77 & 0xFFFFFFFF)) + 0x165667B1 & 0xFFFFFFFF
    h = (h ^ (h >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ (h >> 16)


def parts(count, settings):
    """The places of samples for training, and those for validation at the end."""
    training = int(count * (1 - settings["valSplit"]))
    return np.arange(training), np.arange(training, count)


def targets(y, model, settings):
    """Classes or numbers in the form that the loss of the model takes."""
    loss = model.loss if isinstance(model.loss, str) else getattr(model.loss, "name", str(model.loss))
    y, width = np.asarray(y), model.output_shape[-1]
    if len(model.output_shape) != 2:
        raise SystemExit(f"The model gives {model.output_shape}: write here, in targets(), what it is to give.")
    if width == 1:
        return y.astype("float32").reshape(-1, 1)
    whole = y.astype("int32")
    if (whole != y).any() or (whole < 0).any() or (whole >= width).any():
        raise SystemExit(f"The model tells {width} classes, and the data has others than 0 to {width - 1}.")
    return whole if "sparse" in loss else np.eye(width, dtype="float32")[whole]


def opened(path):
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")


def decoded(content, path, named=None):
    """A text in UTF-8 or the encoding that is named, or in UTF-16 where its first bytes say so."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if named and encoding != "utf-16" and content[:3] != b"\xef\xbb\xbf":
        encoding = named
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SystemExit(f"Cannot read {path}: {error}.")


def text_of(path, settings={}):
    with opened(path) as file:
        return decoded(file.read(), path, settings.get("encoding"))


def number_of(label, settings):
    """The number of a class by its name."""
    if label not in settings["labels"]:
        known = ", ".join(settings["labels"])
        raise SystemExit(f'The data has a class "{label}". The model knows: {known} (labels in settings.json).')
    return settings["labels"].index(label)


def utf16(name):
    """The order of names in Keratin."""
    return name.encode("utf-16-be", "surrogatepass")
`

/** What an input is made of, as `model.metadata.input.kind` says; a table of numbers otherwise. */
export function dataPy(kind: unknown): string {
  if (kind === 'digit') return head + digitsPy
  if (kind === 'image') return head + photosPy
  return head + tableRowsPy + (kind === 'text' ? textsPy : tablesPy)
}
