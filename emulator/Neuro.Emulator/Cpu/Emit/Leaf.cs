using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>Where a kernel finds the values of a parameter or state.</summary>
/// <param name="Mode">How element n is found.</param>
/// <param name="Number">Number of the kernel's array, or of its scalar.</param>
/// <param name="Type">How elements are stored.</param>
/// <param name="Indices">For <see cref="LeafMode.Indexed"/>: number of the array of indices.</param>
internal readonly record struct Leaf(
    LeafMode Mode, int Number, ElementType Type = ElementType.Int32, int Indices = -1)
{
    /// <summary>Bytes of an element.</summary>
    public int Size => SizeOf(Type);

    /// <summary>Bytes of an element stored as <paramref name="type"/>.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 or ElementType.UInt16 => 2,
        _ => 4,
    };
}
