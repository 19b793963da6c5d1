"""What a service needs next, decided without a database."""

from __future__ import annotations

from jupyter_modelarts.compute.schemas import State, Wanted
from jupyter_modelarts.services.rollout import DRAIN_MS, Plan, plan
from jupyter_modelarts.services.schemas import EventType, Result

from .samples import FAILURE, LOADING, NEW, NOW, OLD, model, revision, service, sight, view

FIRST = revision(1, OLD)
SECOND = revision(2, NEW)
DONE = revision(1, OLD, result=Result.SUCCESS)


def updating(**changes: object) -> list[object]:
    """A service that answers with 0.0.1 and is to answer with 0.0.2."""
    return [service(target=2, serving=1, served_at=0, **changes), [SECOND, DONE]]


def test_a_new_service_gets_its_replicas() -> None:
    two = model(instances=2)

    made = plan(view(service(), [revision(1, two)]), NOW)

    assert made.create == [two, two]


def test_one_that_is_being_loaded_needs_nothing() -> None:
    loading = sight(1, state=State.STARTING, health=LOADING)

    assert plan(view(service(), [FIRST], loading), NOW) == Plan()


def test_it_is_switched_to_once_all_of_it_answer() -> None:
    made = plan(view(service(), [FIRST], sight(1)), NOW)

    assert made.serve == 1
    assert made.results == {1: (Result.SUCCESS, "")}


def test_what_is_settled_needs_nothing() -> None:
    assert not plan(view(service(serving=1, served_at=0), [DONE], sight(1)), NOW)


def test_an_update_makes_the_new_ones_and_keeps_the_old() -> None:
    made = plan(view(*updating(), sight(1)), NOW)  # type: ignore[arg-type]

    assert (made.create, made.stop, made.serve) == ([NEW], [], None)


def test_the_old_ones_stop_only_a_while_after_the_switch() -> None:
    after = service(target=2, serving=2, served_at=NOW)
    done = [revision(2, NEW, result=Result.SUCCESS), DONE]
    seen = (sight(1), sight(2, NEW))

    assert plan(view(after, done, *seen), NOW + DRAIN_MS - 1).stop == []
    assert plan(view(after, done, *seen), NOW + DRAIN_MS).stop == ["w1"]


def test_a_bad_version_leaves_the_old_one_answering() -> None:
    failed = sight(2, NEW, State.FAILED, health="", outcome=FAILURE)

    made = plan(view(*updating(), sight(1), failed), NOW)  # type: ignore[arg-type]

    assert (made.target, made.serve, made.stop) == (1, None, [])
    assert made.results[2][0] is Result.FAIL
    assert "digits 0.0.1 goes on" in made.results[2][1]
    assert "the model file is torn" in made.results[2][1]


def test_a_first_version_that_fails_is_not_tried_for_ever() -> None:
    failed = sight(1, state=State.FAILED, health="", outcome=FAILURE)
    first = plan(view(service(), [FIRST], failed), NOW)
    assert first.results[1][0] is Result.FAIL
    assert first.create == []

    noted = sight(1, state=State.FAILED, health="", outcome=FAILURE, failure="torn")
    broken = revision(1, OLD, result=Result.FAIL)
    assert not plan(view(service(), [broken], noted), NOW)


def test_one_that_hangs_while_it_loads_is_stopped_and_said_so() -> None:
    hanging = sight(1, state=State.STARTING, health="unhealthy")

    made = plan(view(service(), [FIRST], hanging), NOW)

    assert made.stop == ["w1"]
    assert "within 60 seconds" in made.results[1][1]
    assert made.events[0][0] is EventType.ABNORMAL


def test_other_weights_need_no_other_replicas() -> None:
    now = [model("0.0.1", weight=90), model("0.0.2", weight=10)]
    then = [model("0.0.1", weight=50), model("0.0.2", weight=50)]
    changed = [revision(2, *then), revision(1, *now, result=Result.SUCCESS)]
    seen = (sight(1), sight(2, NEW))

    made = plan(view(service(target=2, serving=1, served_at=0), changed, *seen), NOW)

    assert (made.serve, made.create, made.stop) == (2, [], [])


def test_fewer_replicas_stop_the_surplus() -> None:
    settled = service(serving=1, served_at=0)

    made = plan(view(settled, [DONE], sight(1), sight(2)), NOW)

    assert made.stop == ["w2"]


def test_a_restart_is_told_once_with_its_reason() -> None:
    again = sight(1, state=State.QUEUED, health="", restarts=1, outcome=FAILURE)

    made = plan(view(service(), [FIRST], again), NOW)

    assert made.note["w1"]["seen_restarts"] == 1
    (event,) = made.events
    assert "the model file is torn (restart 1 of 3)" in event[1]


def test_one_that_was_stopped_by_hand_is_replaced() -> None:
    stopped = sight(1, state=State.STOPPED, health="", wanted=Wanted.STOPPED)

    made = plan(view(service(serving=1, served_at=0), [DONE], stopped), NOW)

    assert (made.create, made.forget) == ([OLD], ["w1"])


def test_one_that_stops_answering_is_replaced() -> None:
    stuck = sight(1, health="unhealthy", seen_ready=True)

    made = plan(view(service(serving=1, served_at=0), [DONE], stuck), NOW)

    assert (made.create, made.stop) == ([OLD], ["w1"])


def test_a_crash_loop_that_has_failed_is_left_for_somebody_to_look_at() -> None:
    failed = sight(1, state=State.FAILED, health="", outcome=FAILURE, failure="torn")

    assert not plan(view(service(serving=1, served_at=0), [DONE], failed), NOW)


def test_a_stopped_service_stops_its_replicas() -> None:
    made = plan(view(service(wanted=Wanted.STOPPED), [FIRST], sight(1)), NOW)

    assert made.stop == ["w1"]


def test_the_time_to_stop_by_itself_comes() -> None:
    made = plan(view(service(stop_at=NOW, serving=1, served_at=0), [DONE], sight(1)), NOW)

    assert made.stop_service
    assert made.stop == ["w1"]
