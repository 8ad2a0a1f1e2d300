/** What a Keras project reads data with, as the loaders of Keratin do: one part for every kind of input. */
const head = String.raw`"""Reads the data that Keratin trained the model on."""

import gzip
import os

import numpy as np


def targets(y, model, count):
    """Numbers of classes in the form that the loss of the model takes."""
    y = np.asarray(y)
    if model.output_shape[-1] == 1:
        return y.astype("float32").reshape(-1, 1)
    loss = model.loss if isinstance(model.loss, str) else getattr(model.loss, "name", str(model.loss))
    return y.astype("int32") if "sparse" in loss else np.eye(count, dtype="float32")[y]


def opened(path):
    return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")


def number_of(label, labels, names):
    """The number of a class by its name; classes that are called otherwise are taken in the order of their names."""
    label = str(label)
    return labels.index(label) if label in labels else names.index(label)
`

const digits = String.raw`

def idx(folder, name):
    """An array of a file of MNIST, packed or not, in a folder or in mnist inside of it."""
    for place in (folder, os.path.join(folder, "mnist")):
        for path in (os.path.join(place, name), os.path.join(place, name + ".gz")):
            if os.path.exists(path):
                with opened(path) as file:
                    content = file.read()
                axes = content[3]
                shape = np.frombuffer(content, ">i4", axes, 4)
                return np.frombuffer(content, "u1", -1, 4 + 4 * axes).reshape(shape)
    raise SystemExit(f"{folder} holds no {name}.")


def load(folder, settings, limit):
    x = idx(folder, "train-images-idx3-ubyte")[:limit].astype("float32") / 255
    return x.reshape(-1, *settings["input"]["shape"]), idx(folder, "train-labels-idx1-ubyte")[:limit]
`

const photos = String.raw`

class Photos:
    """Photos that are read when they are needed."""

    def __init__(self, paths, shape, rescale, offset=0, crop=False, **_):
        self.paths, self.shape, self.rescale, self.offset, self.crop = np.array(paths), shape, rescale, offset, crop

    def read(self, path):
        from PIL import Image, ImageOps

        height, width, channels = self.shape
        with Image.open(path) as image:
            image = ImageOps.exif_transpose(image).convert("L" if channels == 1 else "RGB")
        size, how = (width, height), Image.Resampling.BILINEAR
        image = ImageOps.fit(image, size, how) if self.crop else image.resize(size, how)
        return np.asarray(image, "float32").reshape(height, width, channels) * self.rescale + self.offset

    def __getitem__(self, indices):
        return np.stack([self.read(path) for path in self.paths[indices]])


def load(folder, settings, limit):
    """Photos in a folder for each class, perhaps in a folder for training."""
    inside = os.path.join(folder, "train")
    folder = inside if os.path.isdir(inside) else folder
    names = sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))
    endings = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff")
    found = [
        (os.path.join(folder, name, file), number_of(name, settings["labels"], names))
        for name in names
        for file in sorted(os.listdir(os.path.join(folder, name)))
        if file.lower().endswith(endings)
    ]
    # in an order of its own, so that a share of it has photos of all classes
    order = np.random.default_rng(settings["seed"]).permutation(len(found))[:limit]
    photos = Photos([found[i][0] for i in order], **settings["input"])
    return photos, [found[i][1] for i in order]
`

