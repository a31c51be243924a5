using System.Collections.Immutable;

namespace Neuro.Targets.Odin;

/// <summary>What a chip holds once it is programmed, and the events that follow.</summary>
public sealed record CrossbarImage
{
    /// <summary>The chip.</summary>
    public required CrossbarChip Chip { get; init; }

    /// <summary>Its registers, by address. GATE_ACTIVITY is that of a chip at work: 0.</summary>
    public required ImmutableArray<int> Registers { get; init; }

    /// <summary>The words of its 256 neurons.</summary>
    public required ImmutableArray<UInt128> Neurons { get; init; }

    /// <summary>The 4 bits of each synapse, [row · 256 + neuron].</summary>
    public required ImmutableArray<byte> Synapses { get; init; }

    /// <summary>Of each neuron whether its synapses go up at their next event, until its next step (ODIN).</summary>
    public ImmutableArray<bool> UpFlags { get; init; } = [.. new bool[CrossbarChip.Size]];

    /// <summary>Of each neuron whether its synapses go down at their next event, until its next step (ODIN).</summary>
    public ImmutableArray<bool> DownFlags { get; init; } = [.. new bool[CrossbarChip.Size]];

    /// <summary>The events that the chip gets, in order.</summary>
    public ImmutableArray<StimulusEvent> Events { get; init; } = [];

    /// <summary>An image without neurons and synapses, in open loop.</summary>
    public static CrossbarImage Empty(CrossbarChip chip) => new()
    {
        Chip = chip,
        Registers = [.. chip.Registers.Select((_, address) => address == CrossbarChip.OpenLoop ? 1 : 0)],
        Neurons = [.. new UInt128[CrossbarChip.Size]],
        Synapses = [.. new byte[CrossbarChip.Size * CrossbarChip.Size]],
    };

    /// <summary>Whether the neurons' spikes stay out of the event queue. (Both chips have the register at
    /// one address.)</summary>
    public bool IsOpenLoop => (Registers[CrossbarChip.OpenLoop] & 1) != 0;

    /// <summary>Neurons that spikes and leak-all events reach: from 0 on.</summary>
    public int Active =>
        Chip is TinyOdin.TinyOdinChip ? (Registers[TinyOdin.TinyOdinChip.LastNeuron] & 0xff) + 1 : CrossbarChip.Size;

    /// <summary>Whether synapses into <paramref name="neuron"/> learn (ODIN).</summary>
    public bool Learns(int neuron) => Chip is OdinChip && OdinWord.Of(Neurons[neuron]) is { IsLif: true, Calcium: true };

    /// <summary>The sign of a row's weights (ODIN): −1 or 1.</summary>
    public int SignOf(int row) =>
        (Registers[OdinChip.Sign + row / OdinChip.SignsPerRegister] >> row % OdinChip.SignsPerRegister & 1) != 0 ? -1 : 1;

    /// <summary>The synapse memory as the chip addresses it: words of 8 synapses, {row8, neuron[7:3]}.</summary>
    public uint SynapseWord(int address)
    {
        uint word = 0;
        for (int i = 0; i < 8; i++) word |= (uint)Synapses[address * 8 + i] << (4 * i);
        return word;
    }
}
