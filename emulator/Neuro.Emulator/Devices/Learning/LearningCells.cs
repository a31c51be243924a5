using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Devices.Learning;

/// <summary>
/// What sets each cell of one chip apart, as SEMANTICS.md, section 12, reads it: the factors of its steps are those of its mean
/// steps over the range, with 12 fraction bits; its bounds are codes of the mean device's range; a stuck cell has one code.
/// </summary>
internal sealed class LearningCells
{
    private const int FactorBits = 12;

    // States over which a cell's steps are compared with the mean device's.
    private const int Nodes = 16;

    // Apart from what a run draws with the same seed: "lrn".
    private const uint Domain = 0x6C726E;

    /// <summary>The cells of projection number <paramref name="projection"/>.</summary>
    public LearningCells(DeviceModel device, PulseTables tables, ulong seed, int chip, int projection, int count)
    {
        (Up, Down, Low, High) = (new int[count], new int[count], new int[count], new int[count]);
        PulseModel model = device.Pulse!;
        PulseResponse mean = PulseResponse.Mean(model);
        double meanUp = MeanStep(mean, true, mean), meanDown = MeanStep(mean, false, mean);
        (uint low, uint high, _, _) = Philox4x32.Block(Domain, (uint)chip, 0, 0, seed);
        ulong key = (ulong)high << 32 | low;
        for (int cell = 0; cell < count; cell++)
        {
            CellRandom random = new(key, 0, (uint)projection, (uint)cell);
            double fate = random.NextUniform();
            PulseResponse own = PulseResponse.Draw(model, ref random);
            Up[cell] = Factor(MeanStep(own, true, mean), meanUp);
            Down[cell] = Factor(MeanStep(own, false, mean), meanDown);
            (Low[cell], High[cell]) = fate < device.StuckOn ? (tables.Maximum, tables.Maximum)
                : fate < device.StuckOn + device.StuckOff ? (0, 0)
                : (tables.Code(own.Minimum), Math.Max(tables.Code(own.Minimum), tables.Code(own.Maximum)));
            Differ |= Up[cell] != 1 << FactorBits || Down[cell] != 1 << FactorBits || Low[cell] != 0
                || High[cell] != tables.Maximum;
        }
    }

    /// <summary>Factor of steps up.</summary>
    public int[] Up { get; }

    /// <summary>Factor of steps down.</summary>
    public int[] Down { get; }

    /// <summary>Lowest code.</summary>
    public int[] Low { get; }

    /// <summary>Highest code.</summary>
    public int[] High { get; }

    /// <summary>Whether any cell is not the mean device.</summary>
    public bool Differ { get; }

    private static double MeanStep(PulseResponse response, bool up, PulseResponse mean)
    {
        double sum = 0;
        for (int i = 0; i < Nodes; i++)
            sum += response.Step(mean.Minimum + (i + 0.5) / Nodes * (mean.Maximum - mean.Minimum), up);
        return sum / Nodes;
    }

    private static int Factor(double own, double mean) =>
        mean == 0 ? 1 << FactorBits : (int)Math.Round(Math.Clamp(own / mean, 0, 1 << 8) * (1 << FactorBits));
}
