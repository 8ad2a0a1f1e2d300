"""Writes tests/golden/bmp.json: BMP files of every kind that is read, and the pixels that Pillow finds in them.

    python scripts/tools/golden_bmp.py
"""

import base64
import io
import json
import random
import struct
from pathlib import Path

from PIL import Image

random.seed(5)
W, H = 5, 3


def bmp(bits, body, *, packing=0, size=40, height=H, palette=b"", masks=()):
    if size == 12:
        header = struct.pack("<IHHHH", 12, W, height, 1, bits)
    else:
        header = struct.pack("<IiiHHIIiiII", size, W, height, 1, bits, packing, len(body), 2835, 2835, 0, 0)
        header += struct.pack(f"<{len(masks)}I", *masks)
        header += bytes(max(0, size - len(header)))
    start = 14 + len(header) + len(palette)
    return struct.pack("<2sIHHI", b"BM", start + len(body), 0, 0, start) + header + palette + body


def rows(bits):
    filled = -(-W * bits // 32) * 4
    return b"".join(
        bytes(random.randrange(256) for _ in range(-(-W * bits // 8))).ljust(filled, b"\0") for _ in range(H)
    )


def palette(count, step=4):
    return b"".join(bytes(random.randrange(256) for _ in range(3)) + bytes(step - 3) for _ in range(count))


# Pillow loses the last of an odd number of single colours of 4 bits, which are not here therefore
# a run, single colours, on to the next row, two on and one up, a run over the edge, the end
runs8 = bytes([3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 1, 0, 0, 0, 5, 9, 0, 1])
runs4 = bytes([3, 0x7A, 0, 0, 0, 4, 0x12, 0x34, 0, 0, 5, 0x9B, 0, 1])

files = {
    "1 bit": bmp(1, rows(1), palette=palette(2)),
    "4 bits": bmp(4, rows(4), palette=palette(16)),
    "8 bits": bmp(8, rows(8), palette=palette(256)),
    "8 bits of grey": bmp(8, rows(8), palette=b"".join(bytes([i, i, i, 0]) for i in range(256))),
    "8 bits in runs": bmp(8, runs8, packing=1, palette=palette(256)),
    "4 bits in runs": bmp(4, runs4, packing=2, palette=palette(16)),
    "8 bits of OS/2": bmp(8, rows(8), size=12, palette=palette(256, 3)),
    "24 bits of OS/2": bmp(24, rows(24), size=12),
    "16 bits": bmp(16, rows(16)),
    "16 bits by masks": bmp(16, rows(16), packing=3, masks=(0xF800, 0x7E0, 0x1F)),
    "24 bits": bmp(24, rows(24)),
    "24 bits from the top": bmp(24, rows(24), height=-H),
    "32 bits": bmp(32, rows(32)),
    "32 bits by masks": bmp(32, rows(32), packing=3, masks=(0xFF0000, 0xFF00, 0xFF)),
    "32 bits with alpha, red last": bmp(
        32, rows(32), packing=3, size=108, masks=(0xFF, 0xFF00, 0xFF0000, 0xFF000000)
    ),
    "32 bits with alpha": bmp(
        32, rows(32), packing=3, size=108, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    ),
    "24 bits of version 5": bmp(24, rows(24), size=124),
}

cases = []
for name, data in files.items():
    image = Image.open(io.BytesIO(data))
    image = image.convert("RGBA" if image.mode == "RGBA" else "RGB")
    cases.append(
        {
            "name": name,
            "file": base64.b64encode(data).decode(),
            "shape": [image.height, image.width, len(image.mode)],
            "pixels": list(image.tobytes()),
        }
    )
target = Path(__file__).parents[2] / "tests/golden/bmp.json"
target.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(f"{len(cases)} cases")
