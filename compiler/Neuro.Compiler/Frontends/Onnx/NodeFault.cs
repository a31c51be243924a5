namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>A node that cannot be converted, and why; ends the work on that node only.</summary>
internal sealed class NodeFault(string message) : Exception(message);
