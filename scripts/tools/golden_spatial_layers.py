"""Writes tests/golden/layers_spatial.json: further cases of convolution, pooling and resizing layers, by Keras.

python scripts/tools/golden_spatial_layers.py tests/golden/layers_spatial.json
"""

import json
import sys

import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(20)
SEQUENCE, IMAGE, VOLUME = (2, 7, 4), (1, 6, 5, 4), (1, 4, 4, 3, 2)
RESIZE = [
    {"interpolation": i, **options}
    for i in ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")
    for options in ({"height": 9, "width": 4}, {"height": 4, "width": 11})
]

cases = [
    ("Conv1D", SEQUENCE, {"filters": 4, "kernel_size": 3, "padding": "causal", "groups": 2, "activation": "tanh"}),
    ("Conv1D", SEQUENCE, {"filters": 2, "kernel_size": 3, "padding": "causal", "strides": 2}),
    ("Conv2D", IMAGE, {"filters": 4, "kernel_size": [3, 2], "padding": "same", "groups": 4, "dilation_rate": [2, 1]}),
    ("Conv3D", VOLUME, {"filters": 3, "kernel_size": [2, 3, 1], "strides": [1, 2, 3], "padding": "same", "activation": "relu"}),
    ("Conv3D", VOLUME, {"filters": 2, "kernel_size": 2, "dilation_rate": 2, "use_bias": False, "activation": "elu"}),
    ("Conv3D", VOLUME, {"filters": 4, "kernel_size": 2, "groups": 2, "activation": "relu"}),
    ("Conv1DTranspose", SEQUENCE, {"filters": 3, "kernel_size": 2, "strides": 3, "padding": "same"}),
    ("Conv1DTranspose", SEQUENCE, {"filters": 3, "kernel_size": 3, "dilation_rate": 2, "activation": "relu"}),
    ("Conv1DTranspose", SEQUENCE, {"filters": 3, "kernel_size": 3, "strides": 2, "output_padding": 1}),
    ("Conv2DTranspose", IMAGE, {"filters": 3, "kernel_size": [3, 2], "dilation_rate": [2, 3], "padding": "same"}),
    ("Conv2DTranspose", IMAGE, {"filters": 3, "kernel_size": 4, "strides": [3, 2], "padding": "same", "output_padding": [2, 1]}),
    ("Conv2DTranspose", IMAGE, {"filters": 2, "kernel_size": 3, "dilation_rate": 2, "activation": "sigmoid"}),
    ("Conv3DTranspose", VOLUME, {"filters": 3, "kernel_size": 3, "strides": 2, "padding": "same"}),
    ("Conv3DTranspose", VOLUME, {"filters": 2, "kernel_size": [1, 2, 3], "strides": [2, 1, 2], "activation": "relu"}),
    ("Conv3DTranspose", VOLUME, {"filters": 2, "kernel_size": 2, "strides": 2, "output_padding": 1, "use_bias": False}),
    ("DepthwiseConv1D", SEQUENCE, {"kernel_size": 3, "strides": 2, "padding": "same", "depth_multiplier": 3}),
    ("DepthwiseConv1D", SEQUENCE, {"kernel_size": 2, "dilation_rate": 3, "activation": "tanh"}),
    ("DepthwiseConv2D", IMAGE, {"kernel_size": [2, 3], "dilation_rate": [2, 1], "padding": "same", "depth_multiplier": 2}),
    ("SeparableConv1D", SEQUENCE, {"filters": 5, "kernel_size": 3, "strides": 2, "depth_multiplier": 2, "activation": "tanh"}),
    ("SeparableConv2D", IMAGE, {"filters": 5, "kernel_size": [3, 2], "dilation_rate": 2, "padding": "same"}),
    ("MaxPooling3D", VOLUME, {"pool_size": [2, 3, 1], "strides": [1, 2, 3], "padding": "same"}),
    ("AveragePooling3D", VOLUME, {"pool_size": [2, 3, 1], "strides": [1, 2, 3], "padding": "same"}),
    ("GlobalMaxPooling3D", VOLUME, {}),
    ("GlobalAveragePooling3D", VOLUME, {"keepdims": True}),
    ("GlobalAveragePooling2D", IMAGE, {"data_format": "channels_first"}),
    ("GlobalMaxPooling2D", IMAGE, {"data_format": "channels_first", "keepdims": True}),
    ("GlobalMaxPooling1D", SEQUENCE, {"data_format": "channels_first"}),
    *[
        (f"Adaptive{kind}Pooling{rank}D", shape, {"output_size": size})
        for kind in ("Average", "Max")
        for rank, shape, sizes in ((1, SEQUENCE, [3, 7, 9]), (2, IMAGE, [[3, 2], 4]), (3, VOLUME, [[2, 3, 4], 3]))
        for size in sizes
    ],
    ("UpSampling2D", IMAGE, {"size": [2, 3], "interpolation": "bicubic"}),
    ("UpSampling2D", IMAGE, {"size": 2, "interpolation": "lanczos3"}),
    ("UpSampling2D", IMAGE, {"size": 2, "interpolation": "lanczos5"}),
    ("UpSampling2D", IMAGE, {"size": [2, 1], "interpolation": "bilinear", "data_format": "channels_first"}),
    ("UpSampling3D", VOLUME, {"size": [1, 2, 3]}),
    ("UpSampling3D", VOLUME, {"size": 2, "data_format": "channels_first"}),
    ("ZeroPadding1D", SEQUENCE, {"padding": 2}),
    ("ZeroPadding2D", IMAGE, {"padding": [[0, 2], [1, 0]], "data_format": "channels_first"}),
    ("ZeroPadding3D", VOLUME, {"padding": [[0, 2], [1, 0], [1, 1]]}),
    ("ZeroPadding3D", VOLUME, {"padding": [1, 2, 0]}),
    ("Cropping1D", SEQUENCE, {}),
    ("Cropping2D", IMAGE, {"cropping": [[1, 0], [1, 2]], "data_format": "channels_first"}),
    ("Cropping3D", VOLUME, {"cropping": [[1, 0], [1, 2], [0, 1]]}),
    ("Cropping3D", VOLUME, {"cropping": 1}),
    *[("Resizing", IMAGE, r) for r in RESIZE],
    *[("Resizing", IMAGE, {**r, "antialias": True}) for r in RESIZE if r["height"] == 4],
    ("Resizing", IMAGE, {"height": 4, "width": 8, "crop_to_aspect_ratio": True}),
    ("Resizing", IMAGE, {"height": 8, "width": 3, "crop_to_aspect_ratio": True, "interpolation": "nearest"}),
    ("Resizing", IMAGE, {"height": 4, "width": 8, "pad_to_aspect_ratio": True, "fill_value": 0.5}),
    ("Resizing", IMAGE, {"height": 8, "width": 3, "pad_to_aspect_ratio": True}),
    ("Resizing", IMAGE, {"height": 3, "width": 7, "data_format": "channels_first"}),
    ("Resizing", IMAGE[1:], {"height": 3, "width": 7}),
    ("CenterCrop", IMAGE, {"height": 3, "width": 4}),
    ("CenterCrop", IMAGE, {"height": 8, "width": 3}),
    ("CenterCrop", IMAGE, {"height": 7, "width": 7}),
    ("CenterCrop", IMAGE, {"height": 2, "width": 2, "data_format": "channels_first"}),
]


