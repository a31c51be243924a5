using System.Globalization;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>Literals of OpenCL C.</summary>
internal static class C
{
    /// <summary>A signed integer of 32 bits.</summary>
    public static string Int(int value) =>
        value == int.MinValue ? "(-2147483647 - 1)"
        : value < 0 ? $"({value.ToString(CultureInfo.InvariantCulture)})"
        : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A signed integer, of 64 bits where it needs them.</summary>
    public static string Long(long value) => value is > int.MinValue and <= int.MaxValue ? Int((int)value) : $"({value}L)";

    /// <summary>A number modulo 2^64, of either width of sums.</summary>
    public static string Bits(long value, bool wide) => wide ? $"{(ulong)value}UL" : $"{(uint)value}u";
}
