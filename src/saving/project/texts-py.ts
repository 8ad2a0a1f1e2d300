/** How a Keras project reads a table, as Keratin does. */
export const tableRowsPy = String.raw`
import re


def table(text, path):
    """Rows of values with the separator that the first line has most of; quotes hold separators and ends of lines."""
    line = re.sub(r'"[^"]*"', "", re.split(r"\r|\n", text[: 1 << 16], maxsplit=1)[0])
    separator = max(",;\t", key=line.count)
    end = re.compile(f"[{separator}\r\n]")
    rows, row, at = [], [], 0
    while True:
        value = ""
        if text[at : at + 1] == '"':
            at += 1
            while True:
                quote = text.find('"', at)
                if quote < 0:
                    raise SystemExit(f"{path}: a quote is opened and never closed.")
                value, at = value + text[at:quote], quote + 1
                if text[at : at + 1] != '"':
                    break
                value, at = value + '"', at + 1
        found = end.search(text, at)
        stop = found.start() if found else len(text)
        row.append(value + text[at:stop])
        at = stop + 1
        if text[stop : stop + 1] == separator:
            continue
        if row != [""]:
            rows.append(row)
        row = []
        if text[stop : stop + 2] == "\r\n":
            at += 1
        if at >= len(text):
            return rows
`

