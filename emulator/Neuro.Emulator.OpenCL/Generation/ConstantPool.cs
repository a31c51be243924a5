using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>
/// The program's numbers on the device: one buffer each of 8, 16 and 32 bits, filled array by array. Arrays begin at multiples of
/// 64 elements and are followed by room for one more vector.
/// </summary>
internal sealed class ConstantPool
{
    private const int Alignment = 64;

    /// <summary>8-bit elements: kernel argument K8.</summary>
    public List<(long Offset, Array Elements)> Bytes { get; } = [];

    /// <summary>16-bit elements: kernel argument K16.</summary>
    public List<(long Offset, Array Elements)> Shorts { get; } = [];

    /// <summary>32-bit elements: kernel argument K32.</summary>
    public List<(long Offset, Array Elements)> Ints { get; } = [];

    /// <summary>Elements that a buffer of these arrays has.</summary>
    public static long Length(List<(long Offset, Array Elements)> arrays) =>
        arrays.Count == 0 ? Alignment : arrays[^1].Offset + Padded(arrays[^1].Elements.Length) + Alignment;

    /// <summary><paramref name="count"/> rounded up to whole vectors.</summary>
    public static long Padded(long count) => (count + Alignment - 1) & -Alignment;

    /// <summary>Signed numbers in the narrowest elements that hold them.</summary>
    public DeviceArray AddNarrow(int[] values)
    {
        (int minimum, int maximum) = (0, 0);
        foreach (int value in values)
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        if (minimum >= sbyte.MinValue && maximum <= sbyte.MaxValue)
            return Add(Array.ConvertAll(values, v => (sbyte)v));
        return minimum >= short.MinValue && maximum <= short.MaxValue
            ? Add(Array.ConvertAll(values, v => (short)v))
            : Add(values);
    }

    /// <summary>Indices from 0 below <paramref name="end"/>.</summary>
    public DeviceArray AddIndices(int[] values, int end) => end <= ushort.MaxValue + 1
        ? new(Place(Shorts, "K16", "ushort", Array.ConvertAll(values, v => (ushort)v)), "ushort")
        : Add(values);

    /// <summary>32-bit numbers.</summary>
    public DeviceArray Add(int[] values) => new(Place(Ints, "K32", "int", values), "int");

    /// <summary>16-bit numbers.</summary>
    public DeviceArray Add(short[] values) => new(Place(Shorts, "K16", "short", values), "short");

    /// <summary>8-bit numbers.</summary>
    public DeviceArray Add(sbyte[] values) => new(Place(Bytes, "K8", "char", values), "char");

    /// <summary>The elements of an array as it stores them.</summary>
    public DeviceArray Add(IrArray array) => array.ElementType switch
    {
        ElementType.Int8 => Add(array.AsSpan<sbyte>().ToArray()),
        ElementType.Int16 => Add(array.AsSpan<short>().ToArray()),
        ElementType.UInt8 => new(Place(Bytes, "K8", "uchar", array.AsSpan<byte>().ToArray()), "uchar"),
        ElementType.UInt16 => new(Place(Shorts, "K16", "ushort", array.AsSpan<ushort>().ToArray()), "ushort"),
        _ => Add(array.AsSpan<int>().ToArray()),
    };

    /// <summary>32-bit numbers; their place in K32.</summary>
    public long Place(int[] values) => Place(Ints, values);

    /// <summary>16-bit numbers; their place in K16.</summary>
    public long Place(short[] values) => Place(Shorts, values);

    private static string Place(List<(long Offset, Array Elements)> arrays, string buffer, string type, Array elements) =>
        $"((__global const {type} *){buffer} + {C.Long(Place(arrays, elements))})";

    private static long Place(List<(long Offset, Array Elements)> arrays, Array elements)
    {
        long offset = Length(arrays);
        arrays.Add((offset, elements));
        return offset;
    }
}
