using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>What sets every cell apart: factors of its steps and bounds of its code.</summary>
internal sealed class PulseCells
{
    private readonly int[]? _up;
    private readonly int[]? _down;
    private readonly int[]? _low;
    private readonly int[]? _high;
    private readonly int _synapses;
    private readonly int _maximum;

    /// <summary>The cells of <paramref name="commit"/>, one or two for each of <paramref name="synapses"/>.</summary>
    public PulseCells(SpikeProgram program, PulseCommit commit, int synapses)
    {
        _synapses = synapses;
        _maximum = (1 << commit.Bits) - 1;
        if (commit.Spread is not { } spread)
            return;
        _up = program.Array(spread.Up).ToInt32();
        _down = program.Array(spread.Down).ToInt32();
        _low = program.Array(spread.Low).ToInt32();
        _high = program.Array(spread.High).ToInt32();
    }

    /// <summary>The factor of steps, 12 fraction bits.</summary>
    public int Factor(int synapse, int cell, bool up) => (up ? _up : _down)?[cell * _synapses + synapse] ?? 1 << 12;

    /// <summary>The lowest and the highest code.</summary>
    public (int Low, int High) Bounds(int synapse, int cell) =>
        _low is null ? (0, _maximum) : (_low[cell * _synapses + synapse], _high![cell * _synapses + synapse]);
}
