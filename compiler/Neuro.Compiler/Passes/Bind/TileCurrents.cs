namespace Neuro.Compiler.Passes;

/// <summary>
/// The currents of one tile's channels, as ideal cells give them, in weight codes times input codes: S_c = Σ x_r · w_rc.
/// </summary>
internal sealed class TileCurrents
{
    private readonly double[] _weights;
    private readonly double[] _sums;
    private bool _driven;

    /// <summary>A tile that has not been read.</summary>
    /// <param name="weights">Ideal conductances of channels, [row, channel], in weight codes.</param>
    /// <param name="channels">Channels.</param>
    public TileCurrents(double[] weights, int channels) => (_weights, _sums) = (weights, new double[channels]);

    /// <summary>What was read.</summary>
    public Magnitudes Seen { get; } = new();

    /// <summary>Drives a row for the next read.</summary>
    public void Drive(int row, int x)
    {
        if (x == 0) return;
        _driven = true;
        ReadOnlySpan<double> weights = _weights.AsSpan(row * _sums.Length, _sums.Length);
        for (int c = 0; c < _sums.Length; c++) _sums[c] += x * weights[c];
    }

    /// <summary>Reads the channels and lets go of the rows; a tile none of whose rows is driven is not read.</summary>
    public void Read()
    {
        if (!_driven) return;
        foreach (double sum in _sums) Seen.Add(sum);
        Array.Clear(_sums);
        _driven = false;
    }
}
