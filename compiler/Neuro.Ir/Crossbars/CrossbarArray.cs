using System.Collections.Immutable;

namespace Neuro.Ir.Crossbars;

/// <summary>
/// A kind of crossbar array: its size, how cells stand for weights, its wires and converters. An array is a JSON file with these
/// members in snake_case; a program that is bound to it carries it. Word lines are rows and carry inputs; bit lines are columns.
/// </summary>
public sealed record CrossbarArray
{
    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where the numbers come from.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Word lines.</summary>
    public int Rows { get; init; } = 256;

    /// <summary>Bit lines, reference columns included.</summary>
    public int Columns { get; init; } = 256;

    /// <summary>How cells hold a signed weight.</summary>
    public CellArrangement Arrangement { get; init; } = CellArrangement.DifferentialPair;

    /// <summary>Magnitude bits that one cell holds of a bit-sliced weight; 0 for one cell that holds all of it.</summary>
    public int BitsPerCell { get; init; }

    /// <summary>Resistance of a word line's segment from one cell to the next, in ohms.</summary>
    public double RWordLine { get; init; }

    /// <summary>Resistance of a bit line's segment, in ohms.</summary>
    public double RBitLine { get; init; }

    /// <summary>Output resistance of a row's driver, in ohms; it is in series with the first segment.</summary>
    public double RDriver { get; init; }

    /// <summary>Input resistance of a column's sink, in ohms; it is in series with the last segment.</summary>
    public double RSink { get; init; }

    /// <summary>Whether rows without input float instead of being held at zero volts: a passive array, with sneak
    /// paths.</summary>
    public bool FloatingRows { get; init; }

    /// <summary>What drives the rows.</summary>
    public DacModel Dac { get; init; } = new();

    /// <summary>What reads the columns.</summary>
    public AdcModel Adc { get; init; } = new();

    /// <summary>Bits of the integer conductances that a read sums, sign included, 4 to 16.</summary>
    public int ReadBits { get; init; } = 16;

    /// <summary>Costs by operation: "cell_read", "row_activation", "dac_conversion", "adc_conversion", "digital_add", "spike",
    /// "neuron_update", "pulse", "refresh", and "array" for what an array takes up besides.</summary>
    public ImmutableSortedDictionary<string, OperationCost> Costs { get; init; } =
        ImmutableSortedDictionary<string, OperationCost>.Empty;
}
