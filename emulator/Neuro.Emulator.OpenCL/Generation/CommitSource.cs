using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A plasticity's commit as an OpenCL C function of its own: SEMANTICS.md, section 12.</summary>
/// <param name="program">The program.</param>
/// <param name="plastic">The projection.</param>
/// <param name="commit">What is applied to it.</param>
/// <param name="constants">Gets tables and what sets cells apart.</param>
internal sealed class CommitSource(SpikeProgram program, PlasticLayout plastic, PulseCommit commit, ConstantPool constants)
{
    // log2 of a table's nodes in an octave, for codes that have more bits than this.
    private const int NodeBits = 9;

    private readonly int _number = program.Projections.IndexOf(plastic.Definition);

    /// <summary>Applies the change <paramref name="value"/> ≠ 0 that step <paramref name="step"/> of the program proposes at
    /// synapse k.</summary>
    public string Apply(string value, int step) =>
        $"if ({value} != 0) commit_{_number}(s, k, {value}, tick, {(1u << 30) + (1u << 29) + (uint)step}u, key1, K32, K16, "
        + "&pulses, &refreshes);\n";

    /// <summary>The function.</summary>
    public string Function()
    {
        Plasticity plasticity = plastic.Definition.Plasticity!;
        bool accumulates = commit.Rounding == PulseRounding.Accumulate;
        PlasticArray? remainder = accumulates ? plastic.Arrays[commit.Remainder!] : null;
        bool pair = commit.Minus is not null;
        return Resource.Text(
            "commit",
            ("NAME", $"{_number}"), ("KEY0", $"{(uint)program.Seed}u"),
            ("NORMAL", Random ? constants.Add(NormalTable.Elements.ToArray()).Pointer : "0"),
            ("UP", Table(commit.Up)), ("DOWN", Table(commit.Down)),
            ("UP_SIGMA", Table(commit.UpSigma)), ("DOWN_SIGMA", Table(commit.DownSigma)),
            ("IS_RANDOM_UP", Flag(commit.UpSigma is not null)), ("IS_RANDOM_DOWN", Flag(commit.DownSigma is not null)),
            ("CLOSE_UP", $"{commit.CloseUp}"), ("CLOSE_DOWN", $"{commit.CloseDown}"),
            ("LOW", Cell(commit.Spread?.Low, 0)), ("HIGH", Cell(commit.Spread?.High, (1 << commit.Bits) - 1)),
            ("FACTOR_UP", Cell(commit.Spread?.Up, 1 << 12)), ("FACTOR_DOWN", Cell(commit.Spread?.Down, 1 << 12)),
            ("ACCUMULATES", Flag(accumulates)), ("STOCHASTIC", Flag(commit.Rounding == PulseRounding.Stochastic)),
            ("REMAINDER", plastic.Pointer(commit.Remainder ?? commit.Plus)),
            ("LEAST_REMAINDER", C.Int(remainder?.Minimum ?? 0)), ("MOST_REMAINDER", C.Int(remainder?.Maximum ?? 0)),
            ("PER_PULSE", $"{commit.ChangePerPulse}"), ("MOST", $"{commit.MostPulses}"),
            ("UNIDIRECTIONAL", Flag(commit.Direction == CommitDirection.Unidirectional)),
            ("REFRESH_ABOVE", $"{commit.RefreshAbove}"), ("IS_PAIR", Flag(pair)),
            ("PLUS", plastic.Pointer(commit.Plus)),
            ("PLUS_PULSES", plastic.Pointer(PulseCounts.Plus)),
            ("MINUS_PULSES", plastic.Pointer(pair ? PulseCounts.Minus : PulseCounts.Plus)),
            ("MINUS", pair ? plastic.Pointer(commit.Minus!) + "[k]" : C.Int(commit.Reference)),
            ("STORE_MINUS", pair ? plastic.Pointer(commit.Minus!) + "[k] = minus;" : ""),
            ("GAIN", C.Int(commit.ReadGain)), ("SHIFT", $"{commit.ReadShift}"),
            ("NEAREST_SHIFT", $"{Math.Max(1, commit.ReadShift)}"), ("WEIGHT", plastic.Pointer("weight")),
            ("LEAST", C.Int(plasticity.WeightMinimum)), ("LARGEST", C.Int(plasticity.WeightMaximum)));
    }

    private bool Random => commit.UpSigma is not null || commit.DownSigma is not null;

    private static string Flag(bool value) => value ? "1" : "0";

    private string Table(string? name)
    {
        if (name is null)
            return "0";
        int[] elements = program.Array(name).ToInt32();
        return $"step_of({constants.Add(elements).Pointer}, {elements.Length / 2}, {(1 << commit.Bits) - 1}, "
            + $"{Math.Min(NodeBits, commit.Bits - 1)}, code)";
    }

    private string Cell(string? name, int mean) => name is null
        ? $"{mean}"
        : $"{constants.Add(program.Array(name).ToInt32()).Pointer}[cell * {plastic.Count} + k]";
}
