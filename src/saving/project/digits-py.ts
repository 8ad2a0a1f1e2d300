/** How a Keras project reads MNIST. */
export const digitsPy = `

def idx(folder, name):
    """An array of a file of MNIST, packed or not, in a folder or in mnist inside of it."""
    for place in (os.path.join(folder, "mnist"), folder):
        for spelling in (name, name.replace("-idx", ".idx")):
            for path in (os.path.join(place, spelling), os.path.join(place, spelling + ".gz")):
                if os.path.exists(path):
                    with opened(path) as file:
                        content = file.read()
                    axes = content[3]
                    shape = np.frombuffer(content, ">i4", axes, 4)
                    return np.frombuffer(content, "u1", -1, 4 + 4 * axes).reshape(shape)
    raise SystemExit(f"{folder} holds no {name}.")


def load(folder, settings):
    if settings["recipe"] == "digits":
        raise SystemExit(
            "The model was trained on digits that Keratin draws, which is not done here. "
            'To train it on those of MNIST, write "mnist" for "digits" in settings.json.'
        )
    limit = settings["limit"]
    x = idx(folder, "train-images-idx3-ubyte")[:limit].astype("float32") / 255
    y = idx(folder, "train-labels-idx1-ubyte")[:limit]
    return x.reshape(-1, *settings["input"]["shape"]), y, *parts(len(y), settings)
`
