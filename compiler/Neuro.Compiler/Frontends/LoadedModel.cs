using System.Collections.Immutable;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends;

/// <summary>A model that has been read and can be compiled.</summary>
/// <param name="Graph">The model.</param>
/// <param name="Warnings">What a user should know about it; no errors.</param>
public sealed record LoadedModel(ModelGraph Graph, ImmutableArray<Diagnostic> Warnings);
