"""Making the sample data, but for the images: the demo's test draws those."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyter_modelarts.compose import Platform
from jupyter_modelarts.core.errors import Conflict
from jupyter_modelarts.engines import EngineManager
from jupyter_modelarts.home import HomeManager
from jupyter_modelarts.home.digits import (
    BUCKET,
    SCRIPTS,
    TRUTH,
    UNLABELED,
    DigitImages,
    copy_scripts,
)
from jupyter_modelarts.home.schemas import SampleState


@pytest.fixture
def standing_still(platform: Platform) -> Platform:
    """Nothing begins by itself, so that what is queued stays so."""
    platform.workloads.kick = lambda: None
    return platform


def test_it_is_made_once_however_often_one_asks(
    standing_still: Platform, home: HomeManager
) -> None:
    first = home.make_sample_data()
    second = home.make_sample_data()

    assert first.state is SampleState.RUNNING
    assert second.workload_id == first.workload_id
    assert len(standing_still.workloads.unfinished()) == 1


def test_it_reserves_nothing_while_it_coordinates(
    standing_still: Platform, home: HomeManager
) -> None:
    home.make_sample_data()

    assert standing_still.workloads.unfinished()[0].spec.coordinator


def test_it_can_be_given_up_and_asked_for_again(
    standing_still: Platform, home: HomeManager
) -> None:
    first = home.make_sample_data()
    home.stop_sample_data()
    standing_still.workloads.wait(str(first.workload_id), 300)

    assert home.sample_data().state is SampleState.ABSENT
    assert home.make_sample_data().workload_id != first.workload_id


def test_nothing_to_stop_is_said(home: HomeManager) -> None:
    with pytest.raises(Conflict, match="not being made"):
        home.stop_sample_data()


def test_scripts_are_copied_and_never_over_the_users_own(work_dir: Path) -> None:
    own = work_dir / "digits" / "train.py"
    own.parent.mkdir()
    own.write_text("mine")

    copy_scripts(work_dir)

    assert own.read_text() == "mine"
    assert {path.name for path in own.parent.iterdir()} == set(SCRIPTS)


def test_pictures_to_ask_about_are_put_beside_the_scripts(
    platform: Platform, work_dir: Path
) -> None:
    objects, truth = platform.objects, {"0001.png": "3", "0002.png": "7", "0003.png": "7"}
    objects.create_bucket(BUCKET)
    objects.put(TRUTH, json.dumps(truth).encode())
    for name in truth:
        objects.put(UNLABELED + name, name.encode())
    images = DigitImages(
        platform.db, objects, platform.workloads, platform.managers.get(EngineManager)
    )
    copy_scripts(work_dir)
    (work_dir / "digits" / "three.png").write_text("mine")

    images.copy_pictures(work_dir)

    assert (work_dir / "digits" / "seven.png").read_bytes() == b"0002.png"
    assert (work_dir / "digits" / "three.png").read_text() == "mine"


def test_robustness_scripts_do_not_follow_a_link_out_of_the_work_directory(
    work_dir: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (work_dir / "digits").symlink_to(outside)

    with pytest.raises(Conflict, match="is a link"):
        copy_scripts(work_dir)

    assert list(outside.iterdir()) == []
