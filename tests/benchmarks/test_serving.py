"""How serving is compared, where not all peers can be installed."""

from __future__ import annotations

from benchmarks.load import Load
from benchmarks.report import Figure
from benchmarks.serving import CONCURRENCIES, DIRECT, OURS, figures


def test_a_peer_that_is_missing_is_named_and_has_its_figures_without_values() -> None:
    rates = {OURS: 600.0, DIRECT: 700.0, "mlserver": 100.0}
    loads = {
        title: {count: [Load(rate, 1.0, 2.0, 10, 0)] for count in CONCURRENCIES}
        for title, rate in rates.items()
    }

    found = figures(loads, {"bentoml": "No index was in reach."}, [1.0])

    for count in CONCURRENCIES:
        ratio = Figure(6.0, "", ">= 3", "without bentoml")
        assert found[f"c{count}_rps_vs_best_ratio"] == ratio
        assert found[f"c{count}_p99_vs_best_ratio"].note == "without bentoml"
        for name in (f"bentoml_c{count}_rps", f"bentoml_c{count}_p99_ms"):
            assert (found[name].value, found[name].note) == (None, "No index was in reach.")
