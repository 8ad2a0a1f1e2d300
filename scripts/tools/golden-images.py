"""Writes images.json: what Keras makes of PNG and JPEG files with image_dataset_from_directory and of images with its affine
transformation. Run with Keras 3.15.1 and TensorFlow 2.21."""
import base64, io, json, os, tempfile
os.environ.update(CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
import numpy as np, keras, tensorflow as tf
from PIL import Image
rng = np.random.default_rng(1447)
def tensor(a):
    a = np.asarray(a, dtype="float32")
    return {"shape": list(a.shape), "dtype": "float32", "data": [float(np.format_float_positional(v, unique=True)) for v in a.ravel()]}
def png(a):
    f = io.BytesIO(); Image.fromarray(a).save(f, "PNG"); return f.getvalue()
def smooth(h, w, c):
    y, x = np.mgrid[0:h, 0:w]
    base = np.stack([127 + 100 * np.sin(x / (2 + k) + y / 3) for k in range(c)], -1) + rng.normal(0, 30, (h, w, c))
    return np.clip(base, 0, 255).astype("uint8")
pictures = {"wide": smooth(13, 22, 3), "tall": smooth(19, 8, 3), "alpha": smooth(9, 11, 4), "grey": smooth(10, 12, 1)[..., 0]}
cases = []
def case(picture, size, **kwargs):
    with tempfile.TemporaryDirectory() as d:
        os.makedirs(d + "/a"); open(d + "/a/x.png", "wb").write(png(pictures[picture]))
        ds = keras.utils.image_dataset_from_directory(d, labels=None, image_size=size, batch_size=1, shuffle=False, verbose=False, **kwargs)
        cases.append({"id": f"{picture} {list(size)} {json.dumps(kwargs)}", "picture": picture, "size": list(size), "kwargs": kwargs, "value": tensor(next(iter(ds)).numpy()[0])})
for name in ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"]:
    case("wide", (6, 7), interpolation=name); case("tall", (23, 12), interpolation=name)
for picture in ["wide", "tall"]:
    for key in ["crop_to_aspect_ratio", "pad_to_aspect_ratio"]:
        case(picture, (8, 8), **{key: True}); case(picture, (12, 7), **{key: True}); case(picture, (5, 15), interpolation="nearest", **{key: True})
case("alpha", (6, 6), color_mode="rgba"); case("alpha", (6, 6), color_mode="rgb")
case("grey", (6, 6), color_mode="rgb"); case("grey", (6, 6), color_mode="grayscale"); case("wide", (13, 22))
x = rng.random((3, 7, 9, 2)).astype("float32")
transforms = np.array([[0.9, -0.3, 2.2, 0.25, 1.1, -3.7, 0, 0], [-1, 0, 8, 0, 1, 0, 0, 0], [2.3, 0.1, -7.4, -0.2, 1.9, -5.1, 0.01, -0.02]], "float32")
affine = []
for mode in ["reflect", "constant", "nearest", "wrap"]:
    for how in ["bilinear", "nearest"]:
        for out in [(7, 9), (4, 11)]:
            y = tf.raw_ops.ImageProjectiveTransformV3(images=x, transforms=transforms, output_shape=list(out), fill_value=0.25, interpolation=how.upper(), fill_mode=mode.upper())
            affine.append({"id": f"{mode} {how} {list(out)}", "fill_mode": mode, "interpolation": how, "fill_value": 0.25, "size": list(out), "value": tensor(y.numpy())})
layers = []
def layer(name, transformation, images=x, **config):
    l = getattr(keras.layers, name)(**config)
    y = l.transform_images(tf.constant(images), transformation, training=True)
    layers.append({"id": f"{name} {json.dumps(config)}", "class_name": name, "config": config, "keras_config": json.loads(json.dumps(l.get_config())), "transformation": {k: tensor(v) for k, v in transformation.items() if not isinstance(v, tuple)}, "value": tensor(y)})
rot = keras.layers.RandomRotation(0.5)
angle = tf.constant([30.0, -77.0, 180.0])
z = tf.zeros(3)
matrix = rot._compute_affine_matrix(0.5, 0.5, angle, z, z, tf.ones(3), z, z, 7, 9)
layer("RandomRotation", {"angle": angle, "rotation_matrix": matrix}, factor=0.5)
layer("RandomRotation", {"angle": angle, "rotation_matrix": matrix}, factor=[-0.1, 0.2], fill_mode="constant", interpolation="nearest", fill_value=0.5)
hz, wz = tf.constant([[0.7], [1.2], [1.0]]), tf.constant([[1.1], [0.8], [1.3]])
layer("RandomZoom", {"height_zoom": hz, "width_zoom": wz}, height_factor=0.3)
layer("RandomZoom", {"height_zoom": hz, "width_zoom": wz}, height_factor=[-0.2, 0.3], width_factor=0.3, fill_mode="nearest")
moves = tf.constant([[1.7, -2.2], [-3.0, 0.5], [0.25, 4.0]])
layer("RandomTranslation", {"translations": moves, "input_shape": (3, 7, 9, 2)}, height_factor=0.3, width_factor=0.2)
layer("RandomTranslation", {"translations": moves, "input_shape": (3, 7, 9, 2)}, height_factor=[-0.3, 0.1], width_factor=0.2, fill_mode="wrap")
f = tf.constant([0.5, 1.3, 2.0])[:, None, None, None]
layer("RandomContrast", {"contrast_factor": f}, factor=0.3, value_range=[0, 1])
layer("RandomContrast", {"contrast_factor": f}, factor=[0.2, 0.4])
layer("RandomBrightness", {"rgb_delta": f - 1.2}, factor=0.3, value_range=[0, 1])
flips = tf.constant([True, False, True])[:, None, None, None]
for mode in ["horizontal", "vertical"]:
    layer("RandomFlip", {"flips": flips, "input_shape": (3, 7, 9, 2)}, mode=mode)
photo, jpegs = Image.fromarray(smooth(18, 26, 3)), []
def jpeg(id, image=photo, **options):
    f = io.BytesIO(); image.save(f, "JPEG", **options)
    pixels = tf.io.decode_image(f.getvalue(), expand_animations=False).numpy()
    jpegs.append({"id": id, "file": base64.b64encode(f.getvalue()).decode(), "shape": list(pixels.shape), "pixels": base64.b64encode(pixels.tobytes()).decode()})
jpeg("chroma halved both ways", quality=85, subsampling=2)
jpeg("chroma halved sideways", quality=75, subsampling=1)
jpeg("chroma in full", quality=95, subsampling=0)
jpeg("progressive", quality=80, progressive=True)
jpeg("tables of its own, low quality", quality=30, optimize=True)
jpeg("grey", photo.convert("L"), quality=90)
json.dump({"meta": {"keras_version": keras.__version__, "tensorflow_version": tf.__version__, "made_by": "scripts/tools/golden-images.py"},
  "pictures": {k: base64.b64encode(png(v)).decode() for k, v in pictures.items()}, "folder": cases,
  "x": tensor(x), "transforms": tensor(transforms), "affine": affine, "layers": layers, "jpeg": jpegs}, open("tests/golden/images.json", "w"))
