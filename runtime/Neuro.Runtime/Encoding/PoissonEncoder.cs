using System.Runtime.Intrinsics;
using Neuro.Runtime.Data;
using Neuro.Runtime.Random;

namespace Neuro.Runtime.Encoding;

/// <summary>
/// Independent Bernoulli draws, a Poisson process at the resolution of a tick: neuron i spikes at tick t of sample n when
/// Philox4x32-10(counter (t, <see cref="ObjectId"/>, i, n), key seed), first word, top 24 bits, lies below round(rate·x·2^24),
/// ties to even, x clipped so that the probability stays in [0, 1]. No two draws share a counter, so the train does not depend on
/// the order or number of samples.
/// </summary>
public sealed record PoissonEncoder : Encoder
{
    /// <summary>
    /// The counter's object word of input encoders, in ASCII "ENCO", far above the numbers of a program's objects.
    /// </summary>
    public const uint ObjectId = 0x454E434F;

    private const int Bits = 24;

    /// <summary>Spike probability per tick at full scale.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Key of the generator.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    protected override string Text => $"poisson:rate={Print(Rate)},seed={Seed}";

    /// <inheritdoc/>
    public override SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample)
    {
        uint[] thresholds = Thresholds(values);
        SpikeTrainBuilder builder = new(values.Length, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int block = 0; block < thresholds.Length; block += Vector256<uint>.Count)
            {
                uint spikes = Draw(Vector256.Create(thresholds, block), tick, block, sample);
                for (; spikes != 0; spikes &= spikes - 1)
                    builder.Add(block + System.Numerics.BitOperations.TrailingZeroCount(spikes));
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    // round(rate·x·2^24) for each value, padded with zeros, which never spike, to whole vectors.
    private uint[] Thresholds(ReadOnlySpan<double> values)
    {
        uint[] thresholds = new uint[(values.Length + Vector256<uint>.Count - 1) / Vector256<uint>.Count * Vector256<uint>.Count];
        for (int i = 0; i < values.Length; i++)
            thresholds[i] = (uint)Math.Round(Math.Clamp(Rate * values[i], 0, 1) * (1 << Bits), MidpointRounding.ToEven);
        return thresholds;
    }

    // Bit l tells whether neuron first + l spikes.
    private uint Draw(Vector256<uint> thresholds, int tick, int first, int sample)
    {
        if (thresholds == Vector256<uint>.Zero)
            return 0;
        Vector256<uint> index = Vector256.Create((uint)first) + Vector256<uint>.Indices;
        (Vector256<uint> x0, _, _, _) = Philox4x32.Block(
            Vector256.Create((uint)tick), Vector256.Create(ObjectId), index, Vector256.Create((uint)sample), Seed);
        return Vector256.LessThan(x0 >>> (32 - Bits), thresholds).ExtractMostSignificantBits();
    }
}
