using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Delivery;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>A per-synapse array of every slot, stored as narrow as its width allows.</summary>
/// <param name="map">Where synapses lie.</param>
/// <param name="type">How elements are stored.</param>
internal abstract unsafe class SynapseStorage(SynapseMap map, ElementType type)
{
    /// <summary>How elements are stored.</summary>
    public ElementType Type { get; } = type;

    /// <summary>Bytes of an element.</summary>
    public int Size { get; } = Emit.Leaf.SizeOf(type);

    /// <summary>Where synapses lie.</summary>
    protected SynapseMap Map { get; } = map;

    /// <summary>Storage for <paramref name="slots"/> slots, of values from <paramref name="minimum"/> to
    /// <paramref name="maximum"/>.</summary>
    /// <param name="map">Where synapses lie.</param>
    /// <param name="minimum">Smallest value.</param>
    /// <param name="maximum">Largest value.</param>
    /// <param name="slots">Number of slots; 0 for one array that all share.</param>
    /// <param name="extraRows">Rows of zeros behind each slot's.</param>
    public static SynapseStorage Create(SynapseMap map, int minimum, int maximum, int slots, int extraRows = 0) =>
        TypeFor(minimum, maximum) switch
        {
            ElementType.Int8 => new SynapseStorage<sbyte>(map, ElementType.Int8, slots, extraRows),
            ElementType.UInt8 => new SynapseStorage<byte>(map, ElementType.UInt8, slots, extraRows),
            ElementType.Int16 => new SynapseStorage<short>(map, ElementType.Int16, slots, extraRows),
            ElementType.UInt16 => new SynapseStorage<ushort>(map, ElementType.UInt16, slots, extraRows),
            _ => new SynapseStorage<int>(map, ElementType.Int32, slots, extraRows),
        };

    /// <summary>The first element of a slot.</summary>
    public abstract nint Row(int slot);

    /// <summary>Sets a slot's elements, in the order of the weights.</summary>
    public abstract void Write(int slot, ReadOnlySpan<int> values);

    /// <summary>The same from an array of the program.</summary>
    public abstract void Write(int slot, IrArray values);

    /// <summary>Sets all of a slot's elements to one value.</summary>
    public abstract void Fill(int slot, int value);

    /// <summary>Copies a slot's elements, in the order of the weights.</summary>
    public abstract void Read(int slot, Span<int> values);

    /// <summary>Copies the elements at <paramref name="places"/> after <paramref name="row"/>.</summary>
    public abstract void Gather(nint row, in SynapseBlock places, int* values);

    /// <summary>Sets the elements at <paramref name="places"/> after <paramref name="row"/>.</summary>
    public abstract void Scatter(nint row, in SynapseBlock places, int* values);

    private static ElementType TypeFor(int minimum, int maximum)
    {
        if (minimum >= sbyte.MinValue && maximum <= sbyte.MaxValue)
            return ElementType.Int8;
        if (minimum >= 0 && maximum <= byte.MaxValue)
            return ElementType.UInt8;
        if (minimum >= short.MinValue && maximum <= short.MaxValue)
            return ElementType.Int16;
        return minimum >= 0 && maximum <= ushort.MaxValue ? ElementType.UInt16 : ElementType.Int32;
    }
}

/// <summary>The same, of elements of type <typeparamref name="T"/>.</summary>
internal sealed unsafe class SynapseStorage<T> : SynapseStorage
    where T : unmanaged
{
    private readonly AlignedArray<T> _elements;
    private readonly long _slotLength;

    /// <summary>See <see cref="SynapseStorage.Create"/>.</summary>
    public SynapseStorage(SynapseMap map, ElementType type, int slots, int extraRows)
        : base(map, type)
    {
        // Slots begin at cache lines, so that threads that own them do not meet.
        long length = (map.Length + (long)extraRows * map.Stride + 63) & -64;
        _slotLength = slots == 0 ? 0 : length;
        _elements = new(length * Math.Max(1, slots));
    }

    /// <inheritdoc/>
    public override nint Row(int slot) => (nint)(_elements.Pointer + slot * _slotLength);

    /// <inheritdoc/>
    public override void Fill(int slot, int value)
    {
        T* row = (T*)Row(slot);
        for (int line = 0; line < Map.Lines; line++, row += Map.Stride)
            new Span<T>(row, Map.LineLength).Fill(Elements.Narrow<T>(value));
    }

    /// <inheritdoc/>
    public override void Write(int slot, ReadOnlySpan<int> values)
    {
        T* row = (T*)Row(slot);
        int width = Map.LineLength;
        for (int line = 0; line < Map.Lines; line++, row += Map.Stride)
            Write(row, values.Slice(line * width, width));
    }

    /// <inheritdoc/>
    public override void Write(int slot, IrArray values)
    {
        // A session that is often reset would else fill the heap with copies of its weights.
        const int Block = 1024;
        Span<int> some = stackalloc int[Block];
        T* row = (T*)Row(slot);
        int width = Map.LineLength;
        bool isStoredSo = values.ElementType == Type;
        for (int line = 0; line < Map.Lines; line++, row += Map.Stride)
        {
            if (isStoredSo)
            {
                values.AsSpan<T>().Slice(line * width, width).CopyTo(new(row, width));
                continue;
            }
            for (int first = 0; first < width; first += Block)
            {
                Span<int> block = some[..Math.Min(Block, width - first)];
                values.Widen(line * width + first, block);
                Write(row + first, block);
            }
        }
    }

    /// <inheritdoc/>
    public override void Read(int slot, Span<int> values)
    {
        T* row = (T*)Row(slot);
        int width = Map.LineLength;
        for (int line = 0; line < Map.Lines; line++, row += Map.Stride)
        {
            Span<int> to = values.Slice(line * width, width);
            for (int n = 0; n < to.Length; n++)
                to[n] = Elements.Value(row[n]);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gather(nint row, in SynapseBlock places, int* values)
    {
        for (int n = 0; n < places.Count; n++)
            values[n] = Elements.Value(((T*)row)[places.PlaceOf(n)]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Scatter(nint row, in SynapseBlock places, int* values)
    {
        for (int n = 0; n < places.Count; n++)
            ((T*)row)[places.PlaceOf(n)] = Elements.Narrow<T>(values[n]);
    }

    private static void Write(T* row, ReadOnlySpan<int> values)
    {
        for (int n = 0; n < values.Length; n++)
            row[n] = Elements.Narrow<T>(values[n]);
    }
}
