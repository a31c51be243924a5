"""Stands in for the onnxruntime package where Python has none: the same calls, by ctypes on the C API of a libonnxruntime.

Only tests use it, to run the README's snippet as it stands there. It knows sessions, their inputs, outputs and metadata, and
dense tensors of numpy; environment variable NEURO_ONNXRUNTIME names the library. Places in the table of functions never change
(onnxruntime_c_api.h); objects live as long as the process, as it runs one model.
"""

import ctypes
import os
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_void_p

import numpy as np

_TYPES = {1: np.float32, 6: np.int32, 7: np.int64, 9: np.bool_, 11: np.float64}
_NAMES = {1: "float", 6: "int32", 7: "int64", 9: "bool", 11: "double"}
_VERSION = 14


class _Base(ctypes.Structure):
    _fields_ = [("get_api", ctypes.CFUNCTYPE(c_void_p, c_uint32)), ("get_version", ctypes.CFUNCTYPE(c_char_p))]


_library = ctypes.CDLL(os.environ["NEURO_ONNXRUNTIME"])
_library.OrtGetApiBase.restype = POINTER(_Base)
_base = _library.OrtGetApiBase().contents
_table = ctypes.cast(_base.get_api(_VERSION), POINTER(c_void_p))
__version__ = _base.get_version().decode()


def _call(place, result, *arguments):
    """Calls a function whose last argument is where it leaves its result; raises what it says where it fails."""
    value = result()
    types = [type(a) for a in arguments]
    status = ctypes.CFUNCTYPE(c_void_p, *types, c_void_p)(_table[place])(*arguments, ctypes.addressof(value))
    if status:
        raise RuntimeError(ctypes.CFUNCTYPE(c_char_p, c_void_p)(_table[2])(status).decode())
    return value


def _shape(info):
    count = _call(61, c_size_t, info).value
    sizes, names = (c_int64 * count)(), (c_char_p * count)()
    for place, values in ((62, sizes), (63, names)):
        ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_size_t)(_table[place])(info, ctypes.addressof(values), count)
    return [size if size >= 0 else (name or b"").decode() or None for size, name in zip(sizes, names)]


class NodeArg:
    """What an input or output is called, its shape (a name or None where it is free), its type."""

    def __init__(self, name, info):
        self.name = name
        # The tensor's description belongs to the type's.
        tensor = _call(55, c_void_p, info)
        self.shape = _shape(tensor)
        self.type = f"tensor({_NAMES[_call(60, c_int, tensor).value]})"


class ModelMetadata:
    """custom_metadata_map holds the model's metadata_props."""

    def __init__(self, handle, allocator):
        keys, count = c_void_p(), c_int64()
        ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)(_table[123])(
            handle, allocator, ctypes.addressof(keys), ctypes.addressof(count))
        names = ctypes.cast(keys, POINTER(c_char_p))[:count.value]
        self.custom_metadata_map = {
            name.decode(): _call(116, c_char_p, handle, allocator, c_char_p(name)).value.decode() for name in names}


class InferenceSession:
    """A model in a file, on the CPU."""

    def __init__(self, path, providers=None):
        if providers not in (None, ["CPUExecutionProvider"]):
            raise ValueError(f"{providers}: the CPU only")
        environment = _call(3, c_void_p, c_int(3), c_char_p(b"neuro"))
        self._handle = _call(7, c_void_p, environment, c_char_p(os.fsencode(path)), _call(10, c_void_p))
        self._allocator = _call(78, c_void_p)
        self._memory = _call(69, c_void_p, c_int(0), c_int(0))

    def _arguments(self, count, name, info):
        return [
            NodeArg(
                _call(name, c_char_p, self._handle, c_size_t(i), self._allocator).value.decode(),
                _call(info, c_void_p, self._handle, c_size_t(i)))
            for i in range(_call(count, c_size_t, self._handle).value)]

    def get_inputs(self):
        return self._arguments(30, 36, 33)

    def get_outputs(self):
        return self._arguments(31, 37, 34)

    def get_modelmeta(self):
        return ModelMetadata(_call(111, c_void_p, self._handle), self._allocator)

    def run(self, output_names, feeds):
        names = [o.name for o in self.get_outputs()] if output_names is None else list(output_names)
        arrays = [np.ascontiguousarray(a) for a in feeds.values()]
        inputs = (c_void_p * len(arrays))(*[self._tensor(a).value for a in arrays])
        results = (c_void_p * len(names))()
        status = ctypes.CFUNCTYPE(
            c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, c_void_p)(_table[9])(
            self._handle, None, _strings(feeds), ctypes.addressof(inputs), len(arrays), _strings(names), len(names),
            ctypes.addressof(results))
        if status:
            raise RuntimeError(ctypes.CFUNCTYPE(c_char_p, c_void_p)(_table[2])(status).decode())
        return [_array(c_void_p(r)) for r in results]

    def _tensor(self, array):
        code = next(c for c, t in _TYPES.items() if array.dtype == t)
        shape = (c_int64 * array.ndim)(*array.shape)
        return _call(
            49, c_void_p, self._memory, c_void_p(array.ctypes.data), c_size_t(array.nbytes), ctypes.cast(shape, c_void_p),
            c_size_t(array.ndim), c_int(code))


def _strings(names):
    return ctypes.cast((c_char_p * len(names))(*[n.encode() for n in names]), c_void_p)


def _array(value):
    info = _call(65, c_void_p, value)
    kind, shape = np.dtype(_TYPES[_call(60, c_int, info).value]), _shape(info)
    data = ctypes.string_at(_call(51, c_void_p, value), int(np.prod(shape)) * kind.itemsize)
    # A copy, because the value's memory is the library's.
    return np.frombuffer(data, kind).reshape(shape).copy()
