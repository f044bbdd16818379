"""ONNX Runtime by its C interface, so that neither its Python package nor NumPy is needed: `Session` is the way in.

The interface is a table of functions, which later versions only append to (onnxruntime_c_api.h, `OrtApi`); here are
those of version 17. The library alone comes with sherpa-onnx-core, and with onnxruntime, too.
"""

import ctypes
import importlib.util
import math
from collections.abc import Mapping, Sequence
from ctypes import byref, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_void_p
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.errors import ResourceError

_VERSION = 17
_PACKAGES = (("sherpa_onnx", "lib"), ("onnxruntime", "capi"))  # where a library is looked for: package, folder
_NAMES = ("libonnxruntime.so*", "libonnxruntime*.dylib", "onnxruntime.dll")
_FLOAT, _INT8, _INT64 = 1, 3, 7  # ONNXTensorElementDataType
_TYPES = {"f": _FLOAT, "b": _INT8, "q": _INT64}
_ERROR = 3  # OrtLoggingLevel
# Places in the table. What takes no handle of its own is called through `_call`, which raises on a status.
_ERROR_MESSAGE, _CREATE_ENV, _SESSION_FROM_ARRAY, _RUN, _SESSION_OPTIONS = 2, 3, 8, 9, 10
_NO_ARENA, _LOG_LEVEL, _THREADS_WITHIN, _THREADS_BETWEEN = 19, 22, 24, 25
_TENSOR_OF_DATA, _DATA, _DIMENSIONS_COUNT, _DIMENSIONS, _TYPE_AND_SHAPE = 49, 51, 61, 62, 65
_CPU_MEMORY = 69
_RELEASE_STATUS, _RELEASE_SESSION, _RELEASE_VALUE, _RELEASE_SHAPE, _RELEASE_OPTIONS = 93, 95, 96, 99, 100


class Tensor(NamedTuple):
    """Numbers in rows: `shape`, and all of them one after another as float32 (“f”), int8 (“b”) or int64 (“q”)."""

    shape: tuple[int, ...]
    data: "memoryview[Any]"


class _Base(ctypes.Structure):
    _fields_ = [
        ("api", ctypes.CFUNCTYPE(c_void_p, c_uint32)),
        ("version", ctypes.CFUNCTYPE(c_char_p)),
    ]


class _Runtime:
    """The library with its environment: one a process."""

    def __init__(self, path: Path) -> None:
        library = ctypes.CDLL(str(path))
        library.OrtGetApiBase.restype = ctypes.POINTER(_Base)
        base = library.OrtGetApiBase().contents
        table = base.api(_VERSION)
        if not table:
            raise OSError(f"{path.name} is of a version before 1.{_VERSION}")
        self._table = ctypes.cast(table, ctypes.POINTER(c_void_p))
        self._functions: dict[int, Any] = {}
        self.environment, self.memory = c_void_p(), c_void_p()
        self.call(_CREATE_ENV, c_int(_ERROR), b"mtcheck", byref(self.environment))
        self.call(_CPU_MEMORY, c_int(1), c_int(0), byref(self.memory))  # an arena's, default: as ONNX Runtime does

    def _function(self, place: int, result: Any = c_void_p) -> Any:
        found = self._functions.get(place)
        if found is None:
            found = self._functions[place] = ctypes.cast(self._table[place], ctypes.CFUNCTYPE(result))
        return found

    def call(self, place: int, *given: Any) -> None:
        """Raises ValueError with the runtime's message."""
        status = self._function(place)(*given)
        if status:
            message = self._function(_ERROR_MESSAGE, c_char_p)(c_void_p(status)) or b""
            self.release(_RELEASE_STATUS, c_void_p(status))
            raise ValueError(message.decode("utf-8", "replace"))

    def release(self, place: int, handle: c_void_p) -> None:
        self._function(place, None)(handle)


