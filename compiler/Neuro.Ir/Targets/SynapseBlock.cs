namespace Neuro.Ir.Targets;

/// <summary>
/// How a core packs synapses: those of one input axon lie in blocks of up to <see cref="Synapses"/>, and a block of n takes
/// ⌈(n · (weight + delay + tag + index bits) + header) / word⌉ words. Zero weights take no room.
/// </summary>
public sealed record SynapseBlock
{
    /// <summary>Bits of a word of synapse memory.</summary>
    public int WordBits { get; init; } = 64;

    /// <summary>Bits at the head of a block.</summary>
    public int HeaderBits { get; init; } = 10;

    /// <summary>Most synapses of a block.</summary>
    public int Synapses { get; init; } = 64;

    /// <summary>Bits that name a synapse's neuron.</summary>
    public int IndexBits { get; init; } = 10;

    /// <summary>Bits of a synapse's tag.</summary>
    public int TagBits { get; init; }

    /// <summary>Bits of memory for <paramref name="synapses"/> synapses of one axon, of that many weight and delay bits.
    /// </summary>
    public long Bits(long synapses, int weightBits, int delayBits)
    {
        int each = weightBits + delayBits + TagBits + IndexBits;
        return synapses / Synapses * Block(Synapses, each) + (synapses % Synapses is > 0 and var rest ? Block(rest, each) : 0);
    }

    private long Block(long synapses, int each) => (synapses * each + HeaderBits + WordBits - 1) / WordBits * WordBits;
}
