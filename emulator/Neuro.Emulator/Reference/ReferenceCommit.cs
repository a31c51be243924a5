using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Reference;

/// <summary>Applies the changes that one step proposes as pulses: SEMANTICS.md, section 12, with the names used there.</summary>
internal sealed class ReferenceCommit
{
    private const int MostRefreshPulses = 4096;

    private readonly SpikeProgram _program;
    private readonly Plasticity _plasticity;
    private readonly PulseCommit _commit;
    private readonly int _synapses;
    private readonly uint _object;

    /// <summary>Resolves the commit of <paramref name="plasticity"/> for step number <paramref name="step"/> of the
    /// program.</summary>
    public ReferenceCommit(SpikeProgram program, ReferencePlasticity plasticity, int step)
    {
        _program = program;
        _plasticity = plasticity.Definition;
        _commit = _plasticity.Commit!;
        _synapses = plasticity.Synapses.Length;
        _object = (1u << 30) + (1u << 29) + (uint)step;
    }

    private int Maximum => (1 << _commit.Bits) - 1;

    /// <summary>Applies <paramref name="change"/> ≠ 0 at a synapse.</summary>
    public void Apply(RuleView view, int synapse, int change)
    {
        int n = Pulses(view, synapse, change);
        if (n == 0)
            return;
        if (_commit.Direction == CommitDirection.Bidirectional)
        {
            Train(view, synapse, cell: 0, up: n > 0, Math.Abs(n));
            if (_commit.Minus is not null)
                Train(view, synapse, cell: 1, up: n < 0, Math.Abs(n));
        }
        else
        {
            Train(view, synapse, cell: n > 0 ? 0 : 1, up: true, Math.Abs(n));
            if (Math.Max(Code(view, synapse, 0), Code(view, synapse, 1)) > _commit.RefreshAbove)
                Refresh(view, synapse);
        }
        long difference = Code(view, synapse, 0) - Code(view, synapse, 1);
        long weight = MicroOps.ShiftRight(difference * _commit.ReadGain, _commit.ReadShift, Rounding.Nearest);
        view.Arrays["weight"][synapse] = (int)Math.Clamp(weight, _plasticity.WeightMinimum, _plasticity.WeightMaximum);
    }

    /// <summary>n: how many pulses <paramref name="change"/> becomes.</summary>
    private int Pulses(RuleView view, int synapse, int change)
    {
        bool accumulates = _commit.Rounding == PulseRounding.Accumulate;
        uint w = _commit.Rounding == PulseRounding.Stochastic ? Draw(view, synapse, k: 0).X0 : 0;
        long r = accumulates ? view.Arrays[_commit.Remainder!][synapse] : 0;
        int n = PulseOps.Count(_commit.Rounding, change, _commit.ChangePerPulse, _commit.MostPulses, ref r, w);
        if (accumulates)
        {
            SynapseArray array = _plasticity.Arrays.Single(a => a.Name == _commit.Remainder);
            view.Arrays[array.Name][synapse] = (int)Math.Clamp(r, array.Minimum, array.Maximum);
        }
        return n;
    }

    /// <summary>Pulses a cell, 0 for plus and 1 for minus, in one direction.</summary>
    private void Train(RuleView view, int synapse, int cell, bool up, int pulses)
    {
        for (int p = 0; p < pulses; p++)
            Pulse(view, synapse, cell, up, Deviate(view, synapse, 1 + 1024 * cell, p));
    }

    /// <summary>Both cells go to their low bound, and one of them back up to the difference.</summary>
    private void Refresh(RuleView view, int synapse)
    {
        int d = Code(view, synapse, 0) - Code(view, synapse, 1);
        for (int cell = 0; cell < 2; cell++)
            Cell(view, cell)[synapse] = Bounds(synapse, cell).Low;
        int programmed = d > 0 ? 0 : 1;
        for (int p = 0; p < MostRefreshPulses && Code(view, synapse, programmed) < Math.Abs(d); p++)
            Pulse(view, synapse, programmed, up: true, Deviate(view, synapse, 2049 + 1024 * programmed, p));
        view.Slot.Learning += new LearningCounters(0, Refreshes: 1);
    }

    /// <summary>One pulse with the normal deviate <paramref name="z"/>.</summary>
    private void Pulse(RuleView view, int synapse, int cell, bool up, int z)
    {
        ref int code = ref Cell(view, cell)[synapse];
        long step = Interpolate(up ? _commit.Up : _commit.Down!, code);
        long sigma = (up ? _commit.UpSigma : _commit.DownSigma) is { } table ? Interpolate(table, code) : 0;
        (int low, int high) = Bounds(synapse, cell);
        int close = up ? _commit.CloseUp : _commit.CloseDown;
        code = PulseOps.Pulse(code, up, step, sigma, z, Factor(synapse, cell, up), low, high, close);
        view.Slot.Learning += new LearningCounters(0, Pulses: 1);
        ref int count = ref view.Arrays[cell == 0 ? PulseCounts.Plus : PulseCounts.Minus][synapse];
        count = (int)Math.Min(count + 1L, int.MaxValue);
    }

    private long Interpolate(string table, int code) => PulseOps.Interpolate(_program.Array(table), _commit.Bits, code);

    private int[] Cell(RuleView view, int cell) => view.Arrays[cell == 0 ? _commit.Plus : _commit.Minus!];

    private int Code(RuleView view, int synapse, int cell) =>
        cell == 1 && _commit.Minus is null ? _commit.Reference : Cell(view, cell)[synapse];

    private (int Low, int High) Bounds(int synapse, int cell) => _commit.Spread is { } spread
        ? (_program.Array(spread.Low)[cell * _synapses + synapse], _program.Array(spread.High)[cell * _synapses + synapse])
        : (0, Maximum);

    private int Factor(int synapse, int cell, bool up) => _commit.Spread is { } spread
        ? _program.Array(up ? spread.Up : spread.Down)[cell * _synapses + synapse]
        : 1 << 12;

    private int Deviate(RuleView view, int synapse, int first, int p)
    {
        (uint x0, uint x1, uint x2, uint x3) = Draw(view, synapse, (uint)(first + p / 4));
        return NormalTable.Deviate((p % 4) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 });
    }

    private (uint X0, uint X1, uint X2, uint X3) Draw(RuleView view, int synapse, uint k) =>
        Philox4x32.Block((uint)view.Tick, _object, (uint)synapse, k, RandomKey.Of(_program.Seed, view.Slot.Stream));
}
