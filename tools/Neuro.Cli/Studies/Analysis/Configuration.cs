using System.Collections.Immutable;
using Neuro.Cli.Crossbars;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Crossbars;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>A program on one device and one array: everything that the report shows of it.</summary>
internal sealed record Configuration
{
    /// <summary>The program's file.</summary>
    public required string Program { get; init; }

    /// <summary>The data's name.</summary>
    public required string Data { get; init; }

    /// <summary>Device, array and conditions.</summary>
    public required BindOptions Options { get; init; }

    /// <summary>What the chips answered.</summary>
    public required CrossbarEvaluation Chips { get; init; }

    /// <summary>Which non-ideality and which layer costs how much.</summary>
    public required ErrorBudget Budget { get; init; }

    /// <summary>What the first chip's cells and converters came out as.</summary>
    public required FabricationReport Cells { get; init; }

    /// <summary>Conductances of the first chip, layer by layer.</summary>
    public required ImmutableArray<ConductanceUse> Conductances { get; init; }

    /// <summary>Codes of the first chip, layer by layer.</summary>
    public required ImmutableArray<AdcUse> Adcs { get; init; }

    /// <summary>Samples that <see cref="Adcs"/> is of.</summary>
    public required int AdcSamples { get; init; }
}
