"""The magics in a real kernel."""

from __future__ import annotations

from tests.notebooks.notebooks import code, tagged
from tests.notebooks.notebooks import notebook as notebook_file

from .conftest import SCRIPT, Notebook, Running


def train(name: str, options: str = "") -> str:
    """A cell that becomes the job `name`."""
    return f"%%modelarts train --name {name} --as job {options}\n{SCRIPT}"


def test_alone_it_says_what_it_can_do(notebook: Notebook) -> None:
    assert "%%modelarts train" in notebook.run("%modelarts").plain


def test_a_cell_becomes_a_job_whose_log_shows_below(notebook: Notebook) -> None:
    outcome = notebook.run(train("cell", "--epochs 3"))

    assert outcome.status == "ok", outcome.error
    assert "epoch=2 loss=0.333" in outcome.text
    assert outcome.text.endswith("[cell V0001] succeeded\n")
    assert "succeeded" in outcome.html
    assert "loss <b>0.3333</b>" in outcome.html or "loss <b>0.333</b>" in outcome.html
    assert notebook.run("job.state, _.state").plain == "('succeeded', 'succeeded')"


def test_a_name_that_is_there_becomes_the_next_version(notebook: Notebook) -> None:
    notebook.run(train("twice"))
    notebook.run(train("twice", "epochs=2"))

    assert notebook.run("job.version").plain == "'V0002'"
    assert "twice" in notebook.run("%modelarts jobs").html


def test_a_variable_of_the_notebook_stands_in_braces(notebook: Notebook) -> None:
    notebook.run("count = 4")
    outcome = notebook.run(train("braces", "--epochs {count}"))

    assert "epoch=3" in outcome.text


def test_interrupting_detaches_and_says_so(notebook: Notebook) -> None:
    cell = (
        "%%modelarts train --name endless --as endless\n"
        "import time\n"
        "for n in range(1000):\n"
        "    print('step', n, flush=True)\n"
        "    time.sleep(0.2)\n"
    )

    outcome = notebook.run(cell, interrupt_at="step 1")

    assert outcome.status == "ok", outcome.error
    assert "Detached: the job goes on. endless.stop() stops it" in outcome.text
    assert notebook.run("endless.refresh().state").plain == "'running'"
    assert notebook.run("endless.stop().wait(check=False).state").plain == "'stopped'"


def test_a_job_that_fails_shows_its_line_of_the_cell(notebook: Notebook) -> None:
    outcome = notebook.run("%%modelarts train --name fails\nx = 1\nraise KeyError('epochs')\n")

    assert outcome.status == "error"
    assert outcome.error.startswith("fails V0001 failed")
    assert "line 3" in outcome.error
    assert "Traceback" not in outcome.error
    assert "failed" in outcome.html


def test_what_is_not_python_is_not_sent(notebook: Notebook) -> None:
    outcome = notebook.run("%%modelarts train --name magic\nx = 1\n!pip install anything\n")

    assert outcome.error.startswith("Line 3 of the cell is not Python")


def test_mistakes_are_sentences(notebook: Notebook) -> None:
    said = {
        "%modelarts sing": "There is no sing",
        "%modelarts jobs now": "takes no more words",
        "%%modelarts deploy\nx": "The only cell magic is",
        "%modelarts train": "in a cell's first line",
        "%%modelarts train --name\nx = 1": "expected one argument",
        "%%modelarts train\n   ": "The cell is empty",
        "%%modelarts train --dataset nowhere\nx = 1": "There is no dataset nowhere",
        "%%modelarts train epochs\nx = 1": "epochs has no value",
        "%modelarts predict": "Name a service",
        '%modelarts convert "half': "cannot be read",
    }
    for line, sentence in said.items():
        outcome = notebook.run(line)
        assert outcome.status == "error", line
        assert sentence in outcome.error, line
        assert "Traceback" not in outcome.error


def test_tables_that_are_empty_say_what_to_do(notebook: Notebook) -> None:
    assert "sample data" in notebook.run("%modelarts datasets").html


def test_a_dataset_is_a_row_of_the_table(notebook: Notebook, running: Running) -> None:
    body = {
        "dataset_name": "digits-to-list",
        "data_sources": [{"data_path": "obs://modelarts/digits-to-list/"}],
        "work_path": "obs://modelarts/work/",
    }
    running.server.call("POST", "modelarts/v2/default/datasets", body)

    assert "digits-to-list</td>" in notebook.run("%modelarts datasets").html


def test_what_a_job_prints_is_text(notebook: Notebook) -> None:
    cell = "%%modelarts train --name '{name}' --as odd\nprint('<script>alert(1)</script>=1')\n"
    outcome = notebook.run(cell.replace("{name}", "odd"))

    assert "<script>" not in outcome.html


