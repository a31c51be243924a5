using Neuro.Runtime.Data;

namespace Neuro.Runtime.Encoding;

/// <summary>
/// Time to first spike: a neuron of value x spikes once, at tick round((1 − x)·(T − 1)), ties to even, x clipped to [0, 1];
/// values at or below the threshold do not spike.
/// </summary>
public sealed record LatencyEncoder : Encoder
{
    /// <summary>Values at or below it give no spike.</summary>
    public double Threshold { get; init; }

    /// <inheritdoc/>
    protected override string Text => $"latency:threshold={Print(Threshold)}";

    /// <inheritdoc/>
    public override SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample)
    {
        List<int> spikeTicks = [];
        List<int> indices = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (ticks == 0 || !(values[i] > Threshold))
                continue;
            spikeTicks.Add((int)Math.Round((1 - Math.Clamp(values[i], 0, 1)) * (ticks - 1), MidpointRounding.ToEven));
            indices.Add(i);
        }
        return SpikeTrain.FromEvents(ticks, values.Length, [.. spikeTicks], [.. indices]);
    }
}