class Session:
    """A model that is ready to run, on one core; several threads may run it at once."""

    def __init__(self, model: bytes) -> None:
        """`model`: an ONNX file.

        Raises ResourceError when the runtime is absent, ValueError when it takes the model for none.
        """
        self._runtime = runtime()
        self._session, options = c_void_p(), c_void_p()
        call = self._runtime.call
        call(_SESSION_OPTIONS, byref(options))
        try:
            call(_NO_ARENA, options)  # it would keep what the longest batch took
            call(_LOG_LEVEL, options, c_int(_ERROR))
            call(_THREADS_WITHIN, options, c_int(1))
            call(_THREADS_BETWEEN, options, c_int(1))
            call(
                _SESSION_FROM_ARRAY, self._runtime.environment, model, c_size_t(len(model)), options,
                byref(self._session),
            )  # fmt: skip
        finally:
            self._runtime.release(_RELEASE_OPTIONS, options)

    def __del__(self) -> None:
        if getattr(self, "_session", None):
            self._runtime.release(_RELEASE_SESSION, self._session)

    def run(self, outputs: Sequence[str], inputs: Mapping[str, Tensor]) -> list[Tensor]:
        """The outputs of those names, all of them float32. Raises ValueError when an input does not fit."""
        given: list[c_void_p] = []
        made = (c_void_p * len(outputs))()
        try:
            for tensor in inputs.values():
                given.append(self._value(tensor))
            self._runtime.call(
                _RUN, self._session, c_void_p(), _names(inputs), (c_void_p * len(given))(*given),
                c_size_t(len(given)), _names(outputs), c_size_t(len(outputs)), made,
            )  # fmt: skip
            return [self._tensor(c_void_p(value)) for value in made]
        finally:
            for value in (*given, *(c_void_p(one) for one in made if one)):
                self._runtime.release(_RELEASE_VALUE, value)

    def _value(self, tensor: Tensor) -> c_void_p:
        """A handle on the tensor's own memory, which is not copied."""
        value, data = c_void_p(), tensor.data
        size = math.prod(tensor.shape)
        if size != len(data):
            raise ValueError(f"{len(data)} numbers cannot have the shape {tensor.shape}")
        start = (ctypes.c_char * data.nbytes).from_buffer(data) if data.nbytes else None
        self._runtime.call(
            _TENSOR_OF_DATA, self._runtime.memory, start, c_size_t(data.nbytes),
            (c_int64 * len(tensor.shape))(*tensor.shape), c_size_t(len(tensor.shape)), c_int(_TYPES[data.format]),
            byref(value),
        )  # fmt: skip
        return value

    def _tensor(self, value: c_void_p) -> Tensor:
        """A copy of what the runtime has made."""
        about, count, data = c_void_p(), c_size_t(), c_void_p()
        self._runtime.call(_TYPE_AND_SHAPE, value, byref(about))
        try:
            self._runtime.call(_DIMENSIONS_COUNT, about, byref(count))
            shape = (c_int64 * count.value)()
            self._runtime.call(_DIMENSIONS, about, shape, count)
        finally:
            self._runtime.release(_RELEASE_SHAPE, about)
        self._runtime.call(_DATA, value, byref(data))
        copy = bytearray(4 * math.prod(shape))
        if copy:
            ctypes.memmove((ctypes.c_char * len(copy)).from_buffer(copy), data, len(copy))
        return Tensor(tuple(shape), memoryview(copy).cast("f"))


@cache
def runtime() -> _Runtime:
    """The library of this environment. Raises ResourceError when there is none."""
    found = list(_libraries())
    if not found:
        raise ResourceError(
            "The bundled model needs ONNX Runtime, which is not installed; run `pip install sherpa-onnx-core`."
        )
    try:
        return _Runtime(found[0])
    except (OSError, AttributeError, ValueError) as error:
        raise ResourceError(
            f"ONNX Runtime cannot be loaded ({error}); run `pip install --force-reinstall sherpa-onnx-core`."
        ) from None


def _libraries() -> list[Path]:
    found: list[Path] = []
    for package, folder in _PACKAGES:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            for name in _NAMES:
                found += sorted(Path(place, folder).glob(name))
    return found


def _names(names: Sequence[str] | Mapping[str, Any]) -> Any:
    return (c_char_p * len(names))(*(name.encode() for name in names))
