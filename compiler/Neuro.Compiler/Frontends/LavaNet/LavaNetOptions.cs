using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>What a .net file does not say, with what lava.lib.dl.netx.hdf5.Network takes for it. A file that Neuro wrote says it,
/// and then null means the file's word.</summary>
public sealed record LavaNetOptions
{
    /// <summary>Ticks from one clearing of all states to the next; null or 0 for never (reset_interval).</summary>
    public int? ResetInterval { get; init; }

    /// <summary>Ticks by which the clearing of every layer is put off (reset_offset).</summary>
    public int ResetOffset { get; init; }

    /// <summary>Lava compares by &gt;, SLAYER, in training, by ≥; null for Lava's.</summary>
    public Comparator? Comparator { get; init; }

    /// <summary>Ticks that a spike takes to the next layer beside its delay; null for Lava's 1.</summary>
    public int? SynapseDelay { get; init; }

    /// <summary>Fraction bits of graded spikes (spike_exp).</summary>
    public int SpikeExponent { get; init; } = 6;

    /// <summary>Layers of the file that are left out at its beginning (skip_layers).</summary>
    public int SkipLayers { get; init; }

    /// <summary>Layers of the file that are read, those that are skipped included; null for all (num_layers).</summary>
    public int? NumLayers { get; init; }

    /// <summary>Smallest payload of external events.</summary>
    public int InputMinimum { get; init; }

    /// <summary>Largest payload of external events: 1 for spikes, more for graded ones (input_message_bits).</summary>
    public int InputMaximum { get; init; } = 1;

    /// <summary>Seconds per tick; null for 1 ms.</summary>
    public Rational? TimeStep { get; init; }
}