def test_verbs_are_completed(notebook: Notebook) -> None:
    code = "get_ipython().complete('dep', '%modelarts dep', 14)[1]"

    assert "deploy" in notebook.run(code).plain


def test_files_go_beside_the_cell(notebook: Notebook, running: Running) -> None:
    helper = running.folder / "helper.py"
    helper.write_text("ANSWER = 42\n")

    outcome = notebook.run(
        f"%%modelarts train --name helped --as helped --file {helper}\n"
        "from helper import ANSWER\nprint(ANSWER)\n"
    )

    assert "42" in outcome.text
    helper.write_text("ANSWER = 43\n")
    assert "42" in notebook.run("_.log()").plain


def test_the_notebook_becomes_a_python_file(notebook: Notebook, running: Running) -> None:
    cells = [code("x = 1", "!ls"), tagged(code("n = 2"), "parameters"), tagged(code("y"), "skip")]
    (running.folder / "digits.ipynb").write_bytes(notebook_file(cells))

    outcome = notebook.run("%modelarts convert")
    again = notebook.run("%modelarts convert")
    forced = notebook.run("%modelarts convert digits --force")
    plain = notebook.run("%modelarts convert plain --no-arguments --no-markdown --drop-tag skip")

    assert "digits.py" in outcome.plain, outcome.error
    assert "x = 1" in (running.folder / "digits.py").read_text()
    assert "overwrite" in again.error
    assert forced.status == "ok", forced.error
    assert "It takes --n." in outcome.plain
    assert plain.status == "ok", plain.error
    assert (running.folder / "plain.py").read_text().endswith("# Cell 2\nn = 2\n")


def test_a_folder_of_a_bucket_is_synced_here_and_back(notebook: Notebook, running: Running) -> None:
    here = running.folder / "work" / "synced"
    notebook.run("from modelarts.session import Session")
    notebook.run("Session().obs.put(b'one', 'obs://modelarts/magic/a.txt')")

    down = notebook.run(f"%modelarts sync obs://modelarts/magic/ --to {here}")
    (here / "b.txt").write_text("two")
    up = notebook.run(f"%modelarts sync obs://modelarts/magic/ --to {here} --up")

    assert (down.status, up.status) == ("ok", "ok"), down.error + up.error
    assert (here / "a.txt").read_text() == "one"
    assert down.plain == "1 new"
    assert up.plain == "1 new, 1 same"


def test_an_object_at_the_top_of_a_bucket_is_synced_alone(
    notebook: Notebook, running: Running
) -> None:
    here = running.folder / "work" / "alone"
    notebook.run("from modelarts.session import Session")
    notebook.run("Session().obs.put(b'top', 'obs://modelarts/top.txt')")

    down = notebook.run(f"%modelarts sync obs://modelarts/top.txt --to {here}")
    (here / "other.txt").write_text("other")
    up = notebook.run(f"%modelarts sync obs://modelarts/top.txt --to {here} --up")

    assert (here / "top.txt").read_text() == "top"
    assert (down.plain, up.plain) == ("1 new", "1 same"), down.error + up.error


def test_a_folder_goes_up_to_one_that_is_named_without_its_slash(
    notebook: Notebook, running: Running
) -> None:
    here = running.folder / "work" / "results"
    here.mkdir()
    (here / "a.txt").write_text("a")

    up = notebook.run(f"%modelarts sync obs://modelarts/results --to {here} --up")

    assert up.plain == "1 new", up.error
    read = (
        "from modelarts.session import Session; Session().obs.read('obs://modelarts/results/a.txt')"
    )
    assert notebook.run(read).plain == "b'a'"


def test_a_sync_has_the_limits_of_its_line(notebook: Notebook, running: Running) -> None:
    here = running.folder / "work" / "limited"
    notebook.run("from modelarts.session import Session")
    for name in "ab":
        notebook.run(f"Session().obs.put(bytes(2**20), 'obs://modelarts/limits/{name}.bin')")
    line = f"%modelarts sync obs://modelarts/limits/ --to {here}"

    few = notebook.run(f"{line} --max-files 1")
    small = notebook.run(f"{line} --max-mb 1")
    lifted = notebook.run(f"{line} --max-files 0 --max-mb 0")

    assert "2 files would move, and 1 are the most at once" in few.error
    assert "the work directory, which may hold 1.0 MB" in small.error
    assert lifted.plain == "2 new", lifted.error


def test_a_sync_that_cannot_be_is_a_sentence(notebook: Notebook) -> None:
    outcome = notebook.run("%modelarts sync obs://modelarts/magic/ --to /")

    assert outcome.status == "error"
    assert "outside of the work directory" in outcome.error
