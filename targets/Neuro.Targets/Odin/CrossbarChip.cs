using System.Collections.Immutable;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Odin;

/// <summary>
/// A chip with one crossbar of 256 × 256 synapses of 4 bits and 256 neurons, programmed over 20-bit SPI: address {read, write,
/// what2, where16}, data {mask8, byte8}, where a mask bit of 1 keeps the old bit.
/// </summary>
public abstract class CrossbarChip
{
    /// <summary>Neurons, and rows of synapses.</summary>
    public const int Size = 256;

    /// <summary>Address of register GATE_ACTIVITY, which opens the memories to SPI.</summary>
    public const int GateActivity = 0;

    /// <summary>Address of register OPEN_LOOP, which keeps the neurons' spikes from the event queue.</summary>
    public const int OpenLoop = 1;

    /// <summary>The chips there are.</summary>
    public static ImmutableArray<CrossbarChip> All { get; } = [TinyOdin.TinyOdinChip.Instance, OdinChip.Instance];

    /// <summary>The chip called <paramref name="name"/>, or null.</summary>
    public static CrossbarChip? Find(string? name) => All.FirstOrDefault(c => c.Name == name);

    /// <summary>The name of its target.</summary>
    public abstract string Name { get; }

    /// <summary>The family of neurons of targets that are this chip.</summary>
    public abstract NeuronFamily Family { get; }

    /// <summary>The template of its neurons.</summary>
    public abstract string NeuronKind { get; }

    /// <summary>Bytes of a neuron's word.</summary>
    public abstract int NeuronBytes { get; }

    /// <summary>Names of the configuration registers with their widths in bits, by address. None has a reset value.</summary>
    public abstract ImmutableArray<(string Name, int Bits)> Registers { get; }

    /// <summary>Bits of an address of the input AER bus.</summary>
    public abstract int AerBits { get; }

    /// <summary>Events that fit the queue; the one in process occupies a place.</summary>
    public abstract int QueueDepth { get; }

    /// <summary>What <paramref name="address"/> asks for.</summary>
    public abstract AerEvent Decode(int address);

    /// <summary>The address of <paramref name="event"/>, of those that mean the same the one that Neuro uses.</summary>
    public abstract int Encode(AerEvent @event);

    /// <summary>The weights that a virtual event may bring.</summary>
    public abstract IEnumerable<int> VirtualWeights { get; }

    /// <summary>How many neurons, from number 0 on, a virtual event can reach.</summary>
    public abstract int VirtualNeurons { get; }

    /// <summary>Whether a neuron whose word is <paramref name="word"/> fires while the word is written over SPI, which a chip
    /// in closed loop takes for a spike.</summary>
    public abstract bool FiresWhenWritten(UInt128 word);

    /// <summary>The flags of plasticity (potentiation, depression) that a write over SPI leaves, which are those of the word
    /// before it.</summary>
    public abstract (bool Up, bool Down) FlagsWhenWritten(UInt128 word);
}
