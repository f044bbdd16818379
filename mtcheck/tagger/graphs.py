"""Small models made on the spot, for sums that are too long for Python: `graph` writes one as an ONNX file."""

from collections.abc import Mapping, Sequence

_IR_VERSION, _OPSET = 8, 17
FLOAT, INT8, INT64 = 1, 3, 7  # TensorProto.DataType
_INT, _ATTRIBUTE_INT = 3, 2  # fields of AttributeProto: i, and AttributeType.INT

Node = tuple[str, Sequence[str], Sequence[str], Mapping[str, int]]  # operator, inputs, outputs, attributes


def graph(
    nodes: Sequence[Node], inputs: Mapping[str, tuple[int, int]], outputs: Mapping[str, tuple[int, int]]
) -> bytes:
    """An ONNX model (onnx.proto3, `ModelProto`). `inputs`, `outputs`: by their names the type and the rank."""
    body = b"".join(_message(1, _node(*node)) for node in nodes) + _text(2, "graph")
    body += b"".join(_message(11, _value(name, *kind)) for name, kind in inputs.items())
    body += b"".join(_message(12, _value(name, *kind)) for name, kind in outputs.items())
    return _number(1, _IR_VERSION) + _message(7, body) + _message(8, _number(2, _OPSET))


def _node(operator: str, inputs: Sequence[str], outputs: Sequence[str], attributes: Mapping[str, int]) -> bytes:
    names = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
    made = (_text(1, name) + _number(_INT, value) + _number(20, _ATTRIBUTE_INT) for name, value in attributes.items())
    return names + _text(4, operator) + b"".join(_message(5, one) for one in made)


def _value(name: str, kind: int, rank: int) -> bytes:
    shape = b"".join(_message(1, _text(2, f"{name}{axis}")) for axis in range(rank))
    return _text(1, name) + _message(2, _message(1, _number(1, kind) + _message(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value & (1 << 64) - 1)


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode())


def _message(field: int, body: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(body)) + body


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
