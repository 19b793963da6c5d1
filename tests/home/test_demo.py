"""The story of the digits, as `make demo` runs it: a real engine, real jobs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples.digits.report import Prediction, accuracy, confusion_matrix, ten_predictions
from jupyter_modelarts.compose import Foundation, lay_foundation
from tests.conftest import stop_everything
from tests.runtime.replicas import form, request, serving

ROOT = Path(__file__).parent.parent.parent
DEMO = [sys.executable, "-m", "examples.digits.demo", "--state-dir"]
PATIENCE_S = 1200


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The state directory after the story, and what it printed."""
    state = tmp_path_factory.mktemp("demo") / "state"
    return state, run_demo(state)


@pytest.fixture
def left(told: tuple[Path, str]) -> Iterator[Foundation]:
    """What the story has left."""
    foundation = lay_foundation(told[0])
    yield foundation
    foundation.close()


def environment(state: Path) -> dict[str, str]:
    """Kernels go beside the state, not to the user's own."""
    own = {"JUPYTER_DATA_DIR": "jupyter", "IPYTHONDIR": "ipython"}
    return {**os.environ, **{name: str(state.parent / folder) for name, folder in own.items()}}


def run_demo(state: Path) -> str:
    done = subprocess.run(
        [*DEMO, str(state)],
        cwd=ROOT,
        env=environment(state),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def engine_python(state: Path) -> Path:
    return next((state / "engines" / "scikit-learn").glob("*/bin/python"))


def test_it_says_what_it_made_and_how_well_the_model_does(told: tuple[Path, str]) -> None:
    _, text = told

    recognised = re.search(r"Held-out images  359, of which ([\d.]+)% were recognised", text)

    assert "Dataset digits: 1438 of 1797 images labeled" in text
    assert "digits V001  obs://modelarts-demo/datasets/digits-" in text
    assert "digits-train V0001" in text
    assert "digits 0.0.1  obs://modelarts/model-store/" in text
    assert recognised is not None
    assert float(recognised[1]) > 90
    assert "truth \\ predicted" in text
    assert text.count(".png") >= 20


def test_the_notebook_ends_with_ten_answers_beside_the_truth(told: tuple[Path, str]) -> None:
    _, text = told
    headings = re.findall(r"^  (\d+\. .*)$", text, re.MULTILINE)
    answers = text.partition("Ten answers of the service, beside the truth:")[2]
    rows = re.findall(r"^\d{4}\.png +(\d) +(\d) +\d+%$", answers, re.MULTILINE)

    assert [heading.split(".")[0] for heading in headings] == [str(n) for n in range(1, 11)]
    assert "Model version    digits-quickstart 0.0.1\n" in text
    assert re.search(r"Service address  http://127\.0\.0\.1:\d+/v1/infers/\w+ ", text)
    assert len(rows) == 10
    assert sum(truth == answer for truth, answer in rows) >= 8


def test_it_leaves_nothing_running(left: Foundation) -> None:
    assert left.workloads.unfinished() == []


def test_the_truth_of_the_held_out_images_is_not_in_the_dataset(left: Foundation) -> None:
    keys = [info.key for info in left.objects.walk("obs://modelarts-demo/digits/unlabeled/")]

    assert len(keys) == 359
    assert all(re.fullmatch(r"digits/unlabeled/\d{4}\.png", key) for key in keys)


def test_the_models_package_answers_images_as_it_was_trained(told: tuple[Path, str]) -> None:
    """The published folder, served by the engine: what the demo's second job says, too."""
    state, _ = told
    objects = state / "objects"
    model = next((objects / "modelarts" / "model-store").glob("*/model"))
    images = objects / "modelarts-demo" / "digits" / "unlabeled"
    places = objects / "modelarts-demo" / "predictions" / "digits-predict"
    predictions = json.loads((places / "V0001" / "predictions.json").read_text())
    asked = sorted(images.iterdir())[:20]

    with serving(model, python=str(engine_python(state))) as replica:
        answers = [
            replica.send(request(*form(("images", image.name, image.read_bytes()))))
            for image in asked
        ]
        nonsense = replica.send(request(*form(("images", "a.png", b"no image"))))
        nothing = replica.send(request(*form(("other", "a.png", b""))))

    assert [answer.json["predicted_label"] for answer in answers] == [
        predictions[image.name]["label"] for image in asked
    ]
    assert len(answers[0].json["scores"]) == 10
    assert (nonsense.status, nothing.status) == (400, 400)
    assert "no 'images'" in nothing.message


def test_a_second_run_makes_the_next_version(told: tuple[Path, str]) -> None:
    text = run_demo(told[0])

    assert "digits V003" in text  # the notebook has published one too
    assert "digits-train V0002" in text
    assert "Model version    digits-quickstart 0.0.2\n" in text
    assert "digits 0.0.2  obs://" in text


def test_training_works_on_a_folder_per_class_too(told: tuple[Path, str], tmp_path: Path) -> None:
    state, _ = told
    script = ROOT / "examples" / "digits" / "train.py"
    data = state / "objects" / "modelarts-demo" / "digits" / "labeled"
    places = [f"--data_url={data}", f"--train_url={tmp_path / 'out'}", "--num_gpus=0"]

    done = subprocess.run(
        [engine_python(state), script, *places, "--epochs=3"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )

    assert done.returncode == 0, done.stderr
    assert re.search(r"^epoch=3 loss=[\d.]+ accuracy=[\d.]+$", done.stdout, re.MULTILINE)
    assert json.loads((tmp_path / "out" / "metrics.json").read_text())["accuracy"] > 0.5


def test_training_on_nothing_is_said_in_a_sentence(told: tuple[Path, str], tmp_path: Path) -> None:
    script = ROOT / "examples" / "digits" / "train.py"

    done = subprocess.run(
        [engine_python(told[0]), script, f"--data_url={tmp_path}", f"--train_url={tmp_path}"],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )

    assert done.returncode == 1
    assert "Nothing to learn" in done.stderr
    assert "Traceback" not in done.stderr


def test_interrupted_it_stops_what_it_began_and_goes_on_when_run_again(tmp_path: Path) -> None:
    state = tmp_path / "state"
    demo = subprocess.Popen(
        [*DEMO, str(state)],
        cwd=ROOT,
        env=environment(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    for line in demo.stdout:
        if line.startswith("Sample data: "):
            break
    demo.send_signal(signal.SIGTERM)
    _, complaint = demo.communicate(timeout=PATIENCE_S)

    foundation = lay_foundation(state)
    running = [one.name for one in foundation.workloads.unfinished()]
    stop_everything(foundation.workloads)
    foundation.close()

    assert demo.returncode == 130
    assert complaint == "\nStopped. Run it again to go on.\n"
    assert running == []


def test_the_confusion_matrix_has_a_row_for_each_truth() -> None:
    predictions = [Prediction("a.png", "1", "1", 0.9), Prediction("b.png", "7", "1", 0.6)]

    rows = confusion_matrix(predictions).splitlines()

    assert accuracy(predictions) == 0.5
    assert [row.split() for row in rows[1:]] == [["1", "1", "."], ["7", "1", "."]]


def test_mistakes_are_among_the_ten() -> None:
    right = [Prediction(f"{n}.png", "1", "1", 0.9) for n in range(20)]

    shown = ten_predictions([*right, Prediction("x.png", "7", "1", 0.6)]).splitlines()

    assert len(shown) == 11
    assert shown[-1].endswith("wrong")
