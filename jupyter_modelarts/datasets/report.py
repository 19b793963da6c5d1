"""What an import says at its end: counts, names of what was skipped, and a sentence."""

from __future__ import annotations

from collections import Counter

from .schemas import ImportResult, ImportSpec, SkippedItem

NAMED = 1000
NOTES = 100


class Report:
    """Counts while an import runs."""

    def __init__(self) -> None:
        self.imported = 0
        self.labeled = 0
        self.existing = 0
        self._skipped = 0
        self._named: list[SkippedItem] = []
        self._notes: Counter[str] = Counter()

    def skip(self, item: SkippedItem) -> None:
        """Count what is left out; the first 1,000 by name."""
        self._skipped += 1
        if len(self._named) < NAMED:
            self._named.append(item)

    def note(self, text: str) -> None:
        """Say something about what was imported; the same thing is said once, with a count."""
        if text in self._notes or len(self._notes) < NOTES:
            self._notes[text] += 1

    @property
    def found_nothing(self) -> bool:
        return not (self.imported or self.existing)

    def result(self, spec: ImportSpec) -> ImportResult:
        return ImportResult(
            imported=self.imported,
            labeled=self.labeled,
            existing=self.existing,
            skipped=self._skipped,
            named=self._named,
            notes=[f"{text} ({count} times)" for text, count in self._notes.most_common()],
            summary=self._summary(spec),
        )

    def counts(self) -> ImportResult:
        """The counts alone, for a look in between."""
        return ImportResult(
            imported=self.imported,
            labeled=self.labeled,
            existing=self.existing,
            skipped=self._skipped,
        )

    def _summary(self, spec: ImportSpec) -> str:
        if self.found_nothing and not self._skipped:
            return (
                f"{spec.path} has no images yet: put jpg, jpeg, png or bmp files there, in one "
                "folder per label or without folders, then synchronize."
            )
        parts = [f"{self.imported:,} images imported, {self.labeled:,} of them with labels"]
        if self.existing:
            parts.append(f"{self.existing:,} were there already")
        if self._skipped:
            parts.append(f"{self._skipped:,} skipped")
        return "; ".join(parts) + "."
