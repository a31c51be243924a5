using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>Reads the fields of a projection that say what crossbar holds it and how that is read.</summary>
internal static class CrossbarParser
{
    private const string TileFields =
        "conductance, variance, noise_shift, output, coefficient, gain, gain_shift, offset, rounding, codes, input_coefficient, "
        + "cells_per_row";

    /// <summary>Reads what follows the word "crossbar".</summary>
    public static CrossbarBinding Binding(TextScanner scanner)
    {
        scanner.Expect("device");
        string device = scanner.TakeString("a device's name");
        scanner.Expect("array");
        return new()
        {
            Device = device,
            Array = scanner.TakeString("a crossbar array's name"),
            Time = scanner.TryTake("time") ? scanner.TakeReal("the time in seconds") : 0,
            Temperature = scanner.TryTake("temperature") ? scanner.TakeReal("the temperature in kelvin") : 0,
            DriftCompensation = scanner.TryTake("compensated"),
            AdcRanges = scanner.TryTake("ranges") ? scanner.TakeReals("a range") : [],
        };
    }

    /// <summary>Reads what follows <paramref name="read"/>, the word "read".</summary>
    public static CrossbarRead Read(TextScanner scanner, Token read)
    {
        scanner.Expect("fraction");
        int fraction = scanner.TakeInt32("the number of fraction bits");
        ImmutableArray<InputPlane>.Builder planes = ImmutableArray.CreateBuilder<InputPlane>();
        ImmutableArray<CrossbarTile>.Builder tiles = ImmutableArray.CreateBuilder<CrossbarTile>();
        scanner.TakeFields("read", read, () =>
        {
            Token word = scanner.TakeName("a plane or tile");
            if (word.Is("plane")) planes.Add(Plane(scanner));
            else if (word.Is("tile")) tiles.Add(Tile(scanner, word));
            else throw scanner.Error(word, DiagnosticCatalog.TextUnknownWord, word.Text, "a part of a read", "plane, tile");
        });
        return new() { Planes = planes.ToImmutable(), Tiles = tiles.ToImmutable(), FractionBits = fraction };
    }

    private static InputPlane Plane(TextScanner scanner)
    {
        bool digit = scanner.TryTake("digit");
        scanner.Expect("shift");
        int shift = scanner.TakeInt32("the plane's shift");
        scanner.Expect("range");
        (int minimum, int maximum) = Range(scanner, "input");
        scanner.Expect("weight");
        return new(digit, shift, minimum, maximum, scanner.TakeInt64("the plane's weight"));
    }

    private static CrossbarTile Tile(TextScanner scanner, Token word)
    {
        int group = scanner.TryTake("group") ? scanner.TakeInt32("the group") : 0;
        (int firstRow, int rows) = Run(scanner, "row");
        (int firstOutput, int outputs) = Run(scanner, "output");
        CrossbarTile tile = new()
        {
            Group = group,
            FirstRow = firstRow,
            Rows = rows,
            FirstOutput = firstOutput,
            Outputs = outputs,
            Conductance = "",
            Output = 0,
            Coefficient = 0,
            CellsPerRow = 0,
        };
        HashSet<string> given = new(StringComparer.Ordinal);
        scanner.TakeFields("tile", word, () =>
        {
            Token field = scanner.TakeName("a field of a tile");
            tile = Field(scanner, tile, field);
            if (!given.Add(field.Text)) throw scanner.Error(field, DiagnosticCatalog.TextDuplicate, "the field", field.Text);
        });
        foreach (string needed in (ReadOnlySpan<string>)["conductance", "output", "coefficient", "cells_per_row"])
            if (!given.Contains(needed)) throw scanner.Error(word, DiagnosticCatalog.TextMissing, "a", word.Text, needed);
        return tile;
    }

    private static CrossbarTile Field(TextScanner scanner, CrossbarTile tile, Token field)
    {
        switch (field.Kind == TokenKind.Word ? field.Text : "")
        {
            case "conductance": return tile with { Conductance = Reference(scanner) };
            case "variance": return tile with { Variance = Reference(scanner) };
            case "noise_shift": return tile with { NoiseShift = scanner.TakeInt32("the noise shift") };
            case "output": return tile with { Output = scanner.TakeValue("an output or '@' and an array's name") };
            case "coefficient": return tile with { Coefficient = scanner.TakeValue("a coefficient or '@' and an array's name") };
            case "gain": return tile with { Gain = scanner.TakeValue("a gain or '@' and an array's name") };
            case "gain_shift": return tile with { GainShift = scanner.TakeInt32("the gain's shift") };
            case "offset": return tile with { Offset = scanner.TakeValue("an offset or '@' and an array's name") };
            case "rounding": return tile with { Rounding = TakeRounding(scanner) };
            case "codes":
                (int minimum, int maximum) = Range(scanner, "code");
                return tile with { MinimumCode = minimum, MaximumCode = maximum };
            case "input_coefficient": return tile with { InputCoefficient = scanner.TakeInt64("the input coefficient") };
            case "cells_per_row": return tile with { CellsPerRow = scanner.TakeInt32("the number of cells") };
            default: throw scanner.Error(field, DiagnosticCatalog.TextUnknownWord, field.Text, "a field of a tile", TileFields);
        }
    }

    private static string Reference(TextScanner scanner)
    {
        scanner.Expect("@");
        return scanner.TakeString("an array's name");
    }

    private static Rounding TakeRounding(TextScanner scanner)
    {
        Token word = scanner.TakeName("a rounding");
        return TextNames.Roundings.TryGetValue(word.Text, out Rounding rounding)
            ? rounding
            : throw scanner.Error(
                word, DiagnosticCatalog.TextUnknownWord, word.Text, "a rounding", string.Join(", ", TextNames.Roundings.Keys));
    }

    private static (int Minimum, int Maximum) Range(TextScanner scanner, string what)
    {
        int minimum = scanner.TakeInt32($"the smallest {what}");
        scanner.Expect("..");
        return (minimum, scanner.TakeInt32($"the largest {what}"));
    }

    private static (int First, int Count) Run(TextScanner scanner, string what)
    {
        scanner.Expect($"{what}s");
        int first = scanner.TakeInt32($"the first {what}");
        scanner.Expect("+");
        return (first, scanner.TakeInt32($"the number of {what}s"));
    }
}
