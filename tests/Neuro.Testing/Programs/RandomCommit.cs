using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Learning;

namespace Neuro.Testing.Programs;

/// <summary>Random commits by pulses: mostly of devices whose steps fall or rise monotonously over the code, now and then of
/// ones that do anything.</summary>
internal sealed class RandomCommit(Random random, string projection, int synapses)
{
    private readonly int _bits = random.Chance(0.1) ? 20 : random.Next(8, 14);
    private List<IrArray> _arrays = [];

    /// <summary>The device that the tables are said to come from.</summary>
    public static DeviceModel Device { get; } = new() { Name = "cell", GMin = 1e-6, GMax = 1e-4 };

    private int Maximum => (1 << _bits) - 1;

    /// <summary>A commit; its arrays and per-synapse arrays are added to what there is.</summary>
    public PulseCommit Generate(List<IrArray> arrays, List<SynapseArray> variables)
    {
        _arrays = arrays;
        CommitDirection direction = random.Pick(Enum.GetValues<CommitDirection>());
        PulseRounding rounding = random.Pick(Enum.GetValues<PulseRounding>());
        bool pair = direction == CommitDirection.Unidirectional || random.Chance(0.5);
        foreach (string cell in pair ? ["plus", "minus"] : (string[])["plus"])
            variables.Add(new(cell, _bits, false, Array(cell, _bits, false, [synapses], Maximum)));
        if (rounding == PulseRounding.Accumulate)
            variables.Add(new("rest", random.Next(4, 33), true, 0, PerSample: random.Chance(0.3)));
        bool down = direction == CommitDirection.Bidirectional || random.Chance(0.5);
        return new()
        {
            Device = Device.Name,
            Bits = _bits,
            Up = Table("up", Maximum << 2),
            Down = down ? Table("down", Maximum << 2) : null,
            UpSigma = random.Chance(0.5) ? Table("up_sigma", Maximum) : null,
            DownSigma = down && random.Chance(0.5) ? Table("down_sigma", Maximum) : null,
            CloseUp = random.Chance(0.5) ? 0 : random.Next(8),
            CloseDown = random.Chance(0.5) ? 0 : random.Next(8),
            Plus = "plus",
            Minus = pair ? "minus" : null,
            Reference = pair ? 0 : random.Within(0, Maximum),
            Direction = direction,
            Rounding = rounding,
            Remainder = rounding == PulseRounding.Accumulate ? "rest" : null,
            ChangePerPulse = random.Chance(0.6) ? random.Next(1, 40) : random.Next(1, int.MaxValue),
            MostPulses = random.Chance(0.8) ? random.Next(1, 12) : random.Next(1, 200),
            ReadGain = random.Next(1, 1 << random.Next(1, 16)),
            ReadShift = random.Next(0, 24),
            RefreshAbove = direction == CommitDirection.Unidirectional && random.Chance(0.8)
                ? random.Within(Maximum / 2, Maximum)
                : int.MaxValue,
            Spread = random.Chance(0.5) ? Spread(pair) : null,
        };
    }

    private PulseCellSpread Spread(bool pair)
    {
        int[] shape = pair ? [2, synapses] : [synapses];
        int count = pair ? 2 * synapses : synapses;
        int[] low = [.. Enumerable.Range(0, count).Select(_ => random.Next(Maximum / 4))];
        // Some cells are stuck.
        int[] high = [.. low.Select(l => random.Chance(0.1) ? l : Maximum - random.Next(Maximum / 4))];
        return new(
            Array("factor_up", 16, false, shape, 8191).Array!, Array("factor_down", 16, false, shape, 8191).Array!,
            Add("low", shape, _bits, low).Array!, Add("high", shape, _bits, high).Array!);
    }

    /// <summary>A table of steps with 8 fraction bits, [2, n] as SEMANTICS.md, section 12, says.</summary>
    private string Table(string name, int largest)
    {
        int m = Math.Min(9, _bits - 1);
        int n = ((_bits - m) << m) + 2;
        bool monotone = random.Chance(0.7);
        (double start, double end) = (largest * random.NextDouble(), largest * random.NextDouble());
        int[] elements = new int[2 * n];
        for (int i = 0; i < elements.Length; i++)
        {
            (int row, int index) = (i / n, i % n);
            int octave = (index >> m) - 1;
            double distance = octave < 0 ? index : Math.ScaleB((1 << m) + (index & ((1 << m) - 1)), octave);
            double x = Math.Min(distance / Maximum, 1);
            elements[i] = monotone
                ? (int)(start + (end - start) * (row == 0 ? x : 1 - x))
                : random.Next(-largest, largest);
        }
        IrArray table = IrArray.Create($"{projection}.{name}", [2, n], 32, signed: true, elements);
        _arrays.Add(table);
        return table.Name;
    }

    private IrValue Array(string name, int bits, bool signed, int[] shape, int largest)
    {
        int count = shape.Aggregate(1, (a, b) => a * b);
        return Add(name, shape, bits, [.. Enumerable.Range(0, count).Select(_ => random.Within(0, largest))], signed);
    }

    private IrValue Add(string name, int[] shape, int bits, int[] values, bool signed = false)
    {
        _arrays.Add(IrArray.Create($"{projection}.{name}", [.. shape], bits, signed, values));
        return IrValue.FromArray($"{projection}.{name}");
    }
}
