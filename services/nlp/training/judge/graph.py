# ruff: noqa: INP001  a script's own module
"""The judge's graph for onnxruntime: what is done with the weights, which lie in a file beside it.

It is MPNet's encoder with the matcher's head, in the operators that onnxruntime is fastest with.
"""

from collections.abc import Iterator

import numpy as np
from claimwire_nlp.judge import assembly, layout
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

ONNX, MICROSOFT = "", "com.microsoft"
VERSIONS = {ONNX: 18, MICROSOFT: 1}
IR_VERSION = 9
EPSILON = 1e-5
KINDS = {np.int8: TensorProto.INT8, np.float32: TensorProto.FLOAT}
FIRST = "first"
"""The constant [0]: the first axis, or the first piece."""


class Graph:
    """Nodes in the order in which they are added; a value goes by the name of the node that gives it."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []

    def add(self, operator: str, takes: list[str], gives: str, domain: str = ONNX, **asked: object) -> str:
        """Add a node with one output."""
        self.nodes.append(helper.make_node(operator, takes, [gives], domain=domain, **asked))
        return gives

    def split(self, value: str, gives: list[str], axis: int) -> list[str]:
        """Cut a value into so many equal parts."""
        self.nodes.append(helper.make_node("Split", [value], gives, axis=axis, num_outputs=len(gives)))
        return gives

    def times(self, value: str, matrix: str) -> str:
        """Multiply by an 8-bit matrix and add its bias; the value is quantised as it comes."""
        takes = [value, matrix, f"{matrix}.scale", "", f"{matrix}.bias"]
        return self.add("DynamicQuantizeMatMul", takes, f"{matrix}.out", MICROSOFT)

    def eased(self, value: str, matrix: str) -> str:
        """The same, of a value that is divided first by what eases its scale."""
        return self.times(self.add("Div", [value, f"{matrix}.ease"], f"{matrix}.eased"), matrix)

    def added(self, value: str, other: str, norm: str) -> str:
        """Add two values and normalise the sum."""
        total = self.add("Add", [value, other], f"{norm}.sum")
        return self.normal(total, norm)

    def normal(self, value: str, norm: str) -> str:
        """Normalise a value."""
        takes = [value, f"{norm}.weight", f"{norm}.bias"]
        return self.add("LayerNormalization", takes, f"{norm}.out", epsilon=EPSILON)


def model() -> ModelProto:
    """The whole; see `claimwire_nlp.judge.scores` for what it takes."""
    graph = Graph()
    _head(graph, _encoded(graph))
    versions = [helper.make_opsetid(domain, version) for domain, version in VERSIONS.items()]
    return helper.make_model(_proto(graph.nodes), opset_imports=versions, ir_version=IR_VERSION)


def _encoded(graph: Graph) -> str:
    """The vectors of the pieces (1 x pieces x width)."""
    whole = graph.add("Cast", [graph.add("Gather", ["pieces", "ids"], "whole")], "rows", to=TensorProto.FLOAT)
    scaled = graph.add("Mul", [whole, graph.add("Gather", ["pieces.scale", "ids"], "row_scales")], "scaled")
    placed = graph.add("Add", [scaled, graph.add("Gather", ["positions", "places"], "place")], "placed")
    x = graph.normal(placed, "norm")
    of_heads = graph.add(
        "Transpose", [graph.add("Gather", ["distances", "buckets"], "far")], "of_heads", perm=[2, 0, 1]
    )
    bias = graph.add("Unsqueeze", [of_heads, FIRST], "bias")
    for number in range(layout.LAYERS):
        x = _layer(graph, f"layers.{number}", x, bias)
    return x


def _layer(graph: Graph, name: str, x: str, bias: str) -> str:
    parts = graph.split(
        graph.times(x, f"{name}.attended"), [f"{name}.{part}" for part in assembly.ATTENDED], axis=-1
    )
    found = graph.add(
        "MultiHeadAttention", [*parts, "", "", bias], f"{name}.found", MICROSOFT, num_heads=layout.HEADS
    )
    x = graph.added(graph.times(found, f"{name}.joined"), x, f"{name}.joined_norm")
    inner = graph.add("Gelu", [graph.eased(x, f"{name}.inner")], f"{name}.gelu", MICROSOFT)
    return graph.added(graph.eased(inner, f"{name}.outer"), x, f"{name}.outer_norm")


def _head(graph: Graph, encoded: str) -> None:
    """The scores: from the vector of the opening mark, and those of both claims compared."""
    x = graph.add("Squeeze", [encoded, FIRST], "encoded")
    opening = graph.add("Gather", [x, FIRST], "opening")
    one, other = graph.split(graph.add("MatMul", ["shares", x], "both"), ["one", "other"], axis=0)
    apart = graph.add("Abs", [graph.add("Sub", [one, other], "difference")], "apart")
    product, total = graph.add("Mul", [one, other], "product"), graph.add("Add", [one, other], "total")
    compared = graph.add("Concat", [opening, apart, product, total], "compared", axis=1)
    hidden = graph.add("Gemm", [compared, "hidden.weight", "hidden.bias"], "hidden.out", transB=1)
    bent = graph.add("Gelu", [hidden], "hidden.gelu", MICROSOFT)
    graph.add("Gemm", [bent, "out.weight", "out.bias"], "scores", transB=1)


def _proto(nodes: list[NodeProto]) -> GraphProto:
    whole, real = TensorProto.INT64, TensorProto.FLOAT
    takes = {
        "ids": (whole, [1, "n"]),
        "places": (whole, [1, "n"]),
        "buckets": (whole, ["n", "n"]),
        "shares": (real, [2, "n"]),
    }
    return helper.make_graph(
        nodes,
        "judge",
        [helper.make_tensor_value_info(name, *each) for name, each in takes.items()],
        [helper.make_tensor_value_info("scores", real, [1, layout.LABELS])],
        [helper.make_tensor(FIRST, whole, [1], [0]), *_weights()],
    )


def _weights() -> Iterator[TensorProto]:
    """The weights, by the place at which they lie in their file."""
    for tensor, place in layout.places():
        found = TensorProto(
            name=tensor.name,
            data_type=KINDS[tensor.kind],
            dims=tensor.shape,
            data_location=TensorProto.EXTERNAL,
        )
        for key, value in (("location", assembly.WEIGHTS), ("offset", place), ("length", tensor.size)):
            found.external_data.add(key=key, value=str(value))
        yield found
