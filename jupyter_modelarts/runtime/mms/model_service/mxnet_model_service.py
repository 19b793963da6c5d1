"""MXNet's base class under the name that published packages import it by."""

from __future__ import annotations

from model_service.mxnet_model_service import MXNetBaseService

__all__ = ["MXNetBaseService"]
