using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>What the verifier has found so far; beyond a hundred findings only their existence is told.</summary>
internal sealed class Findings
{
    private const int Maximum = 100;

    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>Number of findings kept.</summary>
    public int Count => _diagnostics.Count;

    /// <summary>Adds a finding.</summary>
    public void Add(DiagnosticDescriptor descriptor, string? location, params object?[] arguments)
    {
        if (Count <= Maximum) Add([descriptor.At(location, arguments)]);
    }

    /// <summary>Adds findings of other rules.</summary>
    public void Add(ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
            if (Count < Maximum) _diagnostics.Add(diagnostic);
            else if (Count == Maximum) _diagnostics.Add(DiagnosticCatalog.IrMore.At(null, Maximum));
    }

    /// <summary>The findings, in order.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() => _diagnostics.ToImmutable();
}
