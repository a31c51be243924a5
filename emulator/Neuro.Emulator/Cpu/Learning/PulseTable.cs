using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>A table of steps over a conductance code, graded from both ends: T(c) of SEMANTICS.md, section 12.</summary>
internal sealed unsafe class PulseTable
{
    private readonly AlignedArray<int> _elements;
    private readonly int _width;
    private readonly int _maximum;
    private readonly int _m;

    /// <summary>The table <paramref name="array"/> [2, n] for codes of <paramref name="bits"/> bits.</summary>
    public PulseTable(IrArray array, int bits)
    {
        _width = array.Length / 2;
        _maximum = (1 << bits) - 1;
        _m = Math.Min(9, bits - 1);
        _elements = new(array.Length);
        array.ToInt32().CopyTo(_elements.Slice(0, array.Length));
    }

    /// <summary>T(<paramref name="code"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long At(int code)
    {
        int fromHigh = _maximum - code;
        bool low = code <= fromHigh;
        int distance = low ? code : fromHigh;
        int shift = Math.Max(BitOperations.Log2((uint)distance | 1) - _m, 0);
        int* element = _elements.Pointer + (low ? 0 : _width) + (distance >> shift) + (shift << _m);
        return element[0] + (((long)element[1] - element[0]) * (distance & ((1 << shift) - 1)) >> shift);
    }
}
