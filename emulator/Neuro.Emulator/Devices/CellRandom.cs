using Neuro.Runtime.Random;

namespace Neuro.Emulator.Devices;

/// <summary>
/// The random numbers of one cell for one purpose: Philox4x32-10 with counter (purpose, projection, cell, draw), so that no
/// order of work matters. It is a value that counts its draws; pass it by reference.
/// </summary>
/// <param name="key">The seed, mixed with the number of the chip.</param>
/// <param name="purpose">What the numbers are for.</param>
/// <param name="projection">Number of the projection.</param>
/// <param name="cell">Number of the cell.</param>
public struct CellRandom(ulong key, uint purpose, uint projection, uint cell)
{
    private readonly bool _silent;
    private uint _draw;
    private ulong _second;
    private bool _hasSecond;

    private CellRandom(bool silent)
        : this(0, 0, 0, 0) => _silent = silent;

    /// <summary>Every normal deviate is 0 and every uniform one ½: the mean device.</summary>
    internal static CellRandom Silent => new(true);

    /// <summary>The next deviate that is uniform in the open interval from 0 to 1, with 52 random bits.</summary>
    public double NextUniform()
    {
        if (_silent)
            return 0.5;
        ulong bits = _second;
        if (!_hasSecond)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Block(purpose, projection, cell, _draw++, key);
            bits = (ulong)x0 << 32 | x1;
            _second = (ulong)x2 << 32 | x3;
        }
        _hasSecond = !_hasSecond;
        // The half keeps 0 out; the largest is 1 − 2^−53, just below 1.
        return ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>The next standard normal deviate, by inversion.</summary>
    public double NextNormal() => _silent ? 0 : NormalQuantile.Of(NextUniform());
}
