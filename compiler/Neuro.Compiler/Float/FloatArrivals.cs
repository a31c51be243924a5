namespace Neuro.Compiler.Float;

/// <summary>What is on its way to a population: a ring of accumulators, one for the tick at
/// hand and each of the next ones.</summary>
internal sealed class FloatArrivals(int size, int longestDelay)
{
    private readonly double[][] _ring = [.. Enumerable.Range(0, longestDelay + 1).Select(_ => new double[size])];
    private int _now;

    /// <summary>Accumulators of the tick that comes <paramref name="delay"/> ticks after the one at hand.</summary>
    public double[] At(int delay)
    {
        int slot = _now + delay;
        return _ring[slot >= _ring.Length ? slot - _ring.Length : slot];
    }

    /// <summary>Ends the tick at hand.</summary>
    public void Advance()
    {
        _ring[_now].AsSpan().Clear();
        _now = _now + 1 == _ring.Length ? 0 : _now + 1;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (double[] sums in _ring)
            sums.AsSpan().Clear();
        _now = 0;
    }
}
