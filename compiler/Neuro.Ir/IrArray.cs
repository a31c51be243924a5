using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Neuro.Ir;

/// <summary>
/// A named integer tensor in row-major order: weights, tables, per-neuron thresholds, delays, sparse indices alike.
/// Elements are held in the narrowest type that fits the declared bits, so a hundred million 8-bit weights are 100 MB.
/// </summary>
public sealed class IrArray
{
    private readonly Array _storage;

    private IrArray(string name, ImmutableArray<int> shape, int bits, bool signed, Array storage, ImmutableArray<double> steps)
    {
        Name = name;
        Shape = shape;
        Bits = bits;
        Signed = signed;
        ElementType = StorageFor(bits, signed);
        _storage = storage;
        Steps = steps.IsDefault ? [] : steps;
    }

    /// <summary>The name by which projections, parameters and states refer to it; unique in a program.</summary>
    public string Name { get; }

    /// <summary>The extents, outermost first. A scalar has none and one element.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Declared width of an element, 1 to 32 (signed) or 1 to 31 (unsigned). Every element fits.</summary>
    public int Bits { get; }

    /// <summary>Whether elements are two's complement.</summary>
    public bool Signed { get; }

    /// <summary>How elements are stored.</summary>
    public ElementType ElementType { get; }

    /// <summary>
    /// The real value of one code, for reports and exporters: none (empty), one for the tensor, or one per index of the output
    /// channel. A program's meaning does not depend on it.
    /// </summary>
    public ImmutableArray<double> Steps { get; }

    /// <summary>Number of elements.</summary>
    public int Length => _storage.Length;

    /// <summary>Smallest value an element of this type may hold.</summary>
    public int Minimum => Signed ? (int)(-1L << (Bits - 1)) : 0;

    /// <summary>Largest value an element of this type may hold.</summary>
    public int Maximum => (int)((1L << (Signed ? Bits - 1 : Bits)) - 1);

    /// <summary>The element at flat index <paramref name="index"/>.</summary>
    public int this[int index] => ElementType switch
    {
        ElementType.Int8 => Unsafe.As<sbyte[]>(_storage)[index],
        ElementType.UInt8 => Unsafe.As<byte[]>(_storage)[index],
        ElementType.Int16 => Unsafe.As<short[]>(_storage)[index],
        ElementType.UInt16 => Unsafe.As<ushort[]>(_storage)[index],
        _ => Unsafe.As<int[]>(_storage)[index],
    };

    /// <summary>Makes an array from integers, narrowing them; an element that does not fit
    /// <paramref name="bits"/> is an error.</summary>
    public static IrArray Create(
        string name, ImmutableArray<int> shape, int bits, bool signed, ReadOnlySpan<int> values,
        ImmutableArray<double> steps = default)
    {
        CheckWidth(bits, signed);
        Array storage = Allocate(StorageFor(bits, signed), values.Length);
        IrArray array = new(name, CheckShape(shape, values.Length), bits, signed, storage, steps);
        for (int i = 0; i < values.Length; i++)
        {
            int value = values[i];
            if (value < array.Minimum || value > array.Maximum)
                throw new ArgumentOutOfRangeException(
                    nameof(values), $"array '{name}': element {i} is {value}, outside {array.Minimum}..{array.Maximum}");
            switch (array.ElementType)
            {
                case ElementType.Int8: Unsafe.As<sbyte[]>(storage)[i] = (sbyte)value; break;
                case ElementType.UInt8: Unsafe.As<byte[]>(storage)[i] = (byte)value; break;
                case ElementType.Int16: Unsafe.As<short[]>(storage)[i] = (short)value; break;
                case ElementType.UInt16: Unsafe.As<ushort[]>(storage)[i] = (ushort)value; break;
                default: Unsafe.As<int[]>(storage)[i] = value; break;
            }
        }
        return array;
    }

