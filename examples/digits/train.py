"""Train a small neural network on a published version of an image classification dataset.

Written the way ModelArts wants its training scripts: inputs and outputs are local directories,
named by --data_url and --train_url, and arguments that the script does not know are no error.
Every line `epoch=… loss=… accuracy=…` becomes a point of the job's curves. What it writes is a
model package, which the job's page imports: a folder `model/` with the model's file, config.json,
which describes it, and customize_service.py, which a service runs.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from PIL import Image
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    log_loss,
    precision_recall_fscore_support,
)
from sklearn.neural_network import MLPClassifier

SIDE = 16  # images of any size are brought to 16 by 16 gray pixels
EVERY_FIFTH = 5  # where the version marks no EVAL samples, one in five is kept for it


@dataclass
class Images:
    """Pixels, one row for each image, and what the images show."""

    pixels: np.ndarray
    labels: np.ndarray


def main() -> None:
    arguments = parse_arguments()
    train, evaluation = load(Path(arguments.data_url))
    print(f"{len(train.labels)} images to train on, {len(evaluation.labels)} to evaluate on")
    model = fit(train, evaluation, arguments.epochs, arguments.learning_rate, arguments.hidden)
    save(model, evaluation, Path(arguments.train_url))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data_url", required=True, help="where the dataset version was put")
    parser.add_argument("--train_url", required=True, help="where the model goes")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--learning_rate", type=float, default=0.002)
    parser.add_argument("--hidden", type=int, default=64, help="units of the hidden layer")
    known, unknown = parser.parse_known_args()
    if unknown:
        print(f"Not used here: {' '.join(unknown)}")
    return known


def load(data: Path) -> tuple[Images, Images]:
    """The images to train on and those to evaluate on."""
    samples = read_samples(data)
    train = [s for s in samples if s[2] != "EVAL"]
    evaluation = [s for s in samples if s[2] == "EVAL"]
    if not evaluation:
        evaluation = train[::EVERY_FIFTH]
        train = [s for number, s in enumerate(train) if number % EVERY_FIFTH]
    if not train or len({label for _, label, _ in train}) < 2:
        raise SystemExit("Nothing to learn: label images of at least two classes and publish them.")
    return open_images(train), open_images(evaluation)


def read_samples(data: Path) -> list[tuple[Path, str, str]]:
    """(file, label, usage) of each labeled image, from the manifest; else from its folders."""
    manifests = sorted(data.glob("*.manifest"))
    if not manifests:
        return [(path, path.parent.name, "") for path in sorted(data.glob("*/*.png"))]
    lines = [json.loads(line) for line in manifests[-1].read_text().splitlines() if line]
    return [
        (data / line["source"], line["annotation"][0]["name"], line.get("usage", ""))
        for line in lines
        if line.get("annotation")
    ]


def open_images(samples: list[tuple[Path, str, str]]) -> Images:
    pixels = np.stack([read_pixels(path) for path, _, _ in samples])
    return Images(pixels, np.array([label for _, label, _ in samples]))


def read_pixels(path: Path) -> np.ndarray:
    """An image as a row of numbers between 0 and 1."""
    with Image.open(path) as image:
        small = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return np.asarray(small, dtype=np.float32).ravel() / 255


def fit(
    train: Images, evaluation: Images, epochs: int, learning_rate: float, hidden: int
) -> MLPClassifier:
    """Train epoch by epoch, and say after each how well it does on the evaluation images."""
    model = MLPClassifier(
        (hidden,), learning_rate_init=learning_rate, batch_size=32, random_state=0
    )
    classes = np.unique(train.labels)
    shuffle = np.random.default_rng(0)
    for epoch in range(1, epochs + 1):
        order = shuffle.permutation(len(train.labels))
        model.partial_fit(train.pixels[order], train.labels[order], classes=classes)
        probabilities = model.predict_proba(evaluation.pixels)
        loss = log_loss(evaluation.labels, probabilities, labels=classes)
        accuracy = accuracy_score(evaluation.labels, classes[probabilities.argmax(axis=1)])
        print(f"epoch={epoch} loss={loss:.4f} accuracy={accuracy:.4f}", flush=True)
    return model


def save(model: MLPClassifier, evaluation: Images, target: Path) -> None:
    """Write the package into model/, and metrics.json with the confusion matrix."""
    predicted = model.predict(evaluation.pixels)
    metrics = measure(evaluation.labels, predicted)
    package = target / "model"
    package.mkdir(parents=True, exist_ok=True)
    joblib.dump(model, package / "model.pkl")
    (package / "config.json").write_text(json.dumps(describe(metrics), indent=1))
    shutil.copy(Path(__file__).with_name("customize_service.py"), package)
    labels = [str(label) for label in model.classes_]
    matrix = confusion_matrix(evaluation.labels, predicted, labels=model.classes_).tolist()
    details = {**metrics, "labels": labels, "confusion_matrix": matrix}
    (target / "metrics.json").write_text(json.dumps(details, indent=1))
    print(f"Saved the package model/ and metrics.json: accuracy {metrics['accuracy']:.1%}")


def measure(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """The four measures that a package may tell, averaged over the classes."""
    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, predicted, average="macro", zero_division=0
    )
    accuracy = accuracy_score(truth, predicted)
    found = {"accuracy": accuracy, "precision": precision, "recall": recall, "f1": f1}
    return {name: round(float(value), 6) for name, value in found.items()}


def describe(metrics: dict[str, float]) -> dict[str, Any]:
    """config.json: what the model is, what goes in and comes out, and what it needs."""
    score = {"type": "array", "minItems": 2, "maxItems": 2}
    answer = {
        "predicted_label": {"type": "string", "description": "the digit that the image shows"},
        "scores": {"type": "array", "items": score, "description": "[digit, probability] of each"},
    }
    image = {"type": "file", "description": "an image of one digit"}
    return {
        "model_type": "Scikit_Learn",
        "model_algorithm": "image_classification",
        "metrics": metrics,
        "apis": [
            {
                "protocol": "http",
                "url": "/",
                "method": "post",
                "request": {
                    "Content-type": "multipart/form-data",
                    "data": {
                        "type": "object",
                        "properties": {"images": image},
                        "required": ["images"],
                    },
                },
                "response": {
                    "Content-type": "application/json",
                    "data": {"type": "object", "properties": answer},
                },
            }
        ],
        "dependencies": [{"installer": "pip", "packages": [needs("scikit-learn", "1.5.0")]}],
    }


def needs(package: str, version: str) -> dict[str, str]:
    """A package of this version or a later one."""
    return {"package_name": package, "package_version": version, "restraint": "ATLEAST"}


if __name__ == "__main__":
    main()
