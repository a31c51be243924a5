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

    /// <summary>Arrays whose elements are gathered to go down a column.</summary>
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
        bool gathered = way == RuleWay.DownColumns;
        RuleLayout layout = new(
            micro, seed, ordinal, [.. parameters.Select(p => Operand(p, way, isDense))],
            [.. states.Select(s => gathered ? ElementType.Int32 : s.Type)], [.. tables.Select(t => (int)t.Length)])
        {
            IsPadded = isDense || gathered,
            IsNumbered = gathered,
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

    /// <summary>Points a kernel at synapses whose elements lie together.</summary>
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
            else if (parameter.Axis == RuleAxis.Pre && way == RuleWay.AlongRows && !parameter.IsTrigger)
                frame->Scalars[p] = ((int*)row)[block.Source];
            else if (parameter.Axis == RuleAxis.Post && block.Targets == null)
                row += block.Target * sizeof(int);
            arrays[states.Length + p] = row;
        }
        arrays[_sourcesArray] = (nint)block.Sources;
        arrays[_sourcesArray + 1] = (nint)block.Targets;
        frame->Number = block.FirstNumber;
        frame->Count = block.Count;
    }

    /// <summary>Points a kernel that is <see cref="Set"/> for a run along one row to the same run of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(RuleFrame* frame, nint* rows, nint place, int source, int number)
    {
        nint* arrays = frame->Arrays;
        for (int s = 0; s < _stateSizes.Length; s++)
            arrays[s] = rows[s] + place * _stateSizes[s];
        foreach (int p in _perSynapse)
            arrays[_stateSizes.Length + p] = rows[_stateSizes.Length + p] + place * parameters[p].Storage!.Size;
        foreach (int p in _perSource)
            frame->Scalars[p] = ((int*)rows[_stateSizes.Length + p])[source];
        frame->Number = number;
    }

    /// <summary>Copies the elements of synapses to one target into <paramref name="scratch"/> and points a kernel at
    /// them.</summary>
    public void Gather(RuleFrame* frame, nint* rows, in SynapseBlock block, int* scratch, int* numbers)
    {
        const int Stride = RuleStep.Block + KernelLayout.RowPadding;
        nint* arrays = frame->Arrays;
        for (int s = 0; s < states.Length; s++)
        {
            states[s].Gather(rows[s], block, scratch + s * Stride);
            arrays[s] = (nint)(scratch + s * Stride);
        }
        int next = states.Length;
        for (int p = 0; p < parameters.Length; p++)
        {
            nint row = rows[states.Length + p];
            RuleSource parameter = parameters[p];
            if (parameter.Axis == RuleAxis.Synapse)
            {
                int* copy = scratch + next++ * Stride;
                parameter.Storage!.Gather(row, block, copy);
                row = (nint)copy;
            }
            else if (parameter.Axis == RuleAxis.Post && !parameter.IsTrigger)
            {
                frame->Scalars[p] = ((int*)row)[block.Target];
            }
            else if (parameter.Axis == RuleAxis.Pre && block.Sources == null)
            {
                row += block.Source * sizeof(int);
            }
            arrays[states.Length + p] = row;
        }
        for (int n = 0; Draws && n < block.Count; n++)
            numbers[n] = block.NumberOf(n);
        arrays[_sourcesArray] = (nint)block.Sources;
        arrays[_sourcesArray + 2] = (nint)numbers;
        frame->Count = block.Count;
    }

    /// <summary>Copies what the rule stored back from <paramref name="scratch"/>.</summary>
    public void Scatter(nint* rows, in SynapseBlock block, int* scratch)
    {
        foreach (int s in _stored)
            states[s].Scatter(rows[s], block, scratch + s * (RuleStep.Block + KernelLayout.RowPadding));
    }

    private static RuleOperand Operand(RuleSource parameter, RuleWay way, bool isDense)
    {
        return (parameter.Axis, way) switch
        {
            (RuleAxis.One, _) => new(parameter.Constant),
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
