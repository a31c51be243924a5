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

    // By kernel element: where it lies from the patch's first, and the place in a channel that it reads at the pixel at hand.
    private readonly (int Y, int X)[] _kernel;
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
            _kernel = [.. Enumerable.Range(0, c.KernelHeight * c.KernelWidth)
                .Select(k => (k / c.KernelWidth * c.DilationY, k % c.KernelWidth * c.DilationX))];
            _taps = new int[_kernel.Length];
            _reached = new bool[c.OutputHeight * c.OutputWidth];
        }
        else
        {
            _image = new(sources);
            _kernel = [];
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
        int[] taps = _taps;
        int* channel = _image.Pointer;
        for (int i = c.InputChannels; i > 0; i--, channel += _location + 1, payloads += taps.Length)
        {
            for (int tap = 0; tap < taps.Length; tap++)
                payloads[tap] = channel[taps[tap]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Locate(Convolution c, int pixel)
    {
        (int v, int u) = Math.DivRem(pixel, c.OutputWidth);
        (int top, int left) = (v * c.StrideY - c.PaddingTop, u * c.StrideX - c.PaddingLeft);
        (int height, int width) = (c.InputHeight, c.InputWidth);
        for (int tap = 0; tap < _taps.Length; tap++)
        {
            (int y, int x) = (top + _kernel[tap].Y, left + _kernel[tap].X);
            _taps[tap] = (uint)y < (uint)height && (uint)x < (uint)width ? y * width + x : _location;
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
