# Writes a model with the onnx package: one tensor of each type, as raw bytes and as typed fields.
import sys
import numpy as np
import onnx
from onnx import helper, numpy_helper, TensorProto

initializers = []
for dtype in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float16", "float32", "float64", "bool"):
    values = np.array([0, 1, 100], dtype=dtype)
    raw = numpy_helper.from_array(values, "raw_" + dtype)
    initializers.append(raw)
    # The helper of some versions wants 16-bit floats as values, of others as bits; raw bytes are tested above.
    if dtype != "float16":
        initializers.append(helper.make_tensor("typed_" + dtype, raw.data_type, [3], values.tolist()))
node = helper.make_node("Relu", ["x"], ["y"], name="relu")
value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", 3])
graph = helper.make_graph([node], "peer", [value("x")], [value("y")], initializers)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
model.metadata_props.add(key="key", value="a value")
onnx.save(model, sys.argv[1])
