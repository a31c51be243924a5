using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// The binary fixed point of states: a state of real value x is the code x · 2^Fraction. The defaults give states a range of
/// ±2048 with steps of 2^-16, which suits potentials in mV as well as in units of the threshold.
/// </summary>
/// <param name="Fraction">Fraction bits of states and ports.</param>
/// <param name="StateBits">Width of states.</param>
/// <param name="DecayBits">Fraction bits of decays.</param>
/// <param name="Rounding">How products round, in the words of the text form.</param>
/// <param name="AccumulatorBits">Width of ports, 32 or 64.</param>
internal sealed record NumberFormat(
    int Fraction = 16, int StateBits = 28, int DecayBits = 24, string Rounding = "nearest", int AccumulatorBits = 32)
{
    /// <summary>This format with what <paramref name="node"/> says in place of it.</summary>
    public NumberFormat With(JsonNode? node) => node is null ? this : new(
        node.IntegerOf("fraction_bits", Fraction),
        node.IntegerOf("state_bits", StateBits),
        node.IntegerOf("decay_bits", DecayBits),
        node.TextOf("rounding", Rounding)!,
        node.IntegerOf("accumulator_bits", AccumulatorBits));

    /// <summary>What "$fraction" and its like stand for in programs.</summary>
    public IEnumerable<(string Name, string Text)> Substitutions =>
    [
        ("fraction", $"{Fraction}"), ("state", $"{StateBits}"), ("decay", $"{DecayBits}"), ("rounding", Rounding),
        ("accumulator", $"{AccumulatorBits}"),
    ];

    /// <summary>What the names of the format are in expressions; null for other names.</summary>
    public double? Value(string name) => name switch
    {
        "fraction" => Fraction,
        "state" => StateBits,
        "decay" => DecayBits,
        _ => null,
    };
}
