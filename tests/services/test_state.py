"""The state of a service, from what its replicas do."""

from __future__ import annotations

import pytest

from jupyter_modelarts.compute.schemas import State, Wanted
from jupyter_modelarts.services.schemas import Result, ServiceState, Sight
from jupyter_modelarts.services.state import progress_of, status_of

from .samples import FAILURE, LOADING, NEW, OLD, model, revision, service, sight, view

FIRST = revision(1, OLD)
DONE = revision(1, OLD, result=Result.SUCCESS)


def test_waiting_for_an_engine_is_deploying_and_says_so() -> None:
    reason = "waiting for engine scikit-learn"
    queued = sight(1, state=State.QUEUED, health="", reason=reason)

    status = status_of(view(service(), [FIRST], queued))

    assert (status.state, status.reason) == (ServiceState.DEPLOYING, reason)


def test_running_needs_no_words() -> None:
    status = status_of(view(service(serving=1), [DONE], sight(1)))

    assert (status.state, status.reason) == (ServiceState.RUNNING, "")


def test_some_replicas_down_is_concerning() -> None:
    two = revision(1, model(instances=2), result=Result.SUCCESS)
    down = sight(2, state=State.QUEUED, health="", restarts=1, outcome=FAILURE)

    status = status_of(view(service(serving=1), [two], sight(1), down))

    assert status.state is ServiceState.CONCERNING
    assert status.reason.startswith("1 of 2 replicas answer: ValueError: the model file is torn")


def test_all_replicas_failed_for_good_is_failed_with_the_last_line() -> None:
    failed = sight(1, state=State.FAILED, health="", outcome=FAILURE)

    status = status_of(view(service(serving=1), [DONE], failed))

    assert status.state is ServiceState.FAILED
    assert status.reason == "digits 0.0.1: ValueError: the model file is torn"


def test_while_it_is_updated_it_runs() -> None:
    both = [revision(2, NEW), DONE]
    loading = sight(2, NEW, State.STARTING, LOADING)

    status = status_of(view(service(target=2, serving=1), both, sight(1), loading))

    assert status.state is ServiceState.RUNNING
    assert status.reason.startswith("Updating to digits 0.0.2; digits 0.0.1 answers until")


def test_a_failed_update_is_concerning_for_as_long_as_it_is_the_newest() -> None:
    broken = revision(2, NEW, result=Result.FAIL).model_copy(update={"reason": "It is bad."})

    status = status_of(view(service(serving=1), [broken, DONE], sight(1)))

    assert (status.state, status.reason) == (ServiceState.CONCERNING, "It is bad.")


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (sight(1), ServiceState.STOPPING),
        (sight(1, state=State.STOPPED, health=""), ServiceState.STOPPED),
    ],
)
def test_a_service_has_stopped_when_its_replicas_have(seen: Sight, state: ServiceState) -> None:
    assert status_of(view(service(wanted=Wanted.STOPPED), [DONE], seen)).state is state


def test_progress_counts_replicas() -> None:
    two = revision(1, model(instances=2))
    loading = sight(2, state=State.STARTING, health=LOADING)

    assert progress_of(view(service(), [two], sight(1), loading)) == 50
