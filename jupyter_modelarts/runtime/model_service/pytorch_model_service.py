"""PyTorch's base class: `__init__` is the user's, it knows the network."""

from __future__ import annotations

from typing import Any

from .model_service import SingleNodeService


class PTServingBaseService(SingleNodeService):
    """`self.model_path` is the file of the weights; `__init__` makes `self.model` from it."""

    def _inference(self, data: Any) -> Any:
        """Ask the model for each input of `{name: tensor}`, or for the one tensor."""
        import torch

        with torch.no_grad():
            if isinstance(data, dict):
                infer = super()._inference
                return {name: infer(tensor) for name, tensor in data.items()}
            return super()._inference(data)