/** How a Keras project reads texts, and makes numbers of their words. */
export const textsPy = String.raw`
import json
import tarfile
import unicodedata


def column(path, names, usual, wanted):
    if wanted is not None:
        found = wanted if wanted in names else None
    else:
        found = next((name for u in usual.split() for name in names if name.lower() == u), None)
    if found is None:
        raise SystemExit(f"{path}: it is not known which column is the {wanted or usual.split()[0]}: {', '.join(names)}.")
    return found


def columns(path, names, settings):
    text = column(path, names, "text review sentence content message body comment tweet", settings["textColumn"])
    usual = "label sentiment class category target rating stars tag"
    return text, column(path, names, usual, settings["labelColumn"])


def as_name(label):
    if isinstance(label, bool):
        return str(label).lower()
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def rows(path, settings):
    """Texts and names of classes in a table with a line of names, or in lines of JSON."""
    if re.search(r"\.(jsonl|ndjson)(\.gz)?$", path, re.IGNORECASE):
        # texts may have other ends of lines inside
        found = [json.loads(line) for line in text_of(path, settings).split("\n") if line.strip()]
        text, label = columns(path, list(found[0]), settings)
        return [(row[text], as_name(row[label])) for row in found]
    names, *found = table(text_of(path, settings), path)
    names = [name.strip() for name in names]
    text, label = (names.index(name) for name in columns(path, names, settings))
    for i, row in enumerate(found):
        if len(row) != len(names):
            raise SystemExit(f"{path}: row {i + 1} has {len(row)} values. Expected: {len(names)}.")
    return [(row[text], row[label].strip()) for row in found]


def of_folders(folder, settings):
    """Texts of a folder for each class."""
    if not os.path.isdir(folder):
        return []
    names = [name for name in os.listdir(folder) if not name.startswith(".")]
    found = []
    for name in sorted(names, key=utf16):
        inside = os.path.join(folder, name)
        if os.path.isdir(inside):
            files = sorted((f for f in os.listdir(inside) if f.lower().endswith(".txt") and not f.startswith(".")), key=utf16)
            found += [(text_of(os.path.join(inside, file), settings), name) for file in files]
    return found


def of_part(folder, part, settings):
    for ending in (".csv", ".tsv", ".jsonl", ".csv.gz", ".jsonl.gz"):
        path = os.path.join(folder, part + ending)
        if os.path.exists(path):
            return rows(path, settings)
    return of_folders(os.path.join(folder, part), settings)


def own_texts(path, settings):
    """Texts for training; those that Keratin keeps for its test are left out."""
    test = []
    if os.path.isdir(path):
        found, test = of_part(path, "train", settings), of_part(path, "test", settings)
        if not found or not test:
            found, test = of_folders(path, settings), []
    else:
        found = rows(path, settings)
    found = Random(settings["seed"]).shuffle(found)
    kept = 0 if test else max(1, int(len(found) * settings["testShare"]))
    return found[kept:][: settings["limit"]]


def in_turn(found, limit):
    """Negative and positive reviews in turn, by their numbers: neg/12_3.txt."""
    sides = {"neg": [], "pos": []}
    for name, read in found:
        match = re.search(r"(neg|pos)/(\d+)_\d+\.txt$", name.replace(os.sep, "/"))
        if match:
            sides[match[1]].append((int(match[2]), read))
    turns = []
    for side, reviews in sides.items():
        turns += [(i, side, read) for i, (_, read) in enumerate(sorted(reviews, key=lambda r: r[0]))]
    return [(read(), side) for _, side, read in sorted(turns, key=lambda t: t[:2])[:limit]]


def imdb(path, settings):
    """Reviews for training, in any of the forms that Keratin takes but Keras' own, which has no texts."""
    limit = settings["limit"]
    for place in (os.path.join(path, "imdb"), path):
        for name in ("train.jsonl", "train.jsonl.gz"):
            if os.path.exists(os.path.join(place, name)):
                return rows(os.path.join(place, name), {**settings, "textColumn": "text", "labelColumn": "label"})[:limit]
        for part in ("aclImdb/train", "train"):
            folder = os.path.join(place, part)
            if os.path.isdir(os.path.join(folder, "neg")):
                paths = [os.path.join(folder, s, f) for s in ("neg", "pos") for f in os.listdir(os.path.join(folder, s))]
                return in_turn([(p, lambda p=p: text_of(p)) for p in paths], limit)
        for name in ("aclImdb_v1.tar", "aclImdb_v1.tar.gz"):
            if os.path.exists(os.path.join(place, name)):
                with tarfile.open(os.path.join(place, name)) as archive:
                    members = [m for m in archive.getmembers() if re.search(r"(^|/)train/(neg|pos)/", m.name)]
                    read = lambda m: decoded(archive.extractfile(m).read(), m.name)
                    return in_turn([(m.name, lambda m=m: read(m)) for m in members], limit)
    raise SystemExit(f"{path} holds no reviews: aclImdb_v1.tar.gz, its folder aclImdb, or train.jsonl.")


patterns = {}


def words(text, settings):
    """The words of a text in small letters, as Keratin finds them."""
    if not patterns:
        of = settings["words"]
        patterns["tags"] = re.compile(of["tags"], re.IGNORECASE | re.ASCII)
        patterns["ascii"], patterns["unicode"] = re.compile(of["ascii"]), re.compile(of["unicode"])
    plain = patterns["tags"].sub(" ", text)
    if plain.isascii():
        return [match[0] for match in patterns["ascii"].finditer(plain.lower())]
    return [match[0] for match in patterns["unicode"].finditer(unicodedata.normalize("NFC", plain).lower())]


def encoded(text, settings, indices):
    """Numbers of words in a row of one length: 0 is nothing, 1 the start, 2 an unknown word."""
    encoder = settings["input"]["encoder"]
    found = words(text, settings)
    longest = encoder.get("ngrams", 1)
    runs = [" ".join(found[i : i + n]) for n in range(2, longest + 1) for i in range(len(found) - n + 1)]
    row = [1] if encoder.get("start", True) else []
    for token in found + runs:
        if token in indices:
            row.append(indices[token])
        elif not encoder.get("skipUnknown", False):
            row.append(2)
    row, length = row or [2], encoder["length"]
    row = row[-length:] if encoder.get("truncating", "pre") == "pre" else row[:length]
    nothing = [0] * (length - len(row))
    return nothing + row if encoder.get("padding", "pre") == "pre" else row + nothing


def load(path, settings):
    is_imdb = settings["recipe"] == "imdb"
    found = imdb(path, settings) if is_imdb else own_texts(path, settings)
    if not found:
        raise SystemExit(f"{path} holds no texts.")
    sides = {"neg": 0, "0": 0, "pos": 1, "1": 1}
    if is_imdb and any(label not in sides for _, label in found):
        raise SystemExit(f"{path} has labels of reviews that are neither 0 nor 1.")
    y = [sides[label] if is_imdb else number_of(label, settings) for _, label in found]
    indices = {token: i + 3 for i, token in enumerate(settings["input"]["encoder"]["vocabulary"])}
    x = np.array([encoded(text, settings, indices) for text, _ in found], "int32")
    return x, y, *parts(len(y), settings)
`
