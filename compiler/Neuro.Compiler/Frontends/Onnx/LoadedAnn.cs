using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>What an ONNX file holds.</summary>
/// <param name="Graph">The network; null where something in it does not convert.</param>
/// <param name="Nodes">Every node of the file that its output depends on, with what becomes of it.</param>
/// <param name="Findings">Errors, all that there are, and warnings.</param>
public sealed record LoadedAnn(AnnGraph? Graph, ImmutableArray<OnnxVerdict> Nodes, ImmutableArray<Diagnostic> Findings);
