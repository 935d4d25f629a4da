"""What an ONNX file computes, read and extended without the onnx package.

An ONNX file is a protobuf message, and protobuf merges what is appended to one: a fragment that
holds nothing but one more graph output therefore adds that output. Field numbers are those of
onnx.proto: ModelProto.graph 7, GraphProto.node 1 and output 12, NodeProto.input 1, output 2 and
op_type 4, ValueInfoProto.name 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_GRAPH, _NODE, _OUTPUT, _NAME = 7, 1, 12, 1
_INPUTS, _OUTPUTS, _OP_TYPE = 1, 2, 4
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5


@dataclass(frozen=True)
class Node:
    """One operation."""

    operation: str
    """Such as Conv."""
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def nodes(model: bytes) -> tuple[Node, ...]:
    """The operations in the order they are computed."""
    graphs = _parts(model, _GRAPH)
    return tuple(_node(node) for graph in graphs for node in _parts(graph, _NODE))


def with_output(model: bytes, tensor: str) -> bytes:
    """The same model that also gives out one of its inner tensors."""
    return model + _part(_GRAPH, _part(_OUTPUT, _part(_NAME, tensor.encode())))


def _node(message: memoryview) -> Node:
    def texts(number: int) -> tuple[str, ...]:
        return tuple(str(part, "utf-8") for part in _parts(message, number))

    return Node("".join(texts(_OP_TYPE)), texts(_INPUTS), texts(_OUTPUTS))


def _parts(message: bytes | memoryview, number: int) -> Iterator[memoryview]:
    """Every length-delimited field of that number."""
    view, at = memoryview(message), 0
    while at < len(view):
        tag, at = _varint(view, at)
        kind = tag & 7
        if kind == _VARINT:
            _, at = _varint(view, at)
        elif kind == _LENGTH:
            length, at = _varint(view, at)
            if tag >> 3 == number:
                yield view[at : at + length]
            at += length
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            at += 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError("not a protobuf message")


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        byte = view[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _part(number: int, content: bytes) -> bytes:
    return _encoded(number << 3 | _LENGTH) + _encoded(len(content)) + content


def _encoded(value: int) -> bytes:
    head = b""
    while value >= 0x80:
        head += bytes((value & 0x7F | 0x80,))
        value >>= 7
    return head + bytes((value,))
