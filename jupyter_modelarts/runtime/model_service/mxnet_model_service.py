"""MXNet's base class: a symbol and its parameters, as `save_checkpoint` and `export` write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .errors import PackageError, RequestError
from .model_service import SingleNodeService
from .tensors import array, by_input

_SYMBOL = "-symbol.json"


class MXNetBaseService(SingleNodeService):
    """`_inference` takes `{input: array}`, or the arrays in their order, and gives MXNet's arrays.

    `mx_model` is the bound Module, `labels` the lines of synset.txt, `signature` what
    signature.json says, where they lie beside the model.
    """

    def __init__(self, model_name: str, model_path: str) -> None:
        super().__init__(model_name, model_path)
        self.mx_model: Any = None
        folder = Path(model_path)
        self.labels = _lines(folder / "synset.txt")
        self.signature = _json(folder / "signature.json")
        self._shapes: list[Any] = []

    def prepare(self) -> None:
        """Load the model now; the first request says its shape. Raises PackageError."""
        import mxnet

        prefix, epoch = checkpoint_in(Path(self.model_path))
        symbol, arguments, auxiliary = mxnet.model.load_checkpoint(prefix, epoch)
        known = {*arguments, *auxiliary}
        inputs = [name for name in symbol.list_inputs() if name not in known]
        self._names = [name for name in inputs if not name.endswith("_label")]
        self._outputs = symbol.list_outputs()
        self._parameters = arguments, auxiliary
        self.ctx = mxnet.gpu() if mxnet.context.num_gpus() else mxnet.cpu()
        self.mx_model = mxnet.mod.Module(symbol, self._names, None, context=self.ctx)

    def _bind(self, shapes: list[Any]) -> None:
        self.mx_model.bind(shapes, label_shapes=None, for_training=False, force_rebind=True)
        self.mx_model.set_params(*self._parameters, allow_missing=True)
        self._shapes = shapes

    def _inference(self, data: Any) -> Any:
        import mxnet

        if self.mx_model is None:
            self.prepare()
        arrays = [self._array(name, value) for name, value in self._given(data).items()]
        shapes = [(name, one.shape) for name, one in zip(self._names, arrays)]
        try:
            if shapes != self._shapes:
                self._bind(shapes)
            self.mx_model.forward(mxnet.io.DataBatch(arrays), is_train=False)
            outputs = self.mx_model.get_outputs()
            for output in outputs:
                output.wait_to_read()
        except mxnet.base.MXNetError as error:
            self.mx_model, self._shapes = None, []  # half bound, it would answer nothing more
            raise RequestError(f"The model does not take this: {str(error)[:300]}") from error
        return outputs

    def _given(self, data: Any) -> dict[str, Any]:
        if isinstance(data, (list, tuple)) and len(data) == len(self._names) > 1:
            return dict(zip(self._names, data))
        single = len(self._names) == 1 and isinstance(data, (list, tuple)) and len(data) == 1
        if single and type(data[0]).__module__.startswith("mxnet"):
            return {self._names[0]: data[0]}
        return by_input(data, self._names)

    def _array(self, name: str, value: Any) -> Any:
        import mxnet

        if isinstance(value, mxnet.nd.NDArray):
            return value
        return mxnet.nd.array(array(value, name, "float32"), ctx=self.ctx)

    def _postprocess(self, data: Any) -> Any:
        return {name: one.asnumpy().tolist() for name, one in zip(self._outputs, data)}


def checkpoint_in(folder: Path) -> tuple[str, int]:
    """The prefix of a model and its newest epoch. Raises PackageError."""
    symbols = sorted(folder.glob(f"*{_SYMBOL}"))
    for symbol in symbols:
        prefix = symbol.name[: -len(_SYMBOL)]
        epochs = [
            int(one.stem.rsplit("-", 1)[1])
            for one in folder.glob(f"{prefix}-*.params")
            if one.stem.rsplit("-", 1)[1].isdigit()
        ]
        if epochs:
            return str(folder / prefix), max(epochs)
    raise PackageError(
        "The package has no MXNet model: put NAME-symbol.json and NAME-0000.params into model/."
    )


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8")) if path.is_file() else None
    except ValueError as error:
        raise PackageError(f"{path.name} is not JSON: {error}") from None
