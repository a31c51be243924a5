using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>The binary fixed point of a projection's weights: a weight w is the code w · 2^Fraction.</summary>
/// <param name="Bits">Width of a code.</param>
/// <param name="Signed">Whether codes are two's complement.</param>
/// <param name="Fraction">Fraction bits; negative where a code stands for more than 1.</param>
/// <param name="Least">Smallest weight of a projection that learns.</param>
/// <param name="Most">Largest weight of a projection that learns.</param>
internal sealed record WeightFormat(int Bits, bool Signed, int Fraction, double Least, double Most)
{
    /// <summary>Codes per unit.</summary>
    public double PerUnit => Math.ScaleB(1, Fraction);

    /// <summary>Smallest code.</summary>
    public int Minimum => Signed ? (int)-(1L << (Bits - 1)) : 0;

    /// <summary>Largest code.</summary>
    public int Maximum => (int)((1L << (Signed ? Bits - 1 : Bits)) - 1);

    /// <summary>Smallest code of a projection that learns.</summary>
    public int LeastCode => (int)Math.Max(Minimum, Math.Ceiling(Least * PerUnit));

    /// <summary>Largest code of a projection that learns.</summary>
    public int MostCode => (int)Math.Min(Maximum, Math.Floor(Most * PerUnit));

    /// <summary>"s16".</summary>
    public string Type => $"{(Signed ? 's' : 'u')}{Bits}";

    /// <summary>Chooses what <paramref name="node"/> leaves open.</summary>
    /// <param name="node">The member "weight_format", or null.</param>
    /// <param name="weights">The weights at first.</param>
    /// <param name="plastic">Whether they change: then they have a range, [0, 1] where none is given.</param>
    /// <param name="mostFraction">Most fraction bits that the target's port takes.</param>
    /// <param name="integer">Whether the target counts in integers, so that weights have no fraction unless asked for.</param>
    public static WeightFormat Choose(JsonNode? node, double[] weights, bool plastic, int mostFraction, bool integer)
    {
        List<JsonNode>? range = node?["range"]?.Items;
        (double least, double most) = range is not null
            ? (range[0].Number, range[1].Number)
            : plastic ? (0, 1) : (weights.DefaultIfEmpty(0).Min(), weights.DefaultIfEmpty(0).Max());
        if (most < least)
            throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(
                node!["range"]!.Place, "the range ends before it begins", "write the smaller number first"));
        bool signed = node?["signed"] is { } given ? given.IsTrue : least < 0;
        int bits = node?.IntegerOf("bits", plastic || integer ? 16 : 8) ?? (plastic || integer ? 16 : 8);
        double largest = Math.Max(Math.Abs(least), Math.Abs(most));
        double codes = Math.ScaleB(1, signed ? bits - 1 : bits) - 1;
        int fraction = integer || largest == 0
            ? 0
            : Math.Clamp((int)Math.Floor(Math.Log2(codes / largest)), -16, mostFraction);
        return new(bits, signed, node?.IntegerOf("fraction_bits", fraction) ?? fraction, least, most);
    }
}
