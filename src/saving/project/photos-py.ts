/** How a Keras project reads photos. */
export const photosPy = `
import itertools

endings = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp")


class Photos:
    """Photos that are read when they are needed."""

    def __init__(self, paths, shape, rescale, offset=0, crop=False, **_):
        self.paths, self.shape, self.rescale, self.offset, self.crop = np.array(paths), shape, rescale, offset, crop

    def read(self, path):
        height, width, channels = self.shape
        try:
            pixels = pixels_of(path)
        except (OSError, ValueError) as error:
            raise SystemExit(f"{path} cannot be read as an image: {error}. Remove it.")
        if self.crop and pixels.shape[:2] != (height, width):
            pixels = middle(pixels, width / height)
        pixels = resized(resized(pixels, width, 1), height, 0)
        if channels == 1:
            pixels = pixels @ np.array([[0.299], [0.587], [0.114]], "float32")
        return pixels * np.float32(self.rescale) + np.float32(self.offset)

    def __getitem__(self, indices):
        return np.stack([self.read(path) for path in self.paths[indices]])


def pixels_of(path):
    """Red, green and blue of 0 to 255, on white where the image lets something through.

    Pillow decodes a JPEG exactly, Keratin as TensorFlow does it: they differ by up to 4 levels, by 1 in the mean.
    """
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image)
        if image.mode.startswith("I"):
            # 16 bits
            image = Image.fromarray((np.asarray(image) >> 8).astype("uint8"))
        if image.has_transparency_data:
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        return np.asarray(image.convert("RGB"), "float32")


def middle(pixels, proportions):
    """The largest rectangle with these proportions in the middle."""
    height, width = pixels.shape[:2]
    w, h = max(1, min(width, int(height * proportions))), max(1, min(height, int(width / proportions)))
    left, top = (width - w) // 2, (height - h) // 2
    return pixels[top : top + h, left : left + w]


def resized(pixels, to, axis):
    """Between the two nearest pixels, as tf.image.resize does it; Pillow would take the mean of more."""
    count = pixels.shape[axis]
    if count == to:
        return pixels
    step = np.float32(1 / np.float64(np.float32(to / count)))
    centre = ((np.arange(to) + 0.5) * np.float64(step)).astype("float32").astype("float64") - 0.5
    first = np.floor(centre).astype(int)
    share = (centre - first).astype("float32").reshape([-1 if i == axis else 1 for i in range(3)])
    one, two = (np.take(pixels, np.clip(first + i, 0, count - 1), axis) for i in (0, 1))
    return one * (1 - share) + two * share


def folders(path):
    return [name for name in os.listdir(path) if not name.startswith(".") and os.path.isdir(os.path.join(path, name))]


def part(folder, *spellings):
    return next((os.path.join(folder, name) for name in folders(folder) if name.lower() in spellings), None)


def images(folder):
    """Images below a folder by their paths from it on, without what is hidden."""
    found = []
    for place, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if not name.startswith(".")]
        of_place = [name for name in names if name.lower().endswith(endings) and not name.startswith(".")]
        found += [os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/") for name in of_place]
    return sorted(found, key=utf16)


def labelled(folder, by_name, settings):
    """Images with the numbers of their classes: the folder each is in, or the word that its name begins with."""
    found = []
    for path in images(folder):
        name = path.rsplit("/", 1)[-1]
        if by_name:
            label = "".join(itertools.takewhile(str.isalpha, name))
            if label == "":
                raise SystemExit(f"{path} has a name that tells no class, as cat.1.jpg would.")
        elif "/" not in path:
            # beside folders of classes, of no class
            continue
        else:
            label = path.split("/", 1)[0]
        found.append((os.path.join(folder, path), number_of(label, settings)))
    if not found:
        raise SystemExit(f"{folder} holds no photos in folders of their classes, nor any named as cat.1.jpg.")
    return found


def limited(found, limit):
    """The first of each class in turn."""
    taken = {}
    turns = []
    for i, (_, label) in enumerate(found):
        turns.append((taken.setdefault(label, 0), i))
        taken[label] += 1
    return [found[i] for i in sorted(i for _, i in sorted(turns)[:limit])]


def load(folder, settings):
    """Photos for training and validation; those that Keratin keeps for its test are left out."""
    limit = settings["limit"]
    is_named = settings["recipe"] == "cats-vs-dogs"
    if is_named and part(folder, "cats-vs-dogs"):
        folder = part(folder, "cats-vs-dogs")
    train = part(folder, "train", "training")
    validation = train and not is_named and part(folder, "validation", "val", "valid")
    test = train and part(folder, "test", "testing")
    inside = train or folder
    by_name = is_named or not folders(inside)
    found = limited(labelled(inside, by_name, settings), limit)
    random = Random(settings["seed"])
    training, held_back = [], []
    for label in range(len(settings["labels"])):
        own = random.shuffle(i for i, (_, of) in enumerate(found) if of == label)
        tested = 0 if test else int(len(own) * settings["testShare"])
        validated = 0 if validation else int((len(own) - tested) * settings["valSplit"])
        held_back += own[tested : tested + validated]
        training += own[tested + validated :]
    if validation:
        more = limited(labelled(validation, by_name, settings), limit)
        held_back = range(len(found), len(found) + len(more))
        found += more
    photos = Photos([path for path, _ in found], **settings["input"])
    return photos, [label for _, label in found], np.array(training), np.array(held_back, int)
`
