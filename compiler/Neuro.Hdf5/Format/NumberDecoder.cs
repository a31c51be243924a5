using System.Numerics;
using System.Runtime.InteropServices;

namespace Neuro.Hdf5.Format;

/// <summary>Turns stored integers and floats into the caller's number type.</summary>
internal static class NumberDecoder
{
    public static T[] Decode<T>(IHdf5Values values, bool floats)
        where T : unmanaged, INumber<T>
    {
        Hdf5Type type = values.ElementType;
        if (!type.IsInteger && !(floats && type.Class == Hdf5TypeClass.Float))
            throw Unsuitable(values, floats ? "numbers" : "integers");
        ReadOnlySpan<byte> raw = values.ReadRaw().Span;
        if (type.IsBigEndian == BitConverter.IsLittleEndian && type.Size > 1)
        {
            byte[] swapped = raw.ToArray();
            ByteOrder.Swap(swapped, type.Size);
            raw = swapped;
        }
        return type switch
        {
            { Class: Hdf5TypeClass.Float, Size: 2 } => Convert<Half, T>(values, raw),
            { Class: Hdf5TypeClass.Float, Size: 4 } => Convert<float, T>(values, raw),
            { Class: Hdf5TypeClass.Float } => Convert<double, T>(values, raw),
            { Size: 1, IsSigned: true } => Convert<sbyte, T>(values, raw),
            { Size: 2, IsSigned: true } => Convert<short, T>(values, raw),
            { Size: 4, IsSigned: true } => Convert<int, T>(values, raw),
            { Size: 8, IsSigned: true } => Convert<long, T>(values, raw),
            { Size: 1 } => Convert<byte, T>(values, raw),
            { Size: 2 } => Convert<ushort, T>(values, raw),
            { Size: 4 } => Convert<uint, T>(values, raw),
            _ => Convert<ulong, T>(values, raw),
        };
    }

    public static Hdf5Exception Unsuitable(IHdf5Values values, string wanted) =>
        new($"{wanted} expected, {values.ElementType.Name} found", path: values.Path);

    private static TTo[] Convert<TFrom, TTo>(IHdf5Values values, ReadOnlySpan<byte> raw)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(raw);
        if (typeof(TFrom) == typeof(TTo))
            return MemoryMarshal.Cast<byte, TTo>(raw).ToArray();
        TTo[] to = new TTo[from.Length];
        try
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = TTo.CreateChecked(from[i]);
        }
        catch (OverflowException)
        {
            throw new Hdf5Exception("a value does not fit into 64 signed bits", path: values.Path);
        }
        return to;
    }
}