    /// <summary>
    /// Wraps <paramref name="storage"/> without copying. <typeparamref name="T"/> must be the storage type of the declared
    /// width (see <see cref="StorageFor"/>); elements outside the declared bits are an error.
    /// </summary>
    public static IrArray Wrap<T>(
        string name, ImmutableArray<int> shape, int bits, bool signed, T[] storage, ImmutableArray<double> steps = default)
        where T : unmanaged
    {
        CheckWidth(bits, signed);
        if (Allocate(StorageFor(bits, signed), 0).GetType() != typeof(T[]))
            throw new ArgumentException(
                $"array '{name}': {(signed ? 's' : 'u')}{bits} is not stored as {typeof(T).Name}", nameof(storage));
        IrArray array = new(name, CheckShape(shape, storage.Length), bits, signed, storage, steps);
        if (bits is not (8 or 16) && !(bits == 32 && signed))
            for (int i = 0; i < storage.Length; i++)
                if (array[i] < array.Minimum || array[i] > array.Maximum)
                    throw new ArgumentOutOfRangeException(
                        nameof(storage), $"array '{name}': element {i} is {array[i]}, outside {array.Minimum}..{array.Maximum}");
        return array;
    }

    /// <summary>The storage type of a width.</summary>
    public static ElementType StorageFor(int bits, bool signed) => (bits, signed) switch
    {
        ( <= 8, true) => ElementType.Int8,
        ( <= 8, false) => ElementType.UInt8,
        ( <= 16, true) => ElementType.Int16,
        ( <= 16, false) => ElementType.UInt16,
        _ => ElementType.Int32,
    };

    /// <summary>The elements as they are stored; <typeparamref name="T"/> must match <see cref="ElementType"/>.</summary>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => (T[])_storage;

    /// <summary>The elements' bytes, little-endian on every machine this runs on.</summary>
    public ReadOnlySpan<byte> AsBytes() => ElementType switch
    {
        ElementType.Int8 => MemoryMarshal.AsBytes(AsSpan<sbyte>()),
        ElementType.UInt8 => AsSpan<byte>(),
        ElementType.Int16 => MemoryMarshal.AsBytes(AsSpan<short>()),
        ElementType.UInt16 => MemoryMarshal.AsBytes(AsSpan<ushort>()),
        _ => MemoryMarshal.AsBytes(AsSpan<int>()),
    };

    /// <summary>All elements, widened.</summary>
    public int[] ToInt32()
    {
        int[] values = new int[Length];
        Widen(0, values);
        return values;
    }

    /// <summary>Copies the elements from <paramref name="start"/> on into <paramref name="destination"/>, widened.</summary>
    public void Widen(int start, Span<int> destination)
    {
        switch (ElementType)
        {
            case ElementType.Int8: Widen(AsSpan<sbyte>().Slice(start, destination.Length), destination); break;
            case ElementType.UInt8: Widen(AsSpan<byte>().Slice(start, destination.Length), destination); break;
            case ElementType.Int16: Widen(AsSpan<short>().Slice(start, destination.Length), destination); break;
            case ElementType.UInt16: Widen(AsSpan<ushort>().Slice(start, destination.Length), destination); break;
            default: AsSpan<int>().Slice(start, destination.Length).CopyTo(destination); break;
        }
    }

    private static void Widen<T>(ReadOnlySpan<T> elements, Span<int> destination) where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0; i < destination.Length; i++) destination[i] = int.CreateTruncating(elements[i]);
    }

    /// <summary>"fc1.weight : s8[784,128]".</summary>
    public override string ToString() => $"{Name} : {(Signed ? 's' : 'u')}{Bits}[{string.Join(',', Shape)}]";

    private static Array Allocate(ElementType type, int length) => type switch
    {
        ElementType.Int8 => new sbyte[length],
        ElementType.UInt8 => new byte[length],
        ElementType.Int16 => new short[length],
        ElementType.UInt16 => new ushort[length],
        _ => new int[length],
    };

    private static void CheckWidth(int bits, bool signed)
    {
        if (bits < 1 || bits > (signed ? 32 : 31))
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "an element has 1 to 32 bits (31 when unsigned)");
    }

    private static ImmutableArray<int> CheckShape(ImmutableArray<int> shape, int length)
    {
        long count = 1;
        foreach (int extent in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(extent);
            count = checked(count * extent);
        }
        if (count != length)
            throw new ArgumentException($"shape [{string.Join(',', shape)}] has {count} elements, {length} were given");
        return shape;
    }
}
