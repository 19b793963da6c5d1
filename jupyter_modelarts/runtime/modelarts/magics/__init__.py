"""`%load_ext jupyter_modelarts`: the line magic `%modelarts` and the cell magic `%%modelarts`."""

from __future__ import annotations

from .entry import Entry
from .shell import Shell

_LOADED = "modelarts"


def load_ipython_extension(shell: Shell) -> None:
    """What `%load_ext` calls."""
    entry = Entry(shell)

    def modelarts(line: str, cell: str | None = None) -> object:
        """Datasets, jobs, models and services of this server; alone it says what it can do."""
        return entry.run(line, cell)

    # Braces in a line may be JSON: IPython's own replacing of {…} would spoil it.
    modelarts._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]
    shell.register_magic_function(modelarts, magic_kind="line_cell", magic_name=_LOADED)
    for key in ("%modelarts", "%%modelarts"):
        shell.set_hook("complete_command", entry.complete, str_key=key)


def unload_ipython_extension(shell: Shell) -> None:
    """What `%unload_ext` calls."""
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop(_LOADED, None)
