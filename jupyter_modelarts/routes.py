"""The one route table: which slice owns which path below `<jupyter>/modelarts`."""

from __future__ import annotations

from .compute.handlers import ROUTES as COMPUTE
from .core.handlers import Route
from .core.sockets import ROUTES as CORE
from .datasets.handlers import ROUTES as DATASETS
from .engines.handlers import ROUTES as ENGINES
from .home.handlers import ROUTES as HOME
from .iam.handlers import ROUTES as IAM
from .models.handlers import ROUTES as MODELS
from .notebooks.handlers import ROUTES as NOTEBOOKS
from .obs.handlers import ROUTES as OBS
from .services.handlers import ROUTES as SERVICES
from .training.handlers import ROUTES as TRAINING

ROUTES: dict[str, list[Route]] = {
    "core": CORE,
    "obs": OBS,
    "iam": IAM,
    "compute": COMPUTE,
    "engines": ENGINES,
    "datasets": DATASETS,
    "notebooks": NOTEBOOKS,
    "training": TRAINING,
    "models": MODELS,
    "services": SERVICES,
    "home": HOME,
}
