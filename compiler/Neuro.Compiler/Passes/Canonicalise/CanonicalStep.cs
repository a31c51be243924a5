using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>One step of <see cref="Canonicalise"/>.</summary>
/// <param name="Name">What it does, for dumps and timings: "fold-scales".</param>
/// <param name="Run">Gives the new graph and adds what a user should know to the list; an error there ends the work.</param>
public sealed record CanonicalStep(string Name, Func<ModelGraph, List<Diagnostic>, ModelGraph> Run);
