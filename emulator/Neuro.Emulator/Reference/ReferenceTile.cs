using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Reference;

/// <summary>A tile of a crossbar with its arrays at hand.</summary>
internal sealed class ReferenceTile
{
    /// <summary>Resolves <paramref name="tile"/> of <paramref name="program"/>.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="firstDeviate">base(τ) of SEMANTICS.md, section 10.</param>
    public ReferenceTile(SpikeProgram program, CrossbarTile tile, int firstDeviate)
    {
        Definition = tile;
        FirstDeviate = firstDeviate;
        Conductance = program.Array(tile.Conductance).ToInt32();
        Variance = tile.Variance is { } variance ? program.Array(variance).ToInt32() : null;
        Channels = Conductance.Length / tile.Rows;
        Output = program.Values(tile.Output, Channels);
        Coefficient = program.Values(tile.Coefficient, Channels);
        Gain = program.Values(tile.Gain, Channels);
        Offset = program.Values(tile.Offset, Channels);
    }

    /// <summary>The tile.</summary>
    public CrossbarTile Definition { get; }

    /// <summary>What the number of a channel's deviate begins at.</summary>
    public int FirstDeviate { get; }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>[row, channel].</summary>
    public int[] Conductance { get; }

    /// <summary>[row, channel]; null without read noise.</summary>
    public int[]? Variance { get; }

    /// <summary>The output of each channel, −1 for all.</summary>
    public int[] Output { get; }

    /// <summary>What a code of each channel is worth.</summary>
    public int[] Coefficient { get; }

    /// <summary>Each ADC's factor.</summary>
    public int[] Gain { get; }

    /// <summary>Each ADC's offset.</summary>
    public int[] Offset { get; }
}
