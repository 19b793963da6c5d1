"""Training jobs over HTTP."""

from __future__ import annotations

from ..compute.manager import WorkloadManager
from ..core.handlers import Handler, Route, endpoint
from ..core.ids import now_ms
from ..core.schemas import PageQuery
from . import bodies, run_bodies, spec_bodies
from .drafts import InvalidJob
from .log_handlers import ROUTES as LOG_ROUTES
from .manager import TrainingManager
from .rules import DEFAULT_RULES
from .trying import try_rules
from .wire import answers, requests, resources

RESOURCE = "training"


class JobsHandler(Handler):
    """Creating jobs."""

    @endpoint(
        "execute",
        RESOURCE,
        body=bodies.TrainingJobRequest,
        answer=bodies.TrainingJobBody,
        status=201,
    )
    async def post(self, project_id: str, body: bodies.TrainingJobRequest) -> None:
        draft, key = requests.draft(body), self.idempotency_key()
        view = await self.call_storage(self.manager(TrainingManager).create, draft, key)
        self.answer(answers.job_body(view, now_ms()))


class PreviewsHandler(Handler):
    """What a request would run; makes nothing."""

    @endpoint("read", RESOURCE, body=bodies.TrainingJobRequest, answer=bodies.TrainingPreviewBody)
    async def post(self, project_id: str, body: bodies.TrainingJobRequest) -> None:
        draft = requests.draft(body)
        preview = await self.call_storage(self.manager(TrainingManager).preview, draft)
        self.answer(answers.preview_body(preview))


class SearchesHandler(Handler):
    """The list."""

    @endpoint(
        "read", RESOURCE, body=bodies.TrainingSearchRequest, answer=bodies.TrainingJobListBody
    )
    async def post(self, project_id: str, body: bodies.TrainingSearchRequest) -> None:
        wanted = requests.job_filter(body)
        page = PageQuery(limit=body.limit, marker=body.marker)
        manager = self.manager(TrainingManager)
        found = await self.call(manager.list, wanted, page, body.offset * body.limit)
        total = await self.call(manager.count)
        self.answer(answers.job_list_body(found, body, total, now_ms()))


class FlavorsHandler(Handler):
    """The sizes that a job can have."""

    @endpoint(
        "read", RESOURCE, query=spec_bodies.FlavorQuery, answer=spec_bodies.TrainingFlavorListBody
    )
    async def get(self, project_id: str, query: spec_bodies.FlavorQuery) -> None:
        manager = self.manager(WorkloadManager)
        flavors = await self.call(manager.flavors)
        pools = await self.call(manager.pools)
        self.answer(resources.flavor_list_body(flavors, pools, query.flavor_type))


class MetricRulesHandler(Handler):
    """The expressions used where a job names none."""

    @endpoint("read", RESOURCE, answer=run_bodies.MetricRuleListBody)
    async def get(self, project_id: str) -> None:
        self.answer(run_bodies.MetricRuleListBody(rules=DEFAULT_RULES))


class MetricTestsHandler(Handler):
    """What expressions find in a text; makes nothing."""

    @endpoint("read", RESOURCE, body=run_bodies.MetricTestRequest, answer=run_bodies.MetricTestBody)
    async def post(self, project_id: str, body: run_bodies.MetricTestRequest) -> None:
        results = await self.call(try_rules, body.rules, body.text)
        self.answer(run_bodies.MetricTestBody(results=results))


class SummaryHandler(Handler):
    """What is running, what failed, what was last."""

    @endpoint("read", RESOURCE, answer=bodies.TrainingSummaryBody)
    async def get(self, project_id: str) -> None:
        found, now = await self.call(self.manager(TrainingManager).summary), now_ms()
        self.answer(
            bodies.TrainingSummaryBody(
                running=[answers.row_body(view, now) for view in found.running],
                failed=[answers.row_body(view, now) for view in found.failed],
                recent=[answers.row_body(view, now) for view in found.recent],
            )
        )


class JobHandler(Handler):
    """One job."""

    @endpoint("read", RESOURCE, answer=bodies.TrainingJobBody)
    async def get(self, project_id: str, training_job_id: str) -> None:
        view = await self.call(self.manager(TrainingManager).get, training_job_id)
        self.answer(answers.job_body(view, now_ms()))

    @endpoint(
        "write",
        RESOURCE,
        body=bodies.TrainingDescriptionRequest,
        answer=bodies.TrainingJobBody,
    )
    async def put(
        self, project_id: str, training_job_id: str, body: bodies.TrainingDescriptionRequest
    ) -> None:
        manager = self.manager(TrainingManager)
        view = await self.call(manager.describe, training_job_id, body.description)
        self.answer(answers.job_body(view, now_ms()))

    @endpoint("write", RESOURCE, answer=bodies.TrainingJobBody, status=202)
    async def delete(self, project_id: str, training_job_id: str) -> None:
        view = await self.call(self.manager(TrainingManager).delete, training_job_id)
        self.answer(answers.job_body(view, now_ms()))


