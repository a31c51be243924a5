using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>From the outputs of a read to the sums of a port: (D · m · 2^shift) / 2^fraction, to the nearest.</summary>
/// <typeparam name="TSum">int or long: the width of the port.</typeparam>
internal sealed unsafe class OutputScale<TSum>
    where TSum : unmanaged, IBinaryInteger<TSum>
{
    private readonly int _fraction;
    private readonly int _pixels;
    private readonly int _outputs;

    // m · 2^shift, by output of all groups.
    private readonly AlignedArray<long> _factor;

    /// <summary>The scale of <paramref name="projection"/>.</summary>
    public OutputScale(SpikeProgram program, Projection projection, CrossbarMatrix matrix)
    {
        _fraction = projection.Read!.FractionBits;
        _pixels = matrix.Pixels;
        _outputs = matrix.Groups * matrix.Outputs;
        _factor = PerChannel.Of(program, projection.Multiplier, _outputs);
        for (int output = 0; output < _outputs; output++)
            _factor.Pointer[output] <<= projection.Shift;
    }

    /// <summary>
    /// Adds what was read at a pixel to the sums of targets <paramref name="start"/> to <paramref name="end"/>;
    /// <paramref name="outputs"/> is written over.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long* outputs, int pixel, int start, int end, TSum* sums)
    {
        for (int output = 0; output < _outputs; output += Vector512<long>.Count)
        {
            Vector512<long> scaled = Vector512.Load(outputs + output) * Vector512.Load(_factor.Pointer + output);
            Lanes.ShiftRightNearest(scaled, _fraction).Store(outputs + output);
        }
        for (int output = Math.Max(0, (start - pixel + _pixels - 1) / _pixels); output < _outputs; output++)
        {
            long target = (long)output * _pixels + pixel;
            if (target >= end)
                break;
            sums[target] += TSum.CreateTruncating(outputs[output]);
        }
    }
}
