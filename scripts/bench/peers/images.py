"""Reads the images of a folder as its peers do, for scripts/bench/images.ts.

Usage: images.py keras|pillow FOLDER SIDE ROUNDS; prints the images per second of each round as a list in JSON.
"""
import json
import os
import sys
import time

os.environ.update(CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3")


def keras_rate(folder, side):
    import keras

    data = keras.utils.image_dataset_from_directory(
        folder, labels=None, image_size=(side, side), batch_size=32, verbose=False
    )
    begin = time.perf_counter()
    count = sum(len((batch / 255.0).numpy()) for batch in data)
    return count / (time.perf_counter() - begin)


def pillow_rate(folder, side):
    from concurrent.futures import ThreadPoolExecutor

    import numpy
    from PIL import Image

    def read(path):
        with Image.open(path) as image:
            return numpy.asarray(image.convert("RGB").resize((side, side), Image.BILINEAR), "float32") / 255.0

    paths = [entry.path for entry in os.scandir(folder) if entry.is_file()]
    begin = time.perf_counter()
    count = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, len(paths), 32):
            count += len(numpy.stack(list(pool.map(read, paths[start : start + 32]))))
    return count / (time.perf_counter() - begin)


peer, folder, side, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rate = {"keras": keras_rate, "pillow": pillow_rate}[peer]
print(json.dumps([rate(folder, side) for _ in range(rounds)]))
