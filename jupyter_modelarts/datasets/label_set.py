"""The label set of a dataset: adding, recolouring, renaming, removing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.db import Tx
from ..core.errors import Conflict, InvalidInput, NotFound
from ..core.ids import new_id
from ..core.safe.names import label_name, shown
from .schemas import Label, NewLabel
from .store import labels as store

MAX_LABELS = 1000
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORTCUT = re.compile(r"[A-Za-z0-9]")

PALETTE = (
    "#3399ff", "#e69138", "#6aa84f", "#cc4125", "#8e7cc3", "#a64d79", "#45818e", "#bf9000",
    "#674ea7", "#38761d", "#c27ba0", "#1155cc", "#b45f06", "#76a5af", "#85200c", "#7f6000",
)  # fmt: skip


class LabelSet:
    """A dataset's labels as one transaction sees them, by name and by id."""

    def __init__(self, tx: Tx, dataset_id: str) -> None:
        self._tx = tx
        self._dataset_id = dataset_id
        self.labels = store.of_dataset(tx, dataset_id)

    def get(self, name: str) -> Label:
        """Raises NotFound."""
        for label in self.labels:
            if label.name == name:
                return label
        raise NotFound(f"The dataset has no label {shown(name)}.")

    def ids(self) -> dict[str, str]:
        """The id of each label by its name."""
        return {label.name: label.id for label in self.labels}

    def add(self, wanted: Sequence[NewLabel]) -> list[Label]:
        """Add labels, all or none.

        Raises Conflict for a name that is there, InvalidInput for one outside the rules, for what
        is no colour, and for too many labels.
        """
        known = self.ids()
        ids = sorted(new_id() for _ in wanted)  # the order of the set is that of the ids
        labels = [_label(one, label) for one, label in zip(ids, wanted, strict=True)]
        for label in labels:
            if label.name in known:
                raise Conflict(f"There is a label {shown(label.name)} already.")
            known[label.name] = label.id
        if len(known) > MAX_LABELS:
            raise InvalidInput(f"A dataset has at most {MAX_LABELS} labels.")
        first = len(self.labels)
        added = [_colored(label, first + number) for number, label in enumerate(labels)]
        store.insert(self._tx, self._dataset_id, added)
        self.labels = [*self.labels, *added]
        return added

    def ensure(self, names: Sequence[str]) -> dict[str, str]:
        """The ids of these labels by name; those that are missing are added."""
        known = self.ids()
        missing = dict.fromkeys(name for name in names if name not in known)
        if missing:
            self.add([NewLabel(name=name) for name in missing])
        return self.ids()

    def change(self, name: str, color: str | None, shortcut: str | None, to: str | None) -> Label:
        """Give a label another colour, shortcut or name: on all samples at once."""
        label = self.get(name)
        if to is not None and to != name and to in self.ids():
            raise Conflict(
                f"There is a label {shown(to)} already: choose another name, or label the images "
                f"of {shown(name)} with it and delete {shown(name)}."
            )
        values = {
            "name": label.name if to is None else label_name(to),
            "color": label.color if color is None else checked_color(color),
            "shortcut": label.shortcut if shortcut is None else _checked_shortcut(shortcut),
        }
        store.change(self._tx, label.id, **values)
        self.labels = store.of_dataset(self._tx, self._dataset_id)
        return self.get(str(values["name"]))


def _label(label_id: str, wanted: NewLabel) -> Label:
    return Label(
        id=label_id,
        name=label_name(wanted.name),
        color=checked_color(wanted.color) if wanted.color else "",
        shortcut=_checked_shortcut(wanted.shortcut) if wanted.shortcut else None,
        sample_count=0,
    )


def checked_color(text: str) -> str:
    """`#rrggbb` in lower case. Raises InvalidInput."""
    if not _COLOR.fullmatch(text):
        raise InvalidInput(f"{shown(text)} is no colour: write six hexadecimal digits as #3399ff.")
    return text.lower()


def _checked_shortcut(text: str) -> str | None:
    if text and not _SHORTCUT.fullmatch(text):
        raise InvalidInput(f"{shown(text)} is no shortcut: give one letter or digit.")
    return text.upper() or None


def _colored(label: Label, number: int) -> Label:
    return label if label.color else label.model_copy(update={"color": PALETTE[number % 16]})
