using System.Runtime.CompilerServices;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>Applies proposed changes as pulses on a device's cells: SEMANTICS.md, section 12, with the names used
/// there.</summary>
internal sealed unsafe class PulseSink : EmittedSink
{
    /// <summary>Synapses that are committed together at most.</summary>
    public const int Block = RuleStep.Block;

    private const int MostRefreshPulses = 4096;

    private readonly PulseCommit _commit;
    private readonly Plasticity _plasticity;
    private readonly PulseDirection _up;
    private readonly PulseDirection? _down;
    private readonly PulseCells _cells;
    private readonly SynapseStorage _weight;
    private readonly SynapseStorage _plus;
    private readonly SynapseStorage? _minus;
    private readonly SynapseStorage? _remainder;
    private readonly SynapseArray? _remainderRange;
    private readonly SynapseMap _map;
    private readonly SynapseStorage[] _counts;
    private readonly uint _object;
    private readonly ulong _seed;

    /// <summary>The commit of <paramref name="plasticity"/> for step number <paramref name="step"/> of the program.</summary>
    public PulseSink(
        SpikeProgram program, Plasticity plasticity, int step, SynapseMap map, Func<string, SynapseStorage> storage)
    {
        _plasticity = plasticity;
        _commit = plasticity.Commit!;
        PulseTable Table(string name) => new(program.Array(name), _commit.Bits);
        _up = new(true, Table(_commit.Up), _commit.UpSigma is { } up ? Table(up) : null, _commit.CloseUp);
        if (_commit.Down is { } down)
            _down = new(false, Table(down), _commit.DownSigma is { } sigma ? Table(sigma) : null, _commit.CloseDown);
        _cells = new(program, _commit, map.Count);
        _map = map;
        _counts = [.. PulseCounts.Of(plasticity).Select(storage)];
        _weight = storage("weight");
        _plus = storage(_commit.Plus);
        _minus = _commit.Minus is { } minus ? storage(minus) : null;
        if (_commit.Remainder is { } remainder)
        {
            _remainder = storage(remainder);
            _remainderRange = plasticity.Arrays.Single(a => a.Name == remainder);
        }
        _object = (1u << 30) + (1u << 29) + (uint)step;
        _seed = program.Seed;
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Take(in StepScope scope, in SynapseBlock block, int* values)
    {
        if (!new ReadOnlySpan<int>(values, block.Count).ContainsAnyExcept(0))
            return;
        int* plus = stackalloc int[Block];
        int* minus = stackalloc int[Block];
        int* remainder = stackalloc int[Block];
        int* weight = stackalloc int[Block];
        int slot = scope.Slot;
        _plus.Gather(_plus.Row(slot), block, plus);
        _minus?.Gather(_minus.Row(slot), block, minus);
        _remainder?.Gather(_remainder.Row(slot), block, remainder);
        _weight.Gather(_weight.Row(slot), block, weight);
        if (_minus is null)
            new Span<int>(minus, block.Count).Fill(_commit.Reference);
        bool pulsed = false;
        for (int n = 0; n < block.Count; n++)
        {
            if (values[n] == 0)
                continue;
            int synapse = block.NumberOf(n);
            int pulses = Pulses(scope, synapse, values[n], remainder + n);
            if (pulses == 0)
                continue;
            pulsed = true;
            Apply(scope, synapse, pulses, ref plus[n], ref minus[n]);
            long read = MicroOps.ShiftRight((long)(plus[n] - minus[n]) * _commit.ReadGain, _commit.ReadShift, Rounding.Nearest);
            weight[n] = (int)Math.Clamp(read, _plasticity.WeightMinimum, _plasticity.WeightMaximum);
        }
        _remainder?.Scatter(_remainder.Row(slot), block, remainder);
        if (!pulsed)
            return;
        _plus.Scatter(_plus.Row(slot), block, plus);
        _minus?.Scatter(_minus.Row(slot), block, minus);
        _weight.Scatter(_weight.Row(slot), block, weight);
    }

    // n: how many pulses a change becomes.
    private int Pulses(in StepScope scope, int synapse, int change, int* r)
    {
        (int c, int p) = (_commit.ChangePerPulse, _commit.MostPulses);
        switch (_commit.Rounding)
        {
            case PulseRounding.Nearest:
                return (int)Math.Clamp(MicroOps.Divide(change, c, Rounding.Nearest), -p, p);
            case PulseRounding.Accumulate:
                long sum = MicroOps.Saturate((long)*r + change, 32);
                int n = (int)Math.Clamp(sum / c, -p, p);
                *r = (int)Math.Clamp(sum - (long)n * c, _remainderRange!.Minimum, _remainderRange.Maximum);
                return n;
            default:
                (long whole, long rest) = Math.DivRem(Math.Abs((long)change), c);
                bool more = Words(scope, synapse, 0).X0 % (uint)c < rest;
                return Math.Sign(change) * (int)Math.Min(whole + (more ? 1 : 0), p);
        }
    }

    private void Apply(in StepScope scope, int synapse, int n, ref int plus, ref int minus)
    {
        int count = Math.Abs(n);
        if (_commit.Direction == CommitDirection.Bidirectional)
        {
            plus = Train(scope, synapse, 0, n > 0, count, plus);
            if (_minus is not null)
                minus = Train(scope, synapse, 1, n < 0, count, minus);
            return;
        }
        if (n > 0)
            plus = Train(scope, synapse, 0, true, count, plus);
        else
            minus = Train(scope, synapse, 1, true, count, minus);
        if (Math.Max(plus, minus) > _commit.RefreshAbove)
            Refresh(scope, synapse, ref plus, ref minus);
    }

    // Both cells go to their low bound, and one of them back up to the difference.
    private void Refresh(in StepScope scope, int synapse, ref int plus, ref int minus)
    {
        int d = plus - minus;
        plus = _cells.Bounds(synapse, 0).Low;
        minus = _cells.Bounds(synapse, 1).Low;
        if (d > 0)
            plus = Train(scope, synapse, 0, true, MostRefreshPulses, plus, d);
        else if (d < 0)
            minus = Train(scope, synapse, 1, true, MostRefreshPulses, minus, -d);
        scope.Counters.Refreshes[scope.Slot]++;
    }

    // Pulses of one cell in one direction; to refresh it, until its code is at least what is asked for.
    private int Train(in StepScope scope, int synapse, int cell, bool up, int pulses, int code, int until = int.MaxValue)
    {
        PulseDirection direction = up ? _up : _down!;
        int factor = _cells.Factor(synapse, cell, up);
        (int low, int high) = _cells.Bounds(synapse, cell);
        uint first = (uint)((until == int.MaxValue ? 1 : 2049) + 1024 * cell);
        (uint X0, uint X1, uint X2, uint X3) words = default;
        int p = 0;
        for (; p < pulses && code < until; p++)
        {
            if (direction.IsRandom && p % 4 == 0)
                words = Words(scope, synapse, first + (uint)(p / 4));
            uint word = (p % 4) switch { 0 => words.X0, 1 => words.X1, 2 => words.X2, _ => words.X3 };
            code = direction.Pulse(code, NormalTable.Deviate(word), factor, low, high);
        }
        scope.Counters.Pulses[scope.Slot] += p;
        int* count = (int*)_counts[cell].Row(scope.Slot) + _map.Place(synapse);
        *count = (int)Math.Min((long)*count + p, int.MaxValue);
        return code;
    }

    private (uint X0, uint X1, uint X2, uint X3) Words(in StepScope scope, int synapse, uint k) => Philox4x32.Block(
        (uint)scope.Tick, _object, (uint)synapse, k, (uint)_seed | (ulong)((uint)(_seed >> 32) + scope.Stream) << 32);
}
