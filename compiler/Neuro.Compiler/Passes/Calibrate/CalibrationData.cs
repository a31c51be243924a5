using Neuro.Runtime.Data;

namespace Neuro.Compiler.Passes;

/// <summary>Recordings that show a network what its input looks like.</summary>
/// <param name="Samples">Samples for one input of the network.</param>
/// <param name="Count">How many of them to run, from the first.</param>
/// <param name="Ticks">Ticks of each sample; null for as many as the data has.</param>
/// <param name="Input">Name of the input that they feed; null for the only one.</param>
public sealed record CalibrationData(SpikeDataset Samples, int Count = 16, int? Ticks = null, string? Input = null)
{
    /// <summary>Samples in use.</summary>
    internal int Used => Math.Min(Count, Samples.Count);
}
