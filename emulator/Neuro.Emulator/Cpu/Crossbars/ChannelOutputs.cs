using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>What a tile's codes add to its outputs: D of SEMANTICS.md, section 9, modulo 2^64.</summary>
internal sealed unsafe class ChannelOutputs
{
    private const int All = -1;

    private readonly CrossbarTile _tile;
    private readonly int[] _output;
    private readonly AlignedArray<long> _coefficient;

    // Whether every channel has the output of its own number.
    private readonly bool _inOrder;

    /// <summary>The outputs of <paramref name="tile"/>.</summary>
    public ChannelOutputs(SpikeProgram program, CrossbarTile tile, int channels)
    {
        _tile = tile;
        _output = program.Array(tile.Output)?.ToInt32() ?? [.. Enumerable.Repeat(tile.Output.Scalar, channels)];
        _coefficient = PerChannel.Of(program, tile.Coefficient, channels);
        _inOrder = channels == tile.Outputs && _output.SequenceEqual(Enumerable.Range(0, channels));
        int additions = _output.Sum(output => output == All ? tile.Outputs : 1);
        Additions = additions + (tile.InputCoefficient == 0 ? 0 : tile.Outputs);
    }

    /// <summary>Digital additions of one read.</summary>
    public int Additions { get; }

    /// <summary>
    /// The channels that the outputs <paramref name="first"/> to <paramref name="end"/> of the tile depend on, and others
    /// between.
    /// </summary>
    public (int First, int End) ChannelsOf(int first, int end)
    {
        bool Matters(int output) => output == All || (output >= first && output < end);
        int from = Array.FindIndex(_output, Matters);
        return first >= end || from < 0 ? (0, 0) : (from, Array.FindLastIndex(_output, Matters) + 1);
    }

    /// <summary>
    /// Adds <paramref name="weight"/> · (coefficient · code) of channels <paramref name="first"/> to <paramref name="end"/>, and
    /// the tile's share of the sum of its <paramref name="inputs"/>, to the tile's <paramref name="outputs"/>, which may be read
    /// and written up to the next multiple of 32.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int* codes, int first, int end, long weight, int inputs, long* outputs)
    {
        if (_inOrder)
            AddInOrder(codes, first, end, weight, outputs);
        else
            AddByOutput(codes, first, end, weight, outputs);
        if (_tile.InputCoefficient != 0)
            AddToAll(weight * _tile.InputCoefficient * inputs, outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddInOrder(int* codes, int first, int end, long weight, long* outputs)
    {
        // Beyond the last channel coefficients are 0, and what is stored is what was there.
        Vector512<long> weights = Vector512.Create(weight);
        for (int c = first; c < end; c += Vector512<long>.Count)
        {
            Vector512<long> worth = Lanes.LoadInt64(codes + c) * (Vector512.Load(_coefficient.Pointer + c) * weights);
            (Vector512.Load(outputs + c) + worth).Store(outputs + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddByOutput(int* codes, int first, int end, long weight, long* outputs)
    {
        for (int c = first; c < Math.Min(end, _output.Length); c++)
        {
            long worth = weight * _coefficient.Pointer[c] * codes[c];
            if (_output[c] == All)
                AddToAll(worth, outputs);
            else
                outputs[_output[c]] += worth;
        }
    }

    private void AddToAll(long worth, long* outputs)
    {
        for (int output = 0; output < _tile.Outputs; output++)
            outputs[output] += worth;
    }
}
