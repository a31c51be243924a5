using Neuro.Ir.Templates;

namespace Neuro.Compiler.Discrete;

/// <summary>
/// When a population that computes with whole numbers listens and speaks. Windows follow each other without a gap; what is
/// received in one is given out in the next.
/// </summary>
/// <param name="Code">How a number becomes events.</param>
/// <param name="Length">Ticks of a window.</param>
/// <param name="Start">The tick in which the population's first window begins.</param>
/// <param name="Signed">Whether the numbers it receives in a bitwise code are two's complement.</param>
public sealed record CodeWindow(SpikeCode Code, int Length, int Start, bool Signed)
{
    /// <summary>Smallest and largest payload of an event that carries numbers of least..most.</summary>
    public (int Least, int Most) Payloads(int least, int most) => Code switch
    {
        SpikeCode.Graded => (least, most),
        SpikeCode.Ternary => (-1, 1),
        _ => (0, 1),
    };

    /// <summary>The largest ratio of a whole window's sum to one tick's.</summary>
    public double Gain => Code switch
    {
        SpikeCode.Graded => 1,
        SpikeCode.Bitwise => Math.ScaleB(1, Length),
        _ => Length,
    };
}
