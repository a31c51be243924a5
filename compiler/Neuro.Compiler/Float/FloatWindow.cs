using Neuro.Compiler.Discrete;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Float;

/// <summary>The float counterpart of windows: sums what arrives, and gives numbers out in their code.</summary>
internal sealed class FloatWindow(CodeWindow window, int inputs, int outputs)
{
    private readonly double[] _sums = new double[inputs];
    private readonly int[] _numbers = new int[outputs];
    private int _tick = -window.Start;

    /// <summary>Sums of the window so far.</summary>
    public double[] Sums => _sums;

    /// <summary>Adds a tick's input; true in the last tick of a window.</summary>
    public bool Receive(ReadOnlySpan<double> arrived)
    {
        bool doubles = window.Code == SpikeCode.Bitwise;
        for (int i = 0; i < _sums.Length; i++)
        {
            double x = doubles && window.Signed && _tick == 0 ? -arrived[i] : arrived[i];
            _sums[i] = (_tick <= 0 ? 0 : doubles ? 2 * _sums[i] : _sums[i]) + x;
        }
        return _tick == window.Length - 1;
    }

    /// <summary>Writes the tick's events, then takes the new numbers where a window ends.</summary>
    public void Send(double[] output, Func<int, int>? next)
    {
        for (int i = 0; i < output.Length; i++)
        {
            if (window.Code == SpikeCode.Graded)
            {
                output[i] = next!(i);
                continue;
            }
            int n = _numbers[i];
            output[i] = window.Code switch
            {
                SpikeCode.Unary => n > 0 ? 1 : 0,
                SpikeCode.Ternary => Math.Sign(n),
                _ => (n >> (window.Length - 1)) & 1,
            };
            _numbers[i] = next is not null ? next(i) : window.Code == SpikeCode.Bitwise ? n << 1 : n - (int)output[i];
        }
        _tick = next is not null ? 0 : _tick + 1;
    }

    public void Reset()
    {
        _sums.AsSpan().Clear();
        _numbers.AsSpan().Clear();
        _tick = -window.Start;
    }
}
