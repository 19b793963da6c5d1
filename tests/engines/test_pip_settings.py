from __future__ import annotations

from pathlib import Path

from jupyter_modelarts.engines.pip_settings import (
    pip_files,
    read_pip_settings,
    uv_environment,
    uv_options,
)


def test_later_sources_win_as_in_pip(tmp_path: Path) -> None:
    machine, user = tmp_path / "machine.conf", tmp_path / "user.conf"
    machine.write_text("[global]\nindex-url = https://machine\ntimeout = 5\n")
    user.write_text("[install]\nindex_url = https://user\n")
    environ = {"PIP_TIMEOUT": "9"}
    settings = read_pip_settings(environ, [machine, user, tmp_path / "missing.conf"])
    assert settings["index-url"] == "https://user"
    assert settings["timeout"] == "9"


def test_folders_of_wheels_and_further_indexes_reach_uv(tmp_path: Path) -> None:
    config = tmp_path / "pip.conf"
    config.write_text(
        "[global]\nfind-links =\n    /wheels\n    https://wheels.example\n"
        "extra-index-url = file:///a file:///b\n"
    )
    environment = uv_environment(read_pip_settings({}, [config]), {})
    assert environment["UV_FIND_LINKS"] == "/wheels,https://wheels.example"
    assert environment["UV_INDEX"] == "file:///a file:///b"
    assert environment["UV_INDEX_STRATEGY"] == "unsafe-best-match"


def test_what_is_set_for_uv_itself_stays() -> None:
    environment = uv_environment({"index-url": "https://pip"}, {"UV_DEFAULT_INDEX": "https://uv"})
    assert "UV_DEFAULT_INDEX" not in environment


def test_no_index_is_an_option() -> None:
    assert uv_options({"no-index": "true"}) == ["--no-index"]
    assert uv_options({"no-index": "0"}) == []


def test_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    config = tmp_path / "pip.conf"
    config.write_text("index-url without a section")
    assert read_pip_settings({}, [config]) == {}


def test_pip_config_file_can_switch_files_off() -> None:
    assert pip_files({"PIP_CONFIG_FILE": "/dev/null"}) == []
    assert pip_files({"PIP_CONFIG_FILE": "/x/pip.conf", "HOME": "/h"})[-1] == Path("/x/pip.conf")
