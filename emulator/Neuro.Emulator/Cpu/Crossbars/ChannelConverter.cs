using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// From a tile's sums to its codes: read noise and ADC of SEMANTICS.md, section 9, eight channels at a time. Arrays may be read
/// and written up to the next multiple of 32 channels.
/// </summary>
internal sealed unsafe class ChannelConverter
{
    private const int Longs = 8;

    private readonly CrossbarTile _tile;
    private readonly AlignedArray<long> _gain;
    private readonly AlignedArray<long> _offset;

    /// <summary>The converters of <paramref name="tile"/>, one for each of <paramref name="channels"/> channels.</summary>
    public ChannelConverter(SpikeProgram program, CrossbarTile tile, int channels)
    {
        _tile = tile;
        _gain = PerChannel.Of(program, tile.Gain, channels);
        _offset = PerChannel.Of(program, tile.Offset, channels);
    }

    /// <summary>
    /// Adds n = (z · ⌊√(V · 2^16)⌋) / 2^noise_shift to the sums S of channels <paramref name="first"/> to
    /// <paramref name="end"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddNoise(int* sums, int* variances, int* deviates, int first, int end)
    {
        // All of it is exact in doubles: V · 2^16 is below 2^47, its root, floored, and z are below 2^24 and 2^15, and a quotient
        // by a power of two has the bits of the product. Where adding a half rounds, the quotient is far below a half.
        Vector512<double> scale = Vector512.Create(Math.ScaleB(1, -_tile.NoiseShift));
        Vector512<double> half = Vector512.Create(0.5);
        for (int c = first; c < end; c += Longs)
        {
            Vector512<double> v = Vector512.ConvertToDouble(Lanes.LoadInt64(variances + c));
            Vector512<double> root = Vector512.Floor(Vector512.Sqrt(v * 65536.0));
            Vector512<double> quotient = Vector512.ConvertToDouble(Lanes.LoadInt64(deviates + c)) * root * scale;
            Vector512<double> awayFromZero = Vector512.CopySign(half, quotient);
            Vector512<long> n = Vector512.ConvertToInt64Native(quotient + awayFromZero);
            (Vector256.Load(sums + c) + Lanes.Narrow(n)).Store(sums + c);
        }
    }

    /// <summary>
    /// code = clamp((sum · gain) / 2^gain_shift + offset, …) of channels <paramref name="first"/> to <paramref name="end"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Convert(int* sums, int first, int end, int* codes)
    {
        Vector512<long> minimum = Vector512.Create((long)_tile.MinimumCode);
        Vector512<long> maximum = Vector512.Create((long)_tile.MaximumCode);
        bool nearest = _tile.Rounding == Rounding.Nearest;
        int shift = _tile.GainShift;
        long* gain = _gain.Pointer;
        long* offset = _offset.Pointer;
        for (int c = first; c < end; c += Longs)
        {
            Vector512<long> scaled = Lanes.LoadInt64(sums + c) * Vector512.Load(gain + c);
            scaled = nearest ? Lanes.ShiftRightNearest(scaled, shift) : scaled >> shift;
            Vector512<long> code = Vector512.Min(Vector512.Max(scaled + Vector512.Load(offset + c), minimum), maximum);
            Lanes.Narrow(code).Store(codes + c);
        }
    }
}
