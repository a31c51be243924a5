using System.Collections.Immutable;
using System.Numerics;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>Puts integer codes into the IR in their smallest form.</summary>
internal static class IrCodes
{
    /// <summary>A scalar where all codes are the same, else a new array of the fewest
    /// bits in <paramref name="arrays"/>.</summary>
    public static IrValue Bind(string name, ImmutableArray<int> shape, int[] codes, List<IrArray> arrays)
    {
        if (codes.Length == 0) return 0;
        if (codes.AsSpan().IndexOfAnyExcept(codes[0]) < 0) return codes[0];
        arrays.Add(IrArray.Create(name, shape, SignedBits(codes), signed: true, codes));
        return IrValue.FromArray(name);
    }

    private static int SignedBits(int[] codes)
    {
        int bits = 1;
        foreach (int code in codes) bits = Math.Max(bits, 33 - BitOperations.LeadingZeroCount((uint)(code < 0 ? ~code : code)));
        return bits;
    }
}
