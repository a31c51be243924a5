using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Devices.Learning;

/// <summary>Puts one projection on cells.</summary>
internal sealed class ProjectionBinder
{
    private const string PlusName = "plus";
    private const string MinusName = "minus";
    private const string RemainderName = "remainder";

    private readonly Projection _projection;
    private readonly Plasticity _plasticity;
    private readonly DeviceModel _device;
    private readonly PulseTables _tables;
    private readonly DeviceLearningOptions _options;
    private readonly DeviceUpdate _update;
    private readonly IrArray? _weights;
    private readonly int _synapses;
    private readonly LearningCells? _cells;
    private readonly int _index;
    private readonly int _changeBits;
    private readonly int _gain;
    private readonly int _shift;
    private SpikeProgram _program;

    public ProjectionBinder(SpikeProgram program, int index, DeviceModel device, PulseTables tables,
        DeviceLearningOptions options)
    {
        (_program, _index, _device, _tables, _options) = (program, index, device, tables, options);
        _projection = program.Projections[index];
        _plasticity = _projection.Plasticity!;
        _update = device.Pulse is OneSided ? DeviceUpdate.Unidirectional : options.Update;
        _weights = program.Array(_projection.Weight);
        _synapses = checked((int)SynapseCounts.Of(program, _projection));
        _changeBits = DeviceLearning.ChangeBits((long)_plasticity.WeightMaximum - _plasticity.WeightMinimum);
        (_gain, _shift) = Read();
        LearningCells cells = new(device, tables, program.Seed, options.Chip, index, IsPair ? 2 * _synapses : _synapses);
        _cells = options.Spread && cells.Differ ? cells : null;
    }

    private bool IsPair => _update != DeviceUpdate.Bidirectional;

    /// <summary>The largest magnitude that a pair has to reach.</summary>
    private long Reach => Math.Max(Math.Abs((long)_plasticity.WeightMinimum), Math.Abs((long)_plasticity.WeightMaximum));

    private double WeightPerCode => (double)_gain / (1L << _shift);

    private int Reference => IsPair ? 0 : (int)Math.Round(-_plasticity.WeightMinimum / WeightPerCode);

    /// <summary>The program with the projection on cells.</summary>
    public SpikeProgram Bind()
    {
        Plasticity plasticity = _plasticity with
        {
            Steps = [.. _plasticity.Steps.Select(Proposing)],
            Commit = Commit(),
        };
        (int[] plus, int[] minus, int[] weights) = Initial();
        List<SynapseArray> arrays = [.. plasticity.Arrays, Cell(PlusName, plus)];
        if (IsPair)
            arrays.Add(Cell(MinusName, minus));
        if (_options.Rounding == PulseRounding.Accumulate)
            arrays.Add(new(RemainderName, 32, true, 0));
        Projection bound = _projection with
        {
            Weight = Weights(weights),
            Plasticity = plasticity with { Arrays = [.. arrays] },
        };
        return _program with { Projections = _program.Projections.SetItem(_index, bound) };
    }

    /// <summary>weight = (plus − minus) · gain / 2^shift, gain with 20 bits or more.</summary>
    private (int Gain, int Shift) Read()
    {
        double perCode = (IsPair ? Reach : (double)_plasticity.WeightMaximum - _plasticity.WeightMinimum) / _tables.Maximum;
        int shift = Math.Clamp(20 - (int)Math.Floor(Math.Log2(perCode)), 0, 62);
        return ((int)Math.Round(Math.ScaleB(perCode, shift)), shift);
    }

    private PulseCommit Commit() => new()
    {
        Device = _device.Name,
        Bits = _options.Bits,
        Up = Add("up", _tables.Up.ToArray),
        Down = _update == DeviceUpdate.Unidirectional ? null : Add("down", _tables.Down.ToArray),
        UpSigma = _tables.UpSigma is { } up ? Add("up_sigma", up.ToArray) : null,
        DownSigma = _update != DeviceUpdate.Unidirectional && _tables.DownSigma is { } down
            ? Add("down_sigma", down.ToArray)
            : null,
        CloseUp = _tables.CloseUp,
        CloseDown = _update == DeviceUpdate.Unidirectional ? 0 : _tables.CloseDown,
        Plus = Free(PlusName),
        Minus = IsPair ? Free(MinusName) : null,
        Reference = Reference,
        Direction = _update == DeviceUpdate.Unidirectional ? CommitDirection.Unidirectional : CommitDirection.Bidirectional,
        Rounding = _options.Rounding,
        Remainder = _options.Rounding == PulseRounding.Accumulate ? Free(RemainderName) : null,
        ChangePerPulse = ChangePerPulse(),
        MostPulses = _options.MostPulses,
        ReadGain = _gain,
        ReadShift = _shift,
        RefreshAbove = _update == DeviceUpdate.Unidirectional
            ? (int)(DeviceLearning.RefreshOf(_device, _options) * _tables.Maximum)
            : int.MaxValue,
        Spread = _cells is { } cells
            ? new(
                Spread("factor_up", cells.Up), Spread("factor_down", cells.Down), Spread("low", cells.Low),
                Spread("high", cells.High))
            : null,
    };

