using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Targets.TinyOdin;

namespace Neuro.Targets.Odin;

/// <summary>
/// The image of a program: of one that was compiled for a chip, with its neurons numbered as <see cref="ChipLayout"/> does, or of
/// one that an image became, with the weights and states that it has now.
/// </summary>
public sealed class ProgramImage
{
    private readonly SpikeProgram _program;
    private readonly ChipLayout _layout;
    private readonly List<string> _problems = [];
    private readonly int[] _weights = new int[CrossbarChip.Size * CrossbarChip.Size];

    private ProgramImage(SpikeProgram program, ChipLayout layout) => (_program, _layout) = (program, layout);

    /// <summary>The image of <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">A chip cannot hold it; everything that stands against it is there.</exception>
    public static CrossbarImage Of(SpikeProgram program)
    {
        if (CrossbarChip.Find(program.Metadata.GetValueOrDefault(ImageProgram.ChipFact)) is { } chip) return Again(program, chip);
        ChipLayout layout = ChipLayout.Of(program)
            ?? throw Error(program, ["its neurons are not all of kind tinyodin, or all of kind odin_lif"]);
        return new ProgramImage(program, layout).Lay();
    }

    private static DiagnosticException Error(SpikeProgram program, IEnumerable<string> problems) =>
        new([.. problems.Select(p => DiagnosticCatalog.ChipNotExpressible.At(program.Name, p))]);

    private CrossbarImage Lay()
    {
        if (_program.Firing != Firing.Event) _problems.Add("its neurons fire by the tick");
        if (_layout.Used > CrossbarChip.Size)
            _problems.Add($"its rows and neurons take {_layout.Used} numbers, and the chip has {CrossbarChip.Size}");
        if (_problems.Count > 0) throw Error(_program, _problems);
        foreach (Projection projection in _program.Projections) Take(projection);
        CheckLeaks();
        CrossbarImage image = CrossbarImage.Empty(_layout.Chip);
        int[] registers = [.. image.Registers];
        // Without synapses between neurons spikes need not come back.
        bool loops = _program.Projections.Any(p => !_program.Population(p.Source).IsInput);
        registers[CrossbarChip.OpenLoop] = loops ? 0 : 1;
        if (_layout.Chip is OdinChip) SetSigns(registers);
        else registers[TinyOdinChip.LastNeuron] = Math.Max(_layout.Used, 1) - 1;
        image = image with { Registers = [.. registers], Neurons = Words(), Synapses = [.. _weights.Select(Bits)] };
        return _problems.Count == 0 ? image : throw Error(_program, _problems);
    }

    private void Take(Projection projection)
    {
        int row = _layout.First(projection.Source), first = _layout.First(projection.Target);
        if (projection.Plasticity is not null) _problems.Add($"projection '{projection.Name}' learns by a rule of its own");
        if (_program.LongestDelay(projection) > 0) _problems.Add($"projection '{projection.Name}' has a delay");
        if (projection.Port == ChipLayout.LeakPort) return;
        foreach ((int source, int target, long weight, _) in ProjectionSynapses.Of(_program, projection))
        {
            long sum = _weights[(row + source) * CrossbarChip.Size + first + target] + weight;
            int most = 7, least = _layout.Chip is OdinChip ? -7 : -8;
            if (sum < least || sum > most)
            {
                _problems.Add($"projection '{projection.Name}' has a weight of {sum}; there are {least} to {most}");
                return;
            }
            _weights[(row + source) * CrossbarChip.Size + first + target] = (int)sum;
        }
    }

    // A leak-all event reaches every neuron that has a leak.
    private void CheckLeaks()
    {
        string[] reached = [.. _program.Projections.Where(p => p.Port == ChipLayout.LeakPort).Select(p => p.Target)];
        foreach (Population population in _program.Populations.Where(p => !p.IsInput && reached.Length > 0))
            if (!reached.Contains(population.Name) && _program.Values(population.Parameters["leak"], 1).Any(v => v != 0))
                _problems.Add($"population '{population.Name}' has a leak and no leak events, which others have");
    }

