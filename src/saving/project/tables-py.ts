/** How a Keras project reads tables of numbers. */
export const tablesPy = `

def load(path, settings):
    """A table with a line of names: numbers, and in the last column what the model is to give for them."""
    shape = settings["input"]["shape"]
    if None in shape:
        raise SystemExit(f"How samples become an input of {shape} is not known: write load() in data.py for it.")
    if os.path.isdir(path):
        raise SystemExit(f"{path} is a folder. Give a table of numbers (.csv), or write load() in data.py.")
    names, *rows = table(text_of(path), path)
    rows = rows[: settings["limit"]]
    for i, row in enumerate(rows):
        if len(row) != len(names):
            raise SystemExit(f"{path}: row {i + 1} has {len(row)} values. Expected: {len(names)}.")
    size = int(np.prod(shape))
    if len(names) != size + 1:
        raise SystemExit(f"{path} has {len(names)} columns. Expected: {size + 1}, the last for what is to be learnt.")
    try:
        x = np.array([row[:-1] for row in rows], "float32")
        # names of classes where the model has them, else numbers
        named = settings["labels"] is not None
        y = [number_of(row[-1].strip(), settings) if named else float(row[-1]) for row in rows]
    except ValueError as error:
        raise SystemExit(f"{path} holds what is no number: {error}.")
    return x.reshape(len(x), *shape), y, *parts(len(y), settings)
`
