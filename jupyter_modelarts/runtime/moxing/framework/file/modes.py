"""Modes of opening: `r`, `w`, `a`, `x`, with `+`, `b` and `t` in any place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mode:
    """`kind` is r, w, a or x; `python` is the mode as `open` wants it."""

    kind: str
    binary: bool
    plus: bool

    @classmethod
    def parse(cls, mode: str) -> Mode:
        """Raises ValueError, as `open` does."""
        letters = mode.replace("U", "")  # older scripts say so of text
        kinds = [letter for letter in letters if letter in "rwax"] or ["r"]
        rest = [letter for letter in letters if letter not in "rwax"]
        wrong = set(rest) - set("b+t") or len(rest) != len(set(rest)) or set("bt") <= set(rest)
        if len(kinds) != 1 or wrong:
            raise ValueError(f"invalid mode: {mode!r}")
        return cls(kinds[0], "b" in rest, "+" in rest)

    @property
    def python(self) -> str:
        return self.kind + "b" * self.binary + "+" * self.plus

    @property
    def writes(self) -> bool:
        return self.plus or self.kind != "r"
