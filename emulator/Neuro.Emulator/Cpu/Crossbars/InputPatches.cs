using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Delivery;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// The payloads of one slot and tick as the rows of a read see them. A convolution reads a patch of the source at each pixel of
/// the target; of every other topology the source is the one patch.
/// </summary>
internal sealed unsafe class InputPatches
{
    private readonly Convolution? _shape;
    private readonly ConvolutionTaps? _rows;
    private readonly ConvolutionTaps? _columns;

    // [channel, y, x], and for a convolution a zero behind each channel, which taps over the edge read.
    private readonly AlignedArray<int> _image;
    private readonly int _location;
    private readonly int[] _taps;
    private readonly bool[] _reached;

    /// <summary>Patches without payloads of the sources of <paramref name="projection"/>.</summary>
    public InputPatches(Projection projection, int sources)
    {
        if (projection.Connectivity is Convolution c)
        {
            _shape = c;
            _rows = new(c.InputHeight, c.OutputHeight, c.KernelHeight, c.StrideY, c.PaddingTop, c.DilationY);
            _columns = new(c.InputWidth, c.OutputWidth, c.KernelWidth, c.StrideX, c.PaddingLeft, c.DilationX);
            _location = c.InputHeight * c.InputWidth;
            _image = new((long)c.InputChannels * (_location + 1));
            _taps = new int[c.KernelHeight * c.KernelWidth];
            _reached = new bool[c.OutputHeight * c.OutputWidth];
        }
        else
        {
            _image = new(sources);
            _taps = [];
            _reached = new bool[1];
        }
    }

    /// <summary>By pixel, whether a patch has any payload.</summary>
    public ReadOnlySpan<bool> Reached => _reached;

    /// <summary>Forgets all payloads.</summary>
    public void Clear()
    {
        _image.Slice(0, (int)_image.Length).Clear();
        Array.Clear(_reached);
    }

    /// <summary>Adds payloads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(EventList events)
    {
        for (int e = 0; e < events.Count; e++)
        {
            int source = events.Indices[e];
            int payload = events.Payloads == null ? 1 : events.Payloads[e];
            if (_shape is null)
            {
                _image.Pointer[source] += payload;
                _reached[0] = true;
            }
            else
            {
                (int channel, int location) = Math.DivRem(source, _location);
                _image.Pointer[(long)channel * (_location + 1) + location] += payload;
                Reach(location);
            }
        }
    }

    /// <summary>Writes the payloads of all rows, group by group, as they are at a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(int pixel, int* payloads)
    {
        if (_shape is not { } c)
        {
            _image.Slice(0, (int)_image.Length).CopyTo(new Span<int>(payloads, (int)_image.Length));
            return;
        }
        Locate(c, pixel);
        int* channel = _image.Pointer;
        for (int i = 0; i < c.InputChannels; i++, channel += _location + 1, payloads += _taps.Length)
        {
            for (int tap = 0; tap < _taps.Length; tap++)
                payloads[tap] = channel[_taps[tap]];
        }
    }

    private void Locate(Convolution c, int pixel)
    {
        int top = pixel / c.OutputWidth * c.StrideY - c.PaddingTop;
        int left = pixel % c.OutputWidth * c.StrideX - c.PaddingLeft;
        for (int tap = 0; tap < _taps.Length; tap++)
        {
            int y = top + tap / c.KernelWidth * c.DilationY;
            int x = left + tap % c.KernelWidth * c.DilationX;
            bool inside = (uint)y < (uint)c.InputHeight && (uint)x < (uint)c.InputWidth;
            _taps[tap] = inside ? y * c.InputWidth + x : _location;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reach(int location)
    {
        (int y, int x) = Math.DivRem(location, _shape!.InputWidth);
        for (int r = _rows!.Begin[y]; r < _rows.Begin[y + 1]; r++)
        {
            for (int t = _columns!.Begin[x]; t < _columns.Begin[x + 1]; t++)
                _reached[_rows.Output[r] * _shape.OutputWidth + _columns.Output[t]] = true;
        }
    }
}