class ActionsHandler(Handler):
    """Stopping a job, taking it out of the trash, uploading its outputs again."""

    @endpoint(
        "execute",
        RESOURCE,
        body=bodies.TrainingActionRequest,
        answer=bodies.TrainingJobBody,
        status=202,
    )
    async def post(
        self, project_id: str, training_job_id: str, body: bodies.TrainingActionRequest
    ) -> None:
        manager = self.manager(TrainingManager)
        actions = {
            "terminate": manager.stop,
            "restore": manager.restore,
            "resume_outputs": manager.resume_outputs,
        }
        if body.action_type not in actions:
            known = "terminate, restore and resume_outputs"
            raise InvalidJob("action_type", f"The actions of a job are {known}.")
        view = await self.call(actions[body.action_type], training_job_id)
        self.answer(answers.job_body(view, now_ms()))


class VersionsHandler(Handler):
    """All versions, to compare."""

    @endpoint("read", RESOURCE, answer=bodies.TrainingVersionListBody)
    async def get(self, project_id: str, training_job_id: str) -> None:
        manager = self.manager(TrainingManager)
        versions = await self.call_storage(manager.versions, training_job_id)
        self.answer(answers.version_list_body(versions, now_ms()))


class DifferenceHandler(Handler):
    """What changed since another version."""

    @endpoint(
        "read",
        RESOURCE,
        query=bodies.DifferenceQuery,
        answer=bodies.TrainingDifferenceBody,
    )
    async def get(
        self, project_id: str, training_job_id: str, query: bodies.DifferenceQuery
    ) -> None:
        manager = self.manager(TrainingManager)
        found = await self.call(manager.compare, training_job_id, query.against)
        self.answer(answers.difference_body(found.old, found.new, found.changes))


class EventsHandler(Handler):
    """What happened."""

    @endpoint(
        "read", RESOURCE, query=run_bodies.EventQuery, answer=run_bodies.TrainingEventListBody
    )
    async def get(
        self, project_id: str, training_job_id: str, query: run_bodies.EventQuery
    ) -> None:
        events = await self.call(self.manager(TrainingManager).events, training_job_id)
        self.answer(resources.event_list_body(events, query))


class MetricsHandler(Handler):
    """What the script printed."""

    @endpoint(
        "read", RESOURCE, query=run_bodies.MetricsQuery, answer=run_bodies.TrainingMetricsBody
    )
    async def get(
        self, project_id: str, training_job_id: str, query: run_bodies.MetricsQuery
    ) -> None:
        manager = self.manager(TrainingManager)
        found = await self.call_storage(manager.metrics, training_job_id, query.points)
        self.answer(
            run_bodies.TrainingMetricsBody(
                series=found.series, complete=found.complete, truncated=found.truncated
            )
        )


class UsageHandler(Handler):
    """Every sample of CPU and memory."""

    @endpoint("read", RESOURCE, answer=run_bodies.TrainingUsageBody)
    async def get(self, project_id: str, training_job_id: str) -> None:
        manager = self.manager(TrainingManager)
        view = await self.call(manager.get, training_job_id)
        samples = await self.call_storage(manager.usage, training_job_id)
        self.answer(resources.usage_body(view.job.config.flavor, samples))


class UsageMetricsHandler(Handler):
    """ModelArts' averages per minute."""

    @endpoint("read", RESOURCE, answer=run_bodies.UsageMetricListBody)
    async def get(self, project_id: str, training_job_id: str, task_id: str) -> None:
        requests.check_task(task_id)
        manager = self.manager(TrainingManager)
        view = await self.call(manager.get, training_job_id)
        samples = await self.call_storage(manager.usage, training_job_id)
        self.answer(resources.usage_metrics_body(view.job.config.flavor, samples))


_JOBS = "/v2/{project_id}/training-jobs"
_JOB = f"{_JOBS}/{{training_job_id}}"

ROUTES: list[Route] = [
    Route(_JOBS, JobsHandler),
    Route("/v2/{project_id}/training-job-previews", PreviewsHandler),
    Route("/v2/{project_id}/training-job-searches", SearchesHandler),
    Route("/v2/{project_id}/training-job-flavors", FlavorsHandler),
    Route("/v2/{project_id}/training-job-metric-rules", MetricRulesHandler),
    Route("/v2/{project_id}/training-job-metric-tests", MetricTestsHandler),
    Route("/v2/{project_id}/training-job-summary", SummaryHandler),
    Route(_JOB, JobHandler),
    Route(f"{_JOB}/actions", ActionsHandler),
    Route(f"{_JOB}/versions", VersionsHandler),
    Route(f"{_JOB}/difference", DifferenceHandler),
    Route(f"{_JOB}/events", EventsHandler),
    Route(f"{_JOB}/metrics", MetricsHandler),
    Route(f"{_JOB}/metrics/{{task_id}}", UsageMetricsHandler),
    Route(f"{_JOB}/usage", UsageHandler),
    *LOG_ROUTES,
]
