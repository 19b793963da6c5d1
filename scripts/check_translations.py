"""Fails where a text of the front end has no Chinese, or a Chinese text no use."""

from __future__ import annotations

import sys

from scripts.translations import problems

if __name__ == "__main__":
    found = problems()
    if found:
        sys.exit("\n".join(found))
