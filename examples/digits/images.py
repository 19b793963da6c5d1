"""Write scikit-learn's 1,797 handwritten digits as PNG files, to label and to train on.

Below the directory that is named on the command line:

    digits/labeled/<digit>/<number>.png   80 %, one folder per class
    digits/unlabeled/<number>.png         20 %, held out: nothing tells what they show
    digits-truth/held-out.json            what the held-out images show, outside of the data

It runs inside the scikit-learn engine. Which images are held out is the same every time.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

HELD_OUT_SHARE = 0.2
SIDE = 64  # pixels; the originals have 8 by 8, too small to be looked at


def main(target: Path) -> None:
    digits = load_digits()
    held_out = set(choose_held_out(len(digits.target)))
    truth = {}
    for number, (pixels, label) in enumerate(zip(digits.images, digits.target, strict=True)):
        name = f"{number:04}.png"
        if number in held_out:
            save(pixels, target / "digits" / "unlabeled" / name)
            truth[name] = str(label)
        else:
            save(pixels, target / "digits" / "labeled" / str(label) / name)
    write_truth(truth, target / "digits-truth" / "held-out.json")
    labeled = len(digits.target) - len(truth)
    print(f"{labeled} images in one folder per class, {len(truth)} without labels", flush=True)


def choose_held_out(count: int) -> list[int]:
    """Numbers of the images whose labels are hidden, drawn once and for all."""
    return random.Random(2).sample(range(count), round(count * HELD_OUT_SHARE))


def save(pixels: np.ndarray, path: Path) -> None:
    """Dark strokes on white, as on paper; scikit-learn has 16 shades, bright on black."""
    path.parent.mkdir(parents=True, exist_ok=True)
    gray = (255 - pixels * 255 / 16).astype(np.uint8)
    Image.fromarray(gray).resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(path)


def write_truth(truth: dict[str, str], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
