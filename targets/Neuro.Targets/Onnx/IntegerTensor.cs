using Neuro.Ir;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>A tensor of the graph under construction that holds integers, or truth values as 0 and 1.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Type">Int32, Int64 or Bool.</param>
/// <param name="Range">Holds every element, whatever the inputs.</param>
/// <param name="Batched">Whether its first axis is the batch; otherwise it is the same for all samples.</param>
internal sealed record IntegerTensor(string Name, DataType Type, Interval Range, bool Batched);