    /// <summary>The mean device's step, averaged over its range, as a change of the weight.</summary>
    private int ChangePerPulse()
    {
        const int Nodes = 64;
        double codes = 0;
        for (int i = 0; i < Nodes; i++)
        {
            int code = (int)((i + 0.5) / Nodes * _tables.Maximum);
            codes += _update == DeviceUpdate.Unidirectional ? _tables.Up.At(code)
                : _update == DeviceUpdate.Differential ? _tables.Up.At(code) + _tables.Down.At(code)
                : (_tables.Up.At(code) + _tables.Down.At(code)) / 2.0;
        }
        double change = codes / Nodes / (1 << PulseTables.FractionBits) * WeightPerCode * (1 << _changeBits);
        return (int)Math.Clamp(Math.Round(change), 1, int.MaxValue);
    }

    private PlasticityStep Proposing(PlasticityStep step)
    {
        MicroProgram rule = DeviceLearning.Rule(_program, step);
        if (step.Kind != StepKind.Update || DeviceLearning.StateOfWeight(step) is not { } state || !Proposals.Stores(rule, state))
            return step;
        if (Proposals.Emits(rule))
            throw new DiagnosticException(
                DiagnosticCatalog.RuleStoresAndProposes.At(_projection.Origin, rule.Name, _projection.Name));
        MicroProgram proposing = Proposals.Of(rule, state, $"{rule.Name}_proposed", _changeBits);
        if (_program.Rules.All(r => r.Name != proposing.Name))
            _program = _program with { Rules = _program.Rules.Add(proposing) };
        return step with { Rule = proposing.Name };
    }

    /// <summary>Codes that read as the initial weights, within each cell's bounds, and what they read as.</summary>
    private (int[] Plus, int[] Minus, int[] Weights) Initial()
    {
        int[] target = _program.Values(_projection.Weight, _synapses);
        int[] plus = new int[_synapses], minus = new int[_synapses], weights = new int[_synapses];
        for (int k = 0; k < _synapses; k++)
        {
            int difference = (int)Math.Round(target[k] / WeightPerCode);
            (int up, int down) = _update switch
            {
                DeviceUpdate.Bidirectional => (Reference + difference, Reference),
                DeviceUpdate.Differential => ((_tables.Maximum + difference) / 2, (_tables.Maximum - difference) / 2),
                _ => (Math.Max(difference, 0), Math.Max(-difference, 0)),
            };
            plus[k] = Within(up, k);
            minus[k] = IsPair ? Within(down, _synapses + k) : Reference;
            long read = MicroOps.ShiftRight((long)(plus[k] - minus[k]) * _gain, _shift, Rounding.Nearest);
            weights[k] = (int)Math.Clamp(read, _plasticity.WeightMinimum, _plasticity.WeightMaximum);
        }
        return (plus, minus, weights);
    }

    private int Within(int code, int cell) => _cells is { } cells
        ? Math.Clamp(code, cells.Low[cell], cells.High[cell])
        : Math.Clamp(code, 0, _tables.Maximum);

    private SynapseArray Cell(string name, int[] codes) => new(
        Free(name), _options.Bits, false,
        IrValue.FromArray(Add(name, n => IrArray.Create(n, [_synapses], _options.Bits, false, codes))));

    private string Spread(string name, int[] values)
    {
        ImmutableArray<int> shape = IsPair ? [2, _synapses] : [_synapses];
        return Add(name, n => IrArray.Create(n, shape, 24, false, values));
    }

    /// <summary>The projection's weights, in the array's own place where no other projection uses it.</summary>
    private IrValue Weights(int[] values)
    {
        ImmutableArray<int> shape = _weights?.Shape ?? Shape();
        int bits = _weights?.Bits ?? 32;
        bool signed = _weights?.Signed ?? true;
        if (_weights is null || _program.Projections.Count(p => p.Weight == _projection.Weight) > 1)
            return IrValue.FromArray(Add("weight", n => IrArray.Create(n, shape, bits, signed, values)));
        IrArray replaced = IrArray.Create(_weights.Name, shape, bits, signed, values, _weights.Steps);
        _program = _program with { Arrays = _program.Arrays.Replace(_weights, replaced) };
        return _projection.Weight;
    }

    private ImmutableArray<int> Shape() => _projection.Connectivity is Dense
        ? [_program.Population(_projection.Source).Size, _program.Population(_projection.Target).Size]
        : [_synapses];

    private string Free(string name)
    {
        string free = name;
        for (int n = 2; _plasticity.Arrays.Any(a => a.Name == free); n++)
            free = $"{name}{n}";
        return free;
    }

    private string Add(string suffix, Func<string, IrArray> make)
    {
        string name = $"{_projection.Name}.{suffix}";
        for (int n = 2; _program.Arrays.Any(a => a.Name == name); n++)
            name = $"{_projection.Name}.{suffix}{n}";
        _program = _program with { Arrays = _program.Arrays.Add(make(name)) };
        return name;
    }
}