def tensor(value):
    array = np.asarray(value, np.float32)
    return {
        "shape": list(array.shape),
        "dtype": "float32",
        "data": [float(str(v)) for v in array.ravel()],
    }


def golden(class_name, shape, config, index):
    x = tf.constant(rng.normal(size=shape).astype("float32"))
    layer = getattr(keras.layers, class_name)(name="layer", **config)
    layer(x)
    layer.set_weights([rng.normal(scale=0.5, size=w.shape).astype("float32") for w in layer.weights])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
        r = tf.constant(rng.normal(size=y.shape).astype("float32"))
        loss = tf.reduce_sum(y * r)
    case = {
        "id": f"{class_name}/{index}",
        "class_name": class_name,
        "config": config,
        "keras_config": layer.get_config(),
        "tensors": {"x": tensor(x)},
        "call": {"args": ["x"]},
        "weights": [
            {"name": w.name, "path": w.path, "trainable": w.trainable, **tensor(w)} for w in layer.weights
        ],
        "outputs": [tensor(y)],
        "R": [tensor(r)],
    }
    try:
        dx, *dw = tape.gradient(loss, [x, *[w.value for w in layer.trainable_weights]])
    except LookupError:
        # TensorFlow has no gradient of this operator; ours is tested against plain loops
        return case
    case["grads"] = {
        "inputs": {"x": tensor(dx)},
        "weights": [{"path": w.path, **tensor(g)} for w, g in zip(layer.trainable_weights, dw)],
    }
    return case


meta = {
    "keras_version": keras.__version__,
    "tensorflow_version": tf.__version__,
    "backend": "tensorflow (CPU)",
}
values = [golden(name, shape, config, i) for i, (name, shape, config) in enumerate(cases)]
with open(sys.argv[1], "w") as file:
    json.dump({"meta": meta, "cases": values}, file, separators=(",", ":"))
