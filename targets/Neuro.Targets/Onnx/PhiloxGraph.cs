using Neuro.Ir;

namespace Neuro.Targets.Onnx;

/// <summary>
/// Word 0 of Philox4x32-10 in 64-bit integers (SEMANTICS.md, section 6; Salmon, Moraes, Dror and Shaw, SC 2011). Products of two
/// 32-bit words do not fit, so one factor is taken in halves of 16 bits.
/// </summary>
internal sealed class PhiloxGraph(ExactArithmetic arithmetic, BitwiseOps bitwise, ulong seed)
{
    private const int Rounds = 10;
    private const long Multiplier0 = 0xD2511F53;
    private const long Multiplier1 = 0xCD9E8D57;

    // Weyl increments of the key between rounds.
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const long Words = 1L << 32;

    /// <summary>The words of draws, from 0 to 2^32 − 1; the arguments are broadcast together.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="population">The population's number.</param>
    /// <param name="neurons">The neurons' numbers.</param>
    /// <param name="draws">The draws' numbers in the micro-program.</param>
    /// <param name="stream">The stream of each sample.</param>
    /// <param name="name">What the nodes are called.</param>
    public IntegerTensor Word(
        IntegerTensor tick, int population, IntegerTensor neurons, IntegerTensor draws, IntegerTensor stream, string name)
    {
        IntegerTensor c0 = tick, c1 = arithmetic.Number(population), c2 = neurons, c3 = draws;
        uint key0 = (uint)seed, key1 = (uint)(seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            (IntegerTensor high0, IntegerTensor low0) = Product(c0, Multiplier0, name);
            (IntegerTensor high1, IntegerTensor low1) = Product(c2, Multiplier1, name);
            IntegerTensor k0 = arithmetic.Number(key0);
            // The upper word of the key is the seed's plus the stream.
            IntegerTensor k1 = arithmetic.Modulo(arithmetic.Add(stream, arithmetic.Number(key1), name), Words, name);
            (c0, c1, c2, c3) = (Xor(high1, c1, k0, name), low1, Xor(high0, c3, k1, name), low0);
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }
        return c0;
    }

    private IntegerTensor Xor(IntegerTensor a, IntegerTensor b, IntegerTensor c, string name) =>
        bitwise.Words(OpCode.Xor, name, a, b, c);

    /// <summary>The high and the low word of a product, with a = h · 2^16 + l: m · h · 2^16 + m · l.</summary>
    private (IntegerTensor High, IntegerTensor Low) Product(IntegerTensor a, long multiplier, string name)
    {
        const long half = 1L << 16;
        IntegerTensor m = arithmetic.Number(multiplier);
        IntegerTensor low = arithmetic.Multiply(arithmetic.Modulo(a, half, name), m, name);
        IntegerTensor high = arithmetic.Multiply(arithmetic.FloorShift(a, 16, name), m, name);
        IntegerTensor upper = arithmetic.Add(high, arithmetic.FloorShift(low, 16, name), name);
        IntegerTensor lower = arithmetic.Add(
            arithmetic.Multiply(arithmetic.Modulo(upper, half, name), arithmetic.Number(half), name),
            arithmetic.Modulo(low, half, name), name);
        return (arithmetic.FloorShift(upper, 16, name), lower);
    }
}
