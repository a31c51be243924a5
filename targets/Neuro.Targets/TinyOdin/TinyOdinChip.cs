using System.Collections.Immutable;
using Neuro.Ir.Targets;
using Neuro.Targets.Odin;

namespace Neuro.Targets.TinyOdin;

/// <summary>tinyODIN (github.com/ChFrenkel/tinyODIN): neurons of 12 bits, signed weights of 4 bits, no learning.</summary>
public sealed class TinyOdinChip : CrossbarChip
{
    /// <summary>Address of register MAX_NEUR, the last neuron that spikes and leak-all events reach.</summary>
    public const int LastNeuron = 3;

    private const int LeakBit = 0x100, VirtualBit = 0x200;

    private TinyOdinChip()
    {
    }

    /// <summary>The chip.</summary>
    public static TinyOdinChip Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "tinyodin";

    /// <inheritdoc/>
    public override NeuronFamily Family => NeuronFamily.TinyOdin;

    /// <inheritdoc/>
    public override string NeuronKind => "tinyodin";

    /// <inheritdoc/>
    public override int NeuronBytes => 4;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, int Bits)> Registers { get; } =
        [("GATE_ACTIVITY", 1), ("OPEN_LOOP", 1), ("AER_SRC_CTRL_nNEUR", 1), ("MAX_NEUR", 8)];

    /// <inheritdoc/>
    public override int AerBits => 10;

    /// <inheritdoc/>
    public override int QueueDepth => 128;

    /// <inheritdoc/>
    public override IEnumerable<int> VirtualWeights => Enumerable.Range(-8, 16).Where(w => w != 0);

    /// <inheritdoc/>
    public override int VirtualNeurons => 16;

    /// <inheritdoc/>
    public override AerEvent Decode(int address)
    {
        int low = address & 0xff;
        if ((address & LeakBit) != 0) return low == 0xff ? new(AerKind.LeakAll) : new(AerKind.LeakOne, low);
        if ((address & VirtualBit) == 0) return new(AerKind.Spike, low);
        // {weight, neuron}: without a weight the queue takes it for a spike of that row.
        int weight = ((low >> 4) ^ 8) - 8;
        return weight == 0 ? new(AerKind.Spike, low & 0xf) : new(AerKind.Virtual, low & 0xf, weight);
    }

    /// <inheritdoc/>
    public override int Encode(AerEvent @event) => @event.Kind switch
    {
        AerKind.Spike => @event.Neuron,
        AerKind.LeakAll => LeakBit | 0xff,
        AerKind.LeakOne => LeakBit | @event.Neuron,
        AerKind.Virtual => VirtualBit | ((@event.Value & 0xf) << 4) | @event.Neuron,
        _ => throw new ArgumentException($"{Name} has no {@event.Kind} events", nameof(@event)),
    };

    /// <inheritdoc/>
    public override bool FiresWhenWritten(UInt128 word)
    {
        TinyOdinWord neuron = TinyOdinWord.Of(word);
        return !neuron.Disabled && neuron.Membrane >= neuron.Threshold;
    }

    /// <inheritdoc/>
    public override (bool Up, bool Down) FlagsWhenWritten(UInt128 word) => (false, false);
}
