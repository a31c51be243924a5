using System.Collections.Immutable;

namespace Neuro.Targets.Odin;

/// <summary>
/// Writes the commands that program a chip. The gate is opened and the loop opened before anything else, since a neuron that is
/// half written may fire; all registers are written, since none has a reset value; only then the loop is closed, where it is to
/// be, and the gate shut, which sets the chip to work.
/// </summary>
public static class ImageWriter
{
    private const int WriteBit = 1 << 18, NeuronArea = 1 << 16, SynapseArea = 2 << 16;

    /// <summary>The commands of <paramref name="image"/>, events included.</summary>
    /// <param name="image">The image.</param>
    /// <param name="dump">Whether the states of neurons (and synapses that learn) are dumped at the end.</param>
    public static IEnumerable<ChipCommand> Write(CrossbarImage image, bool dump = false) =>
        [.. Program(image), .. Stimulate(image.Events), .. dump ? Dump(image) : []];

    private static IEnumerable<ChipCommand> Program(CrossbarImage image)
    {
        yield return Register(CrossbarChip.GateActivity, 1);
        yield return Register(CrossbarChip.OpenLoop, 1);
        for (int address = CrossbarChip.OpenLoop + 1; address < image.Registers.Length; address++)
            yield return Register(address, image.Registers[address]);
        yield return new(ChipOperation.Reset);
        // A chip's memories hold anything after power-up.
        for (int neuron = 0; neuron < CrossbarChip.Size; neuron++)
        {
            // The last byte written twice leaves the flags of the whole word.
            foreach (int place in Enumerable.Range(0, image.Chip.NeuronBytes).Append(image.Chip.NeuronBytes - 1))
            {
                int value = (int)(uint)(image.Neurons[neuron] >> (8 * place)) & 0xff;
                yield return new(ChipOperation.Write, WriteBit | NeuronArea | place << 8 | neuron, value);
            }
        }
        for (int word = 0; word < image.Synapses.Length / 8; word++)
        {
            uint bits = image.SynapseWord(word);
            for (int place = 0; place < 4; place++)
                yield return new(
                    ChipOperation.Write, WriteBit | SynapseArea | place << 13 | word, (int)(bits >> (8 * place)) & 0xff);
        }
        yield return Register(CrossbarChip.OpenLoop, image.Registers[CrossbarChip.OpenLoop]);
        yield return Register(CrossbarChip.GateActivity, 0);
    }

    /// <summary>The commands of events: each is waited for, steps without events stay.</summary>
    public static IEnumerable<ChipCommand> Stimulate(ImmutableArray<StimulusEvent> events)
    {
        int step = 0;
        foreach (StimulusEvent e in events)
        {
            for (; step < e.Step; step++) yield return new(ChipOperation.Step);
            yield return new(ChipOperation.Event, 0, e.Address);
        }
        if (events.Length > 0) yield return new(ChipOperation.Step);
    }

    private static IEnumerable<ChipCommand> Dump(CrossbarImage image)
    {
        yield return new(ChipOperation.DumpNeurons);
        if (image.Chip is OdinChip) yield return new(ChipOperation.DumpSynapses);
    }

    private static ChipCommand Register(int address, int value) => new(ChipOperation.Write, address, value);
}
