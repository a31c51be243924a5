using System.Collections.Immutable;

namespace Neuro.Compiler.Reports;

/// <summary>How a conventional network fares as a spiking one.</summary>
public sealed record ConversionReport
{
    /// <summary>The conversion: "rate", "integer".</summary>
    public required string Conversion { get; init; }

    /// <summary>How input values become events.</summary>
    public required string Encoder { get; init; }

    /// <summary>Ticks of a sample.</summary>
    public required int Ticks { get; init; }

    /// <summary>Number of samples measured.</summary>
    public int Samples { get; init; }

    /// <summary>Share of samples that the conventional network answers right; null without labels.</summary>
    public double? AnnAccuracy { get; init; }

    /// <summary>Share of samples that both answer alike.</summary>
    public double? SameAnswers { get; init; }

    /// <summary>Share of samples answered right if the answer is taken after so many ticks; empty without labels.</summary>
    public ImmutableArray<AccuracyAt> Accuracy { get; init; } = [];

    /// <summary>Events emitted by neurons, per sample.</summary>
    public double SpikesPerSample { get; init; }

    /// <summary>Deliveries over synapses, per sample.</summary>
    public double SynapticEventsPerSample { get; init; }

    /// <summary>The layers, in the order of the data.</summary>
    public ImmutableArray<ConversionLayer> Layers { get; init; } = [];
}
