using System.Globalization;
using System.Text;
using System.Text.Json;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Xbar;

/// <summary>An image for people and tools.</summary>
internal static class NxbDescription
{
    private const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>The JSON that lies beside the image.</summary>
    public static string Json(SpikeProgram program, NxbImage image, TargetProfile? target) => JsonSerializer.Serialize(
        new
        {
            SchemaVersion,
            Format = "nxb",
            Program = program.Name,
            Target = target?.Name,
            TimeStep = program.TimeStep.ToString(),
            Populations = program.Populations.Select(p => new
            {
                p.Name,
                p.Shape,
                Neuron = p.IsInput ? "input" : program.Neuron(p.Neuron!).Kind,
                Parameters = p.Parameters.ToDictionary(v => v.Key, v => v.Value.ToString()),
                p.Origin,
            }),
            Projections = program.Projections.Select(p => new
            {
                p.Name,
                p.Source,
                p.Target,
                p.Port,
                p.Shift,
                Multiplier = p.Multiplier.ToString(),
                Delay = p.Delay.ToString(),
                Crossbar = Hardware(program, p, image),
            }),
            program.Outputs,
        },
        Options) + "\n";

    /// <summary>What the image holds, a line for each array.</summary>
    public static string Text(SpikeProgram program, NxbImage image)
    {
        StringBuilder text = new();
        NxbTile[] tiles = [.. image.Projections.SelectMany(p => p.Tiles)];
        _ = text.Append(CultureInfo.InvariantCulture, $"image of a crossbar chip: program {program.Name}, ")
            .Append(CultureInfo.InvariantCulture, $"{tiles.Length} arrays, {tiles.Sum(t => (long)t.Codes.Length)} cells\n");
        foreach (NxbProjection projection in image.Projections)
            foreach (NxbTile tile in projection.Tiles)
                _ = text.Append(CultureInfo.InvariantCulture, $"  {projection.Name}: rows {Range(tile.FirstRow, tile.Rows)}, ")
                    .Append(CultureInfo.InvariantCulture, $"outputs {Range(tile.FirstOutput, tile.Outputs)}, ")
                    .Append(CultureInfo.InvariantCulture, $"{tile.Rows} x {tile.Columns} cells, codes of {tile.CodeBits} bits ")
                    .Append(CultureInfo.InvariantCulture, $"from {tile.Codes.Min()} to {tile.Codes.Max()}, mean ")
                    .Append(CultureInfo.InvariantCulture, $"{tile.Codes.Average(c => (double)c):0.##}\n");
        return text.ToString();
    }

    private static object? Hardware(SpikeProgram program, Projection projection, NxbImage image)
    {
        if (projection.Crossbar is null) return null;
        (CrossbarArray array, DeviceModel device) = NxbWeights.Hardware(program, projection);
        NxbProjection cells = image.Projections.First(p => p.Name == projection.Name);
        return new
        {
            Array = array.Name,
            array.Rows,
            array.Columns,
            Arrangement = JsonNamingPolicy.SnakeCaseLower.ConvertName(array.Arrangement.ToString()),
            array.BitsPerCell,
            AdcBits = array.Adc.Bits,
            DacBits = array.Dac.Bits,
            Device = device.Name,
            device.Levels,
            device.GMin,
            device.GMax,
            LeastWeight = cells.Least,
            LargestWeight = cells.Most,
            projection.Crossbar.AdcRanges,
            Tiles = cells.Tiles.Select(t => new { t.Group, t.FirstRow, t.Rows, t.FirstOutput, t.Outputs, t.Columns, t.CodeBits }),
        };
    }

    private static string Range(int first, int count) => $"{first}..{first + count - 1}";
}
