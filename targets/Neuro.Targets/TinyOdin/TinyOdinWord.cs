namespace Neuro.Targets.TinyOdin;

/// <summary>A neuron's word of 32 bits: v, signed, in [11:0], threshold in [23:12], leak in [30:24], disable in [31].</summary>
/// <param name="Membrane">v, −2048 to 2047.</param>
/// <param name="Threshold">Threshold of v, 0 to 4095; from 2048 on it is never reached.</param>
/// <param name="Leak">By which a leak event moves v toward 0, 0 to 127.</param>
/// <param name="Disabled">Whether spikes stay inside.</param>
public readonly record struct TinyOdinWord(int Membrane, int Threshold, int Leak, bool Disabled)
{
    /// <summary>The fields of <paramref name="word"/>.</summary>
    public static TinyOdinWord Of(UInt128 word)
    {
        uint w = (uint)word;
        return new((int)(w << 20) >> 20, (int)(w >> 12) & 0xfff, (int)(w >> 24) & 0x7f, w >> 31 != 0);
    }

    /// <summary>The word.</summary>
    public UInt128 Bits =>
        ((uint)Membrane & 0xfff) | ((uint)Threshold << 12) | ((uint)Leak << 24) | (Disabled ? 1u << 31 : 0);

    /// <summary>The fields in words.</summary>
    public override string ToString() =>
        $"threshold {Threshold} leak {Leak} v {Membrane}{(Disabled ? " disabled" : "")}";
}
