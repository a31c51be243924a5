using Neuro.Runtime.Data;

namespace Neuro.Runtime.Encoding;

/// <summary>
/// Rate by error diffusion, which is an integrate-and-fire neuron per value, in double: at every tick v ← v + gain·x, and where v
/// ≥ 1 (or &gt; 1) the neuron spikes once and v ← v − 1 (or 0). v starts at 0. With subtraction the number of spikes after T
/// ticks is ⌊T·gain·x⌋ to rounding, for gain·x ≤ 1. <c>rate:reset=zero,compare=gt</c> is the input of Lava's MNIST tutorial
/// network.
/// </summary>
public sealed record RateEncoder : Encoder
{
    /// <summary>Factor of the values; at full scale the neuron spikes gain times a tick, at most once.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Whether a spike sets v to 0 instead of subtracting 1.</summary>
    public bool ResetToZero { get; init; }

    /// <summary>Whether v must exceed 1, not only reach it.</summary>
    public bool Strict { get; init; }

    /// <inheritdoc/>
    protected override string Text =>
        $"rate:gain={Print(Gain)},reset={(ResetToZero ? "zero" : "subtract")},compare={(Strict ? "gt" : "ge")}";

    /// <inheritdoc/>
    public override SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample)
    {
        double[] v = new double[values.Length];
        SpikeTrainBuilder builder = new(values.Length, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int i = 0; i < v.Length; i++)
            {
                v[i] += Gain * values[i];
                if (Strict ? v[i] > 1 : v[i] >= 1)
                {
                    builder.Add(i);
                    v[i] = ResetToZero ? 0 : v[i] - 1;
                }
            }
            builder.EndTick();
        }
        return builder.Build();
    }
}