    private void SetSigns(int[] registers)
    {
        for (int row = 0; row < CrossbarChip.Size; row++)
        {
            ReadOnlySpan<int> weights = _weights.AsSpan(row * CrossbarChip.Size, CrossbarChip.Size);
            bool negative = weights.ContainsAnyInRange(-7, -1);
            if (negative && weights.ContainsAnyInRange(1, 7)) _problems.Add($"row {row} has weights of both signs");
            if (negative) registers[OdinChip.Sign + row / OdinChip.SignsPerRegister] |= 1 << row % OdinChip.SignsPerRegister;
        }
    }

    private byte Bits(int weight) => (byte)(_layout.Chip is not OdinChip
        ? weight & 0xf
        : weight == 0 ? 0 : SynapseBits.Mapped | Math.Abs(weight));

    private ImmutableArray<UInt128> Words()
    {
        bool odin = _layout.Chip is OdinChip;
        UInt128[] words = new UInt128[CrossbarChip.Size];
        Array.Fill(words, odin
            ? new OdinWord { IsLif = true, Threshold = 255, Disabled = true }.Bits
            : new TinyOdinWord(0, 2047, 0, true).Bits);
        foreach (Population population in _program.Populations.Where(p => !p.IsInput))
            for (int i = 0; i < population.Size; i++)
                words[_layout.First(population.Name) + i] = Word(_program, _layout.Chip, population, i);
        return [.. words];
    }

    private static UInt128 Word(SpikeProgram program, CrossbarChip chip, Population population, int neuron)
    {
        UInt128 word;
        bool fits;
        if (chip is OdinChip)
        {
            OdinWord fields = NeuronWords.OdinWord(program, population, neuron);
            (word, fits) = (fields.Bits, OdinWord.Of(fields.Bits) == fields);
        }
        else
        {
            TinyOdinWord fields = NeuronWords.TinyWord(program, population, neuron);
            (word, fits) = (fields.Bits, TinyOdinWord.Of(fields.Bits) == fields);
        }
        return fits
            ? word
            : throw Error(program, [$"neuron {neuron} of '{population.Name}' has numbers that its word has no bits for"]);
    }

    /// <summary>The image that a program of one is now.</summary>
    private static CrossbarImage Again(SpikeProgram program, CrossbarChip chip)
    {
        int[] registers = new int[chip.Registers.Length];
        string[] stated = program.Metadata.GetValueOrDefault(ImageProgram.RegistersFact, "").Split(' ');
        for (int i = 0; i < Math.Min(stated.Length, registers.Length); i++)
        {
            _ = int.TryParse(stated[i], NumberStyles.None, CultureInfo.InvariantCulture, out int value);
            registers[i] = value & ((1 << chip.Registers[i].Bits) - 1);
        }
        Population? neurons = program.Populations.FirstOrDefault(p => p.Name == ImageProgram.Neurons);
        Projection? crossbar = program.Projections.FirstOrDefault(p => p.Name == ImageProgram.Crossbar);
        if (neurons is not { Size: CrossbarChip.Size, Neuron: { } neuron } || program.Neuron(neuron).Kind != chip.NeuronKind
            || crossbar is not { Target: ImageProgram.Neurons } || program.Population(crossbar.Source).Size != CrossbarChip.Size
            || crossbar is { Plasticity: not null, Connectivity: not Dense })
            throw Error(program, [$"it says it is an image of {chip.Name}, but its populations are not those of one"]);
        return new()
        {
            Chip = chip,
            Registers = [.. registers],
            Neurons = [.. Enumerable.Range(0, CrossbarChip.Size).Select(i => Word(program, chip, neurons, i))],
            Synapses = [.. crossbar.Plasticity is null ? Static(program, crossbar, chip) : SdspRule.Bits(program, crossbar)],
        };
    }

    private static byte[] Static(SpikeProgram program, Projection crossbar, CrossbarChip chip)
    {
        byte[] bits = new byte[CrossbarChip.Size * CrossbarChip.Size];
        // An image keeps ODIN's signs in its rows.
        (int least, int most) = chip is OdinChip ? (0, SynapseBits.Weight) : (-8, 7);
        foreach ((int source, int target, long weight, _) in ProjectionSynapses.Of(program, crossbar))
        {
            if (weight < least || weight > most)
                throw Error(program, [$"projection '{crossbar.Name}' has a weight of {weight}; there are {least} to {most}"]);
            bits[source * CrossbarChip.Size + target] =
                (byte)(chip is OdinChip ? weight == 0 ? 0 : SynapseBits.Mapped | (int)weight : (int)weight & 0xf);
        }
        return bits;
    }
}
