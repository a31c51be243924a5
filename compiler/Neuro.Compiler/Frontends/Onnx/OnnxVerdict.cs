namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>What becomes of a node of an ONNX file.</summary>
/// <param name="Name">The node's name, or its output's where it has none.</param>
/// <param name="Operator">The operator: "Conv".</param>
/// <param name="Converts">Whether it can be converted; a node behind one that cannot may be open: null.</param>
/// <param name="Shape">Extents of its output for one sample, where they are known.</param>
public sealed record OnnxVerdict(string Name, string Operator, bool? Converts, string Shape);
