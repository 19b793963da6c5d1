"""In an engine's kernel: `%load_ext jupyter_modelarts` gives the magics.

The platform itself is not there, and not needed: the magics speak to the server.
"""

from __future__ import annotations

from modelarts.magics import load_ipython_extension, unload_ipython_extension

__all__ = ["load_ipython_extension", "unload_ipython_extension"]
