"""MoXing for this server: `mox.file`, which reads and writes objects as if they were files.

`obs://…` and `s3://…` name objects, every other path a file of this machine. MoXing's own way of
training (`mox.run` and what belongs to it) is not here, and says so where a script asks for it.
"""

from __future__ import annotations

import sys

from . import missing
from .framework import file

__all__ = ["file"]

sys.modules[f"{__name__}.file"] = file
sys.modules[f"{__name__}.file.file_io"] = file.file_io
missing.install()
__getattr__ = missing.explain(__name__)
