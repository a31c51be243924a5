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
    public OutputScale(SpikeProgram program, Projection projection, CrossbarExtents matrix)
    {
        _fraction = projection.Read!.FractionBits;
        _pixels = (int)matrix.Pixels;
        _outputs = (int)(matrix.Groups * matrix.Outputs);
        _factor = PerChannel.Of(program, projection.Multiplier, _outputs);
        for (int output = 0; output < _outputs; output++)
            _factor.Pointer[output] <<= projection.Shift;
    }

    /// <summary>
    /// Adds what was read at a pixel to the sums of targets <paramref name="start"/> to <paramref name="end"/>, the first a
    /// multiple of 8; <paramref name="outputs"/> is written over.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(long* outputs, int pixel, int start, int end, TSum* sums)
    {
        if (_pixels == 1)
            AddAll(outputs, start, end, sums);
        else
            AddAt(outputs, pixel, start, end, sums);
    }

    // One output, one target: whole vectors, since beyond the last target factors are 0 and rows of sums are padded.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAll(long* outputs, int start, int end, TSum* sums)
    {
        for (int output = start; output < end; output += Vector512<long>.Count)
        {
            Vector512<long> scaled = Scaled(outputs, output);
            if (typeof(TSum) == typeof(int))
                (Vector256.Load((int*)sums + output) + Lanes.Narrow(scaled)).Store((int*)sums + output);
            else
                (Vector512.Load((long*)sums + output) + scaled).Store((long*)sums + output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAt(long* outputs, int pixel, int start, int end, TSum* sums)
    {
        for (int output = 0; output < _outputs; output += Vector512<long>.Count)
            Scaled(outputs, output).Store(outputs + output);
        int first = Math.Max(0, (start - pixel + _pixels - 1) / _pixels);
        for (int output = first; output < _outputs && (long)output * _pixels + pixel < end; output++)
            sums[output * _pixels + pixel] += TSum.CreateTruncating(outputs[output]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<long> Scaled(long* outputs, int output) => Lanes.ShiftRightNearest(
        Vector512.Load(outputs + output) * Vector512.Load(_factor.Pointer + output), _fraction);
}
