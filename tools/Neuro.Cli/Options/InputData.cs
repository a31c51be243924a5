using Neuro.Runtime.Data;

namespace Neuro.Cli.Options;

/// <summary>What a network is fed with.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Samples">Numbers of the samples to run.</param>
/// <param name="Population">The input population they feed.</param>
/// <param name="Ticks">Ticks per sample.</param>
internal sealed record InputData(SpikeDataset Data, IReadOnlyList<int> Samples, string Population, int Ticks)
{
    /// <summary>The data set before it was encoded; null where it is not known to have been.</summary>
    public Func<AnalogDataset>? Values { get; init; }
}
