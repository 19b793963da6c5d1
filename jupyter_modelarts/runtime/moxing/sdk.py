"""What of the SDK is used: it lies beside this package, and is the way to the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # where both are checked, they are parts of one package
    from ..modelarts.client import Stream
    from ..modelarts.downloading import Changed
    from ..modelarts.errors import BrokenOff, ModelArtsError
    from ..modelarts.obs import Obs, below
    from ..modelarts.patience import Patience, usual
    from ..modelarts.session import Session
    from ..modelarts.together import run_all
else:
    from modelarts.client import Stream
    from modelarts.downloading import Changed
    from modelarts.errors import BrokenOff, ModelArtsError
    from modelarts.obs import Obs, below
    from modelarts.patience import Patience, usual
    from modelarts.session import Session
    from modelarts.together import run_all

__all__ = [
    "BrokenOff",
    "Changed",
    "ModelArtsError",
    "Obs",
    "Patience",
    "Session",
    "Stream",
    "below",
    "run_all",
    "usual",
]
