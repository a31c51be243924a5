using System.Collections.Immutable;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Odin;

/// <summary>ODIN (github.com/ChFrenkel/ODIN): neurons of 8 bits, weights of 3 bits whose sign is their row's, learning by
/// spike-driven synaptic plasticity.</summary>
public sealed class OdinChip : CrossbarChip
{
    /// <summary>Address of the first of 16 registers SYN_SIGN, whose bits make rows inhibitory.</summary>
    public const int Sign = 2;

    /// <summary>Address of register UPDATE_UNMAPPED_SYN: synapses without their map bit learn too.</summary>
    public const int UpdateUnmapped = 23;

    /// <summary>Address of register PROPAGATE_UNMAPPED_SYN: synapses without their map bit deliver too.</summary>
    public const int PropagateUnmapped = 24;

    /// <summary>Bits of a register SYN_SIGN.</summary>
    public const int SignsPerRegister = 16;

    private OdinChip()
    {
    }

    /// <summary>The chip.</summary>
    public static OdinChip Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "odin";

    /// <inheritdoc/>
    public override NeuronFamily Family => NeuronFamily.Odin;

    /// <inheritdoc/>
    public override string NeuronKind => "odin_lif";

    /// <inheritdoc/>
    public override int NeuronBytes => 16;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, int Bits)> Registers { get; } =
    [
        ("GATE_ACTIVITY", 1), ("OPEN_LOOP", 1),
        .. Enumerable.Range(0, 16).Select(i => ($"SYN_SIGN[{i * SignsPerRegister}]", SignsPerRegister)),
        ("BURST_TIMEREF", 20), ("AER_SRC_CTRL_nNEUR", 1), ("OUT_AER_MONITOR_EN", 1), ("MONITOR_NEUR_ADDR", 8),
        ("MONITOR_SYN_ADDR", 8), ("UPDATE_UNMAPPED_SYN", 1), ("PROPAGATE_UNMAPPED_SYN", 1), ("SDSP_ON_SYN_STIM", 1),
    ];

    /// <inheritdoc/>
    public override int AerBits => 17;

    /// <inheritdoc/>
    public override int QueueDepth => 32;

    /// <inheritdoc/>
    public override IEnumerable<int> VirtualWeights => Enumerable.Range(-7, 15);

    /// <inheritdoc/>
    public override int VirtualNeurons => Size;

    /// <inheritdoc/>
    public override AerEvent Decode(int address)
    {
        int low = address & 0xff, high = (address >> 8) & 0xff;
        if ((address >> 16 & 1) != 0) return new(AerKind.Synapse, low, high);
        bool one = (low & 0x80) != 0;
        switch (low & 0x7f)
        {
            case 0x7f: return one ? new(AerKind.LeakOne, high) : new(AerKind.LeakAll);
            case 0: return new(AerKind.Bistability, one ? high : -1);
        }
        // {weight, inhibitory, leak} of a virtual event; without any of them the queue takes it for a spike.
        int weight = low >> 5;
        bool inhibitory = (low & 0x10) != 0, leak = (low & 8) != 0;
        return (weight, inhibitory, leak) switch
        {
            (0, false, false) => new(AerKind.Spike, high),
            (_, _, true) => new(AerKind.LeakOne, high),
            _ => new(AerKind.Virtual, high, inhibitory ? -weight : weight),
        };
    }

    /// <inheritdoc/>
    public override int Encode(AerEvent @event) => @event.Kind switch
    {
        AerKind.Spike => (@event.Neuron << 8) | 7,
        AerKind.LeakAll => 0x7f,
        AerKind.LeakOne => (@event.Neuron << 8) | 0xff,
        // An inhibitory event without weight steps its neuron and adds nothing.
        AerKind.Virtual => (@event.Neuron << 8) | (Math.Abs(@event.Value) << 5) | (@event.Value <= 0 ? 0x10 : 0) | 1,
        AerKind.Synapse => (1 << 16) | (@event.Value << 8) | @event.Neuron,
        _ => @event.Neuron < 0 ? 0 : (@event.Neuron << 8) | 0x80,
    };

    /// <inheritdoc/>
    public override bool FiresWhenWritten(UInt128 word)
    {
        OdinWord neuron = OdinWord.Of(word);
        return neuron.IsLif && !neuron.Disabled && neuron.Membrane >= neuron.Threshold;
    }

    /// <inheritdoc/>
    public override (bool Up, bool Down) FlagsWhenWritten(UInt128 word)
    {
        OdinWord n = OdinWord.Of(word);
        if (!n.IsLif || !n.Calcium) return (false, false);
        // The neuron's logic sees the word without an event: it may fire, but does not leak.
        bool fires = n.Membrane >= n.Threshold;
        int calcium = fires ? Math.Min(n.CalciumLevel + 1, 7) : n.CalciumLevel, v = fires ? 0 : n.Membrane;
        bool open = n.Theta1 <= calcium;
        return (open && v >= n.ThetaMem && calcium < n.Theta3, open && v < n.ThetaMem && calcium < n.Theta2);
    }
}
