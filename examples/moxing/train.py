"""Train on a table in the object store, the way scripts for ModelArts' cloud do: with MoXing.

It needs nothing but Python, so it runs in every engine; as a training job, where --data_url and
--train_url are local folders, and by hand, where they may be obs://… too.
"""

from __future__ import annotations

import argparse
import csv
import json
import os

import moxing as mox

mox.file.shift("os", "mox")  # from here on open, os and glob take objects

CACHE = os.path.join(os.environ.get("MA_JOB_DIR", "."), "cache")


def main() -> None:
    arguments = parse_arguments()
    mox.file.copy_parallel(arguments.data_url, CACHE)
    leaves = read_table(os.path.join(CACHE, "leaves.csv"))
    centres = {label: [0.0, 0.0] for _, label in leaves}
    os.makedirs(arguments.train_url, exist_ok=True)
    for epoch in range(1, arguments.epochs + 1):
        for leaf, label in leaves:
            step(centres[label], leaf, arguments.learning_rate)
        right = sum(nearest(centres, leaf) == label for leaf, label in leaves)
        print(f"epoch={epoch} accuracy={right / len(leaves):.3f}", flush=True)
        save(centres, arguments.train_url)
    print("Wrote", ", ".join(mox.file.list_directory(arguments.train_url)))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data_url", required=True, help="the folder with leaves.csv")
    parser.add_argument("--train_url", required=True, help="where the model goes")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--learning_rate", type=float, default=0.05)
    return parser.parse_known_args()[0]


def read_table(path: str) -> list[tuple[list[float], str]]:
    with mox.file.File(path) as file:
        rows = list(csv.DictReader(file))
    return [([float(row["length"]), float(row["width"])], row["label"]) for row in rows]


def step(centre: list[float], leaf: list[float], rate: float) -> None:
    for index, value in enumerate(leaf):
        centre[index] += rate * (value - centre[index])


def nearest(centres: dict[str, list[float]], leaf: list[float]) -> str:
    def distance(label: str) -> float:
        length, width = centres[label]
        return (length - leaf[0]) ** 2 + (width - leaf[1]) ** 2

    return min(centres, key=distance)


def save(centres: dict[str, list[float]], folder: str) -> None:
    with open(os.path.join(folder, "centres.json"), "w") as file:
        json.dump(centres, file)


if __name__ == "__main__":
    main()
