using System.Numerics;
using System.Runtime.InteropServices;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Targets.Xbar;

/// <summary>Between conductances, their codes and weight codes: code = (G − G_min) / (G_max − G_min) · (levels − 1).</summary>
internal static class ConductanceCodes
{
    /// <summary>Most conductances that a code can tell apart.</summary>
    public const int MostLevels = 1 << 16;

    /// <summary>Bits of a code.</summary>
    public static int Bits(DeviceModel device) => BitOperations.Log2((uint)device.Levels - 1) + 1;

    /// <summary>The code of a programming target.</summary>
    public static ushort Of(DeviceModel device, double target) => (ushort)Math.Round(
        (target - device.GMin) / (device.GMax - device.GMin) * (device.Levels - 1), MidpointRounding.AwayFromZero);

    /// <summary>The tile that <paramref name="layout"/> describes.</summary>
    public static NxbTile Tile(CrossbarTileLayout layout, DeviceModel device)
    {
        ushort[] codes = new ushort[layout.Rows * layout.Columns];
        for (int row = 0; row < layout.Rows; row++)
            for (int column = 0; column < layout.Columns; column++)
                codes[(row * layout.Columns) + column] = Of(device, layout.Target(row, column));
        return new(
            layout.Group, layout.FirstRow, layout.Rows, layout.FirstOutput, layout.Outputs, layout.Columns, Bits(device), codes);
    }

    /// <summary>
    /// The weight code of each combination of a weight's conductance codes, in the order of its columns. Where a device has too
    /// few levels to tell weights apart, 0 comes first, and then the largest magnitude.
    /// </summary>
    /// <param name="mapping">How cells stand for weights.</param>
    /// <param name="device">The cells.</param>
    /// <param name="least">Smallest weight code.</param>
    /// <param name="most">Largest weight code.</param>
    public static Dictionary<string, int> Weights(CellMapping mapping, DeviceModel device, int least, int most)
    {
        Dictionary<string, int> weights = new(StringComparer.Ordinal);
        IEnumerable<int> order = Enumerable.Range(least, most - least + 1).OrderByDescending(Math.Abs).Prepend(0);
        foreach (int weight in order) _ = weights.TryAdd(Key(mapping, device, weight), weight);
        return weights;
    }

    /// <summary>Some conductance codes as a key of <see cref="Weights"/>.</summary>
    public static string Key(ReadOnlySpan<ushort> codes) => new(MemoryMarshal.Cast<ushort, char>(codes));

    /// <summary>The mapping of a projection's weights, as a layout makes it from their extremes.</summary>
    public static CellMapping Mapping(CrossbarArray array, DeviceModel device, IrArray? weights, int least, int most)
    {
        long largest = Math.Max(1, Math.Max((long)most, -(long)least));
        long width = weights is null || weights.Bits > 16 ? largest : Math.Max(1, weights.Maximum);
        return new(array, device, width, least, most);
    }

    private static string Key(CellMapping mapping, DeviceModel device, int weight)
    {
        List<ushort> codes = [];
        for (int slice = 0; slice < mapping.Slices; slice++)
        {
            codes.Add(Of(device, mapping.Target(weight, slice, minus: false)));
            if (mapping.IsPair) codes.Add(Of(device, mapping.Target(weight, slice, minus: true)));
        }
        return Key(codes.ToArray());
    }
}
