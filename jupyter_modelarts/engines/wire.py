"""Engines in the words of the REST API."""

from __future__ import annotations

from .kernels import kernel_name
from .requirements import read_requirements
from .schemas import (
    Engine,
    EngineBody,
    EngineListBody,
    EngineState,
    JobEngineBody,
    JobEngineListBody,
    OwnEngine,
    OwnEngineRequest,
)


def engine_body(engine: Engine) -> EngineBody:
    """An engine with all that is known of it."""
    description, receipt, build = engine.description, engine.receipt, engine.build
    ready = engine.state is EngineState.READY
    return EngineBody(
        engine_id=description.id,
        engine_name=description.framework,
        engine_version=description.version,
        description=description.description,
        state=engine.state,
        reason=engine.reason,
        note=receipt.note if receipt else "",
        capabilities=description.capabilities,
        requirements=(receipt and receipt.requirements) or description.requirements,
        packages=receipt.packages if receipt else [],
        python_version=receipt.python_version if receipt else None,
        size_bytes=receipt.size_bytes if receipt else None,
        build_workload_id=build.workload_id if build else None,
        built_at=receipt.built_at if receipt else None,
        kernel_name=kernel_name(description.id) if ready and description.kernel else None,
        own=description.own,
        interpreter=description.interpreter,
        pythons=description.pythons,
        libraries=description.libraries,
        change=engine.change,
    )


def own_engine(body: OwnEngineRequest) -> OwnEngine:
    """What a request asks for. Raises InvalidInput with the line of the file that is wrong."""
    text = body.requirements_text.encode()
    return OwnEngine(
        engine_id=body.engine_id,
        description=body.description,
        requirements=[*read_requirements(text, "The requirements"), *body.requirements],
        interpreter=body.interpreter,
        python=body.python,
    )


def engine_list_body(engines: list[Engine]) -> EngineListBody:
    """All engines."""
    return EngineListBody(total_count=len(engines), engines=[engine_body(one) for one in engines])


def job_engine_list_body(engines: list[Engine]) -> JobEngineListBody:
    """All engines as ModelArts lists them for training jobs."""
    items = [
        JobEngineBody(
            engine_id=engine.description.id,
            engine_name=engine.description.framework,
            engine_version=engine.description.version,
            state=engine.state,
        )
        for engine in engines
    ]
    return JobEngineListBody(total=len(items), items=items)
