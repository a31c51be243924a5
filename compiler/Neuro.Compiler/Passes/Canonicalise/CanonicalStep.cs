using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>One step of <see cref="Canonicalise"/>.</summary>
/// <param name="Name">What it does, for messages: "fold-scales".</param>
/// <param name="Run">Gives the new graph and adds what a user should know to the list; an error there ends the work.</param>
internal sealed record CanonicalStep(string Name, Func<ModelGraph, List<Diagnostic>, ModelGraph> Run);
