"""Predict a folder of images with the model that train.py saved.

--data_url is the folder of images, --model_url the output of the training job; what the model
thinks of each image, and how sure it is, goes to predictions.json in --train_url.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import joblib
import numpy as np
from train import read_pixels


def main() -> None:
    arguments = parse_arguments()
    model = joblib.load(Path(arguments.model_url) / "model" / "model.pkl")
    images = sorted(Path(arguments.data_url).rglob("*.png"))
    if not images:
        raise SystemExit("There are no PNG images to predict.")
    probabilities = model.predict_proba(np.stack([read_pixels(path) for path in images]))
    predictions = {
        path.name: {"label": str(model.classes_[row.argmax()]), "probability": float(row.max())}
        for path, row in zip(images, probabilities, strict=True)
    }
    target = Path(arguments.train_url)
    target.mkdir(parents=True, exist_ok=True)
    (target / "predictions.json").write_text(json.dumps(predictions, indent=1))
    print(f"Predicted {len(predictions)} images")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data_url", required=True)
    parser.add_argument("--model_url", required=True)
    parser.add_argument("--train_url", required=True)
    return parser.parse_known_args()[0]


if __name__ == "__main__":
    main()
