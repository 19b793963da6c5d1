"""Labeling by hand over HTTP: acknowledgements, the next images, a page at 100,000 images.

A page is what the grid shows: 100 unlabeled samples and their 100 pictures, over the six
connections that a browser has. The peer is Label Studio with SQLite on the same images, which
serves them as they are: it makes no thumbnails.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from . import pictures
from .client import timed
from .peers import PeerMissing, label_studio
from .report import Figure, Figures, in_turn, median, percentile
from .server import jupyter_server
from .workshop import LABELS, PAGE, Workshop


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    labeled: int
    imported: int
    large: int
    pages: int


FULL = Size(labeled=2_000, imported=10_000, large=100_000, pages=20)
QUICK = Size(labeled=500, imported=3_000, large=3_000, pages=6)


@dataclass
class Looks:
    """Seconds that the next samples took: alone, with their pictures, with those once more."""

    next: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)

    def add(self, next_s: float, pictures_s: float) -> float:
        """Remember a page; what the whole of it took."""
        self.next.append(next_s)
        self.page.append(next_s + pictures_s)
        return self.page[-1]


def measure(*, quick: bool) -> Figures:
    """Ours alone, then pages of ours and of the peer in turn."""
    size = QUICK if quick else FULL
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            jupyter_server(folder) as server,
            closing(Workshop(folder, server)) as workshop,
        ):
            figures = _acknowledgements(workshop, folder, size)
            looks = _looks(workshop, folder, size)
    return {**figures, **looks}


def _acknowledgements(workshop: Workshop, folder: Path, size: Size) -> Figures:
    dataset = workshop.dataset("small", pictures.make(folder / "small", size.labeled))
    samples = workshop.samples(dataset)
    quiet = [workshop.label(dataset, sample, LABELS[0]) for sample in samples]
    busy: list[float] = []
    other, task = workshop.begin_dataset("more", pictures.make(folder / "more", size.imported))
    workshop.wait_until_importing(other, task)
    turns = itertools.cycle(itertools.product(LABELS[1:], samples))
    for number, (label, sample) in enumerate(turns):
        busy.append(workshop.label(dataset, sample, label))
        if number % 20 == 0 and workshop.importing(other, task) == "COMPLETED":
            break
    return {
        "ack_p95_ms": _ms(quiet, 0.95, "< 50", f"{len(quiet):,} labels, one after another"),
        "ack_during_import_p95_ms": _ms(
            busy, 0.95, "< 50", f"{len(busy):,} labels while {size.imported:,} images came in"
        ),
        "ack_p50_ms": _ms(quiet, 0.5),
        "ack_during_import_p50_ms": _ms(busy, 0.5),
        "ack_during_import_max_ms": _ms(busy, 1.0),
    }


def _looks(workshop: Workshop, folder: Path, size: Size) -> Figures:
    images = pictures.make(folder / "large", size.large)
    reason, ours, theirs = "", Looks(), Looks()
    try:
        # The peer gets its own copy: ours moves its images into the store.
        copy = pictures.make(folder / "peer" / "images", size.large)
        with label_studio.running(folder / "peer", copy) as peer:
            look = _our_look(workshop, images, ours)
            numbers = itertools.count(1)
            in_turn(look, lambda: _peer_look(peer, next(numbers), theirs), size.pages)
    except PeerMissing as error:
        reason = f"Label Studio: {error}"
        look = _our_look(workshop, images, ours)
        for _ in range(size.pages + 1):
            look()
    return _look_figures(ours, theirs, reason, size)


def _our_look(workshop: Workshop, images: Path, looks: Looks) -> Callable[[], float]:
    dataset = workshop.dataset("large", images)
    pages = workshop.pages(dataset)

    def look() -> float:
        next_s, page = timed(lambda: next(pages))
        pictures_s, _ = timed(lambda: workshop.thumbnails(dataset, page))
        again_s, _ = timed(lambda: workshop.thumbnails(dataset, page))
        looks.again.append(next_s + again_s)
        return looks.add(next_s, pictures_s)

    return look


def _peer_look(peer: label_studio.LabelStudio, number: int, looks: Looks) -> float:
    next_s, addresses = timed(lambda: peer.page(number, PAGE))
    pictures_s, _ = timed(lambda: peer.browser.pictures(addresses))
    return looks.add(next_s, pictures_s)


def _look_figures(ours: Looks, theirs: Looks, reason: str, size: Size) -> Figures:
    at = f"at {size.large:,} images"
    # the first of each was to warm up
    nothing = Figure(None, "s", note=reason)
    return {
        "next_p95_ms": _ms(ours.next[1:], 0.95, "< 100", at),
        "page_s": Figure(median(ours.page[1:]), "s", "< 1", f"{at}, thumbnails made on the way"),
        "page_again_s": Figure(median(ours.again[1:]), "s", note="the same with kept thumbnails"),
        "peer_page_s": nothing
        if reason
        else Figure(median(theirs.page[1:]), "s", note="Label Studio, images as they are"),
        "peer_next_p95_ms": nothing if reason else _ms(theirs.next[1:], 0.95),
    }


def _ms(seconds: list[float], share: float, target: str = "", note: str = "") -> Figure:
    return Figure(percentile(seconds, share) * 1000, "ms", target, note)
