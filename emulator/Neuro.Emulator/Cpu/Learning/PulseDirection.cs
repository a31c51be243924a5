using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>What pulses in one direction do to a cell's code: SEMANTICS.md, section 12.</summary>
/// <param name="up">Whether they go up.</param>
/// <param name="mean">Mean step.</param>
/// <param name="sigma">Its standard deviation, or null.</param>
/// <param name="close">Codes this near to the bound are on it after a pulse.</param>
internal sealed class PulseDirection(bool up, PulseTable mean, PulseTable? sigma, int close)
{
    /// <summary>Whether a pulse's step is random.</summary>
    public bool IsRandom => sigma is not null;

    /// <summary>The code after one pulse.</summary>
    /// <param name="code">The code before it.</param>
    /// <param name="deviate">A normal deviate, 12 fraction bits; any where the step is not random.</param>
    /// <param name="factor">The cell's factor, 12 fraction bits.</param>
    /// <param name="low">The cell's lowest code.</param>
    /// <param name="high">Its highest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Pulse(int code, int deviate, int factor, int low, int high)
    {
        long step = mean.At(code);
        if (sigma is not null)
            step += (sigma.At(code) * deviate + (1 << 11)) >> 12;
        long change = (step * factor + (1 << 11)) >> 12;
        long codes = (change + (1 << 7)) >> 8;
        if (up)
        {
            long next = Math.Clamp(code + codes, low, high);
            return next >= high - close ? high : (int)next;
        }
        long fallen = Math.Clamp(code - codes, low, high);
        return fallen <= low + close ? low : (int)fallen;
    }
}
