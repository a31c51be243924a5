using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>
/// A step's rule with what its states, parameters and tables stand for: it makes kernels and hands them pointers. Arrays are
/// numbered
/// as <see cref="RuleLayout"/> does.
/// </summary>
/// <param name="micro">The rule.</param>
/// <param name="seed">The program's seed.</param>
/// <param name="ordinal">What the random generator counts the step by.</param>
/// <param name="states">The arrays behind the states.</param>
/// <param name="parameters">What the parameters read.</param>
/// <param name="tables">The tables.</param>
/// <param name="values">For each instruction, every value it may have.</param>
internal sealed unsafe class RuleBinding(
    MicroProgram micro, ulong seed, int ordinal, ImmutableArray<SynapseStorage> states, ImmutableArray<RuleSource> parameters,
    ImmutableArray<AlignedArray<int>> tables, ImmutableArray<Interval> values)
{
    private readonly int _sourcesArray = states.Length + parameters.Length + tables.Length;
    private readonly int[] _stateSizes = [.. states.Select(s => s.Size)];
    private readonly int[] _perSynapse = [.. Indices(parameters, p => p.Axis == RuleAxis.Synapse)];
    private readonly int[] _perSource = [.. Indices(parameters, p => p.Axis == RuleAxis.Pre && !p.IsTrigger)];
    private readonly int[] _perTarget = [.. Indices(parameters, p => p.Axis == RuleAxis.Post && !p.IsTrigger)];
    private readonly int[] _triggers = [.. Indices(parameters, p => p.IsTrigger)];
    private readonly int[] _stored =
        [.. micro.Body.Where(i => i.Op == OpCode.Store)
            .Select(i => micro.States.Select(s => s.Name).ToList().IndexOf(i.Symbol!))];

    private readonly HoistedVector[] _hoisted = [.. parameters.OfType<HoistedVector>()];

    /// <summary>The rule.</summary>
    public MicroProgram Rule => micro;

    /// <summary>The program's seed.</summary>
    public ulong Seed => seed;

    /// <summary>What the parameters read.</summary>
    public ImmutableArray<RuleSource> Parameters => parameters;

    /// <summary>Number of a kernel's arrays.</summary>
    public int Arrays => _sourcesArray + 4;

    /// <summary>Arrays whose elements are gathered to go down a sparse column.</summary>
    public int GatheredArrays => states.Length + _perSynapse.Length;

    /// <summary>Whether the rule emits anything.</summary>
    public bool Emits { get; } = micro.Body.Any(i => i.Op == OpCode.Emit);

    /// <summary>Whether the rule draws random numbers.</summary>
    public bool Draws { get; } = micro.Body.Any(i => i.DrawsRandom);

    /// <summary>What a parameter differs by.</summary>
    public RuleAxis Axis(string parameter) => parameters[micro.Parameters.IndexOf(parameter)].Axis;

    /// <summary>The same with another rule of the same values, states and tables, and its parameters.</summary>
    public RuleBinding With(MicroProgram rule, ImmutableArray<RuleSource> sources) =>
        new(rule, seed, ordinal, states, sources, tables, values);

    /// <summary>Compiles the rule for one way of going over synapses.</summary>
    public RuleKernel Compile(RuleWay way, bool isDense, bool stores, bool emits, SimdWidth width)
    {
        bool down = way == RuleWay.DownColumns;
        bool gathered = down && !isDense;
        RuleLayout layout = new(
            micro, seed, ordinal, [.. parameters.Select(p => Operand(p, way, isDense))],
            [.. states.Select(s => gathered ? ElementType.Int32 : s.Type)], [.. tables.Select(t => (int)t.Length)])
        {
            IsPadded = isDense || gathered,
            IsStrided = down && isDense,
            IsNumbered = down,
            Stores = stores,
            Emits = emits,
        };
        return RuleLoop.Compile(layout, new(layout, values, emitsUnitPayloads: false), width);
    }

    /// <summary>Notes the rows of a slot, and sets what stays the same for all its synapses.</summary>
    public void Begin(in StepScope scope, nint* rows, nint* arrays, int* scalars, int* emitted)
    {
        foreach (HoistedVector vector in _hoisted)
            vector.Prepare(scope);
        for (int s = 0; s < states.Length; s++)
            rows[s] = states[s].Row(scope.Slot);
        for (int p = 0; p < parameters.Length; p++)
        {
            nint row = rows[states.Length + p] = parameters[p].Row(scope.Slot, scope.FirstPart);
            if (parameters[p] is { Axis: RuleAxis.One, Constant: null })
                scalars[p] = *(int*)row;
        }
        for (int t = 0; t < tables.Length; t++)
            arrays[states.Length + parameters.Length + t] = (nint)tables[t].Pointer;
        arrays[_sourcesArray + 3] = (nint)emitted;
    }

    /// <summary>Sets the payload of the event that triggers the step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetTrigger(int* scalars, int payload)
    {
        foreach (int parameter in _triggers)
            scalars[parameter] = payload;
    }

    /// <summary>Points a kernel at synapses whose elements lie together or equally far apart.</summary>
    public void Set(RuleFrame* frame, nint* rows, in SynapseBlock block, RuleWay way)
    {
        nint* arrays = frame->Arrays;
        for (int s = 0; s < states.Length; s++)
            arrays[s] = rows[s] + (nint)block.FirstPlace * states[s].Size;
        for (int p = 0; p < parameters.Length; p++)
        {
            nint row = rows[states.Length + p];
            RuleSource parameter = parameters[p];
            if (parameter.Axis == RuleAxis.Synapse)
                row += (nint)block.FirstPlace * parameter.Storage!.Size;
            else if (parameter.Axis == RuleAxis.Pre && block.Sources == null)
                row += block.Source * sizeof(int);
            else if (parameter.Axis == RuleAxis.Post && block.Targets == null)
                row += block.Target * sizeof(int);
            arrays[states.Length + p] = row;
        }
        int neuron = way == RuleWay.AlongRows ? block.Source : block.Target;
        SetShared(frame, rows, way, neuron);
        arrays[_sourcesArray] = (nint)block.Sources;
        arrays[_sourcesArray + 1] = (nint)block.Targets;
        frame->Number = block.FirstNumber;
        frame->Count = block.Count;
        frame->Stride = block.PlaceStride;
    }

    /// <summary>Points a kernel that is <see cref="Set"/> for a run along one row, or down one column, to the same run of
    /// another.</summary>
    /// <param name="frame">What the kernel gets.</param>
    /// <param name="rows">The rows of the slot.</param>
    /// <param name="place">Place of the first synapse.</param>
    /// <param name="way">Along rows or down columns.</param>
    /// <param name="neuron">The row's source or the column's target.</param>
    /// <param name="number">Number of the first synapse.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(RuleFrame* frame, nint* rows, nint place, RuleWay way, int neuron, int number)
    {
        nint* arrays = frame->Arrays;
        for (int s = 0; s < _stateSizes.Length; s++)
            arrays[s] = rows[s] + place * _stateSizes[s];
        foreach (int p in _perSynapse)
            arrays[_stateSizes.Length + p] = rows[_stateSizes.Length + p] + place * parameters[p].Storage!.Size;
        SetShared(frame, rows, way, neuron);
        frame->Number = number;
    }

    /// <summary>Sets the numbers of synapses that do not follow each other, where the rule draws.</summary>
    public void Number(RuleFrame* frame, in SynapseBlock block, int* numbers)
    {
        for (int n = 0; Draws && n < block.Count; n++)
            numbers[n] = block.NumberOf(n);
        frame->Arrays[_sourcesArray + 2] = (nint)numbers;
    }

    /// <summary>Points a kernel at copies, in <paramref name="scratch"/>, of the elements of synapses that lie
    /// anywhere.</summary>
    public void Gather(RuleFrame* frame, nint* rows, in SynapseBlock block, int* scratch)
    {
        Set(frame, rows, block, RuleWay.DownColumns);
        for (int s = 0; s < states.Length; s++)
            Copy(s, states[s], block, ref scratch);
        foreach (int p in _perSynapse)
            Copy(states.Length + p, parameters[p].Storage!, block, ref scratch);

        void Copy(int array, SynapseStorage storage, in SynapseBlock places, ref int* copy)
        {
            storage.Gather(rows[array], places, copy);
            frame->Arrays[array] = (nint)copy;
            copy += RuleStep.Block + KernelLayout.RowPadding;
        }
    }

    /// <summary>Copies what the rule stored back from <paramref name="scratch"/>.</summary>
    public void Scatter(nint* rows, in SynapseBlock block, int* scratch)
    {
        foreach (int s in _stored)
            states[s].Scatter(rows[s], block, scratch + s * (RuleStep.Block + KernelLayout.RowPadding));
    }

    // Parameters that are the same for a whole row or column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetShared(RuleFrame* frame, nint* rows, RuleWay way, int neuron)
    {
        foreach (int p in way switch { RuleWay.AlongRows => _perSource, RuleWay.DownColumns => _perTarget, _ => [] })
            frame->Scalars[p] = ((int*)rows[_stateSizes.Length + p])[neuron];
    }

    private static RuleOperand Operand(RuleSource parameter, RuleWay way, bool isDense)
    {
        return (parameter.Axis, way) switch
        {
            (RuleAxis.One, _) => new(parameter.Constant),
            (RuleAxis.Synapse, RuleWay.DownColumns) when isDense => new(null, LeafMode.Strided, parameter.Storage!.Type),
            (RuleAxis.Synapse, RuleWay.DownColumns) => new(null, LeafMode.Elements),
            (RuleAxis.Synapse, _) => new(null, LeafMode.Elements, parameter.Storage!.Type),
            (RuleAxis.Pre, RuleWay.AlongRows) or (RuleAxis.Post, RuleWay.DownColumns) => new(null),
            (RuleAxis.Pre, _) => new(null, isDense ? LeafMode.Elements : LeafMode.Indexed, BySource: true),
            _ => new(null, isDense ? LeafMode.Elements : LeafMode.Indexed),
        };
    }

    private static IEnumerable<int> Indices(ImmutableArray<RuleSource> sources, Func<RuleSource, bool> which) =>
        Enumerable.Range(0, sources.Length).Where(i => which(sources[i]));
}