const texts = String.raw`

import csv
import io
import json
import re
import unicodedata

text_names = "text review sentence content message body comment tweet".split()
label_names = "label sentiment class category target rating stars tag".split()


def column(names, usual, wanted):
    found = wanted or next((name for name in usual if name in [n.lower() for n in names]), None)
    return next((name for name in names if name == found or name.lower() == found), None)


def rows(path, settings):
    """Texts and names of classes in a table with a line of names, or in lines of JSON."""
    with opened(path) as file:
        content = file.read().decode("utf-8-sig")
    if re.search(r"\.(jsonl|ndjson)(\.gz)?$", path):
        table = [json.loads(line) for line in content.splitlines() if line.strip()]
    else:
        first = content.split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
        table = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=separator))
    names = list(table[0])
    text = column(names, text_names, settings["textColumn"])
    label = column(names, label_names, settings["labelColumn"])
    return [(row[text], row[label]) for row in table]


def folders(folder):
    for name in sorted(os.listdir(folder)):
        inside = os.path.join(folder, name)
        if name == "unsup" or not os.path.isdir(inside):
            continue
        for file in sorted(os.listdir(inside)):
            if file.endswith(".txt"):
                with open(os.path.join(inside, file), encoding="utf-8", errors="replace") as text:
                    yield text.read(), name


def labelled(path, settings):
    """Texts of a file, or of a folder: lines of JSON or a table for training, or a folder for each class."""
    if not os.path.isdir(path):
        return rows(path, settings)
    for place in (path, os.path.join(path, "imdb")):
        for name in ("train.jsonl", "train.jsonl.gz", "train.csv"):
            if os.path.exists(os.path.join(place, name)):
                return rows(os.path.join(place, name), settings)
    for place in ("aclImdb/train", "train", "."):
        if os.path.isdir(os.path.join(path, place)):
            return list(folders(os.path.join(path, place)))
    return []


tags = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
ascii_words = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*|[!?]")
# signs that are words by themselves: Han, Hiragana, Katakana, Thai
alone = "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
letter = rf"(?!{alone})[^\W_]"
other_words = re.compile(rf"{alone}|(?:{letter})+(?:['’](?:{letter})+)*|[!?！？]")


def words(text):
    """The words of a text in small letters, with apostrophes inside, and its marks of exclamation and question."""
    plain = tags.sub(" ", text)
    if plain.isascii():
        return ascii_words.findall(plain.lower())
    return other_words.findall(unicodedata.normalize("NFC", plain).lower())


def tokens(text, longest):
    found = words(text)
    runs = [" ".join(found[i : i + n]) for n in range(2, longest + 1) for i in range(len(found) - n + 1)]
    return found + runs


def encoded(text, encoder, indices):
    """Numbers of words in a row of one length: 0 is nothing, 1 the start, 2 an unknown word."""
    row = [1] if encoder.get("start", True) else []
    for token in tokens(text, encoder.get("ngrams", 1)):
        if token in indices:
            row.append(indices[token])
        elif not encoder.get("skipUnknown"):
            row.append(2)
    row, length = row or [2], encoder["length"]
    row = row[-length:] if encoder.get("truncating", "pre") == "pre" else row[:length]
    nothing = [0] * (length - len(row))
    return nothing + row if encoder.get("padding", "pre") == "pre" else row + nothing


def load(path, settings, limit):
    found = labelled(path, settings)
    names = sorted({str(label) for _, label in found})
    # files often have one class after the other
    order = np.random.default_rng(settings["seed"]).permutation(len(found))[:limit]
    y = [number_of(found[i][1], settings["labels"], names) for i in order]
    encoder = settings["input"]["encoder"]
    indices = {token: i + 3 for i, token in enumerate(encoder["vocabulary"])}
    return np.array([encoded(found[i][0], encoder, indices) for i in order], "int32"), y
`

const tables = String.raw`

import csv


def load(path, settings, limit):
    """A table with a line of names: numbers, and the number or name of the class in the last column."""
    with opened(path) as file:
        lines = file.read().decode("utf-8-sig").splitlines()
    table = list(csv.reader(lines))[1:]
    names = sorted({row[-1] for row in table})
    y = [number_of(row[-1], settings["labels"], names) for row in table[:limit]]
    x = np.array([row[:-1] for row in table[:limit]], "float32")
    return x.reshape(len(x), *settings["input"]["shape"]), y
`

/** What an input is made of, as `model.metadata.input.kind` says; a table of numbers otherwise. */
export function dataPy(kind: unknown): string {
  if (kind === 'digit') return head + digits
  if (kind === 'image') return head + photos
  return head + (kind === 'text' ? texts : tables)
}
