using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler;

/// <summary>What compilation gave. Forms that lie behind <see cref="CompileOptions.StopAfter"/> are null.</summary>
public sealed record CompileResult
{
    /// <summary>The canonical model.</summary>
    public required ModelGraph Graph { get; init; }

    /// <summary>What a conventional network became; null for a spiking one.</summary>
    public ConvertedNetwork? Converted { get; init; }

    /// <summary>The float network in discrete time, which the program approximates.</summary>
    public DiscreteNetwork? Network { get; init; }

    /// <summary>The program and what its integers are worth.</summary>
    public QuantisedNetwork? Quantised { get; init; }

    /// <summary>The program in its final form.</summary>
    public SpikeProgram? Program { get; init; }

    /// <summary>The summary.</summary>
    public CompileReport? Report { get; init; }

    /// <summary>Warnings, in the order in which they were found.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>The steps that ran, in order.</summary>
    public required ImmutableArray<StepOutcome> Steps { get; init; }
}
