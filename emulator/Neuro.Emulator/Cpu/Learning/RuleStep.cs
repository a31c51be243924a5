using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>
/// A step of a plasticity in execution. Its rule is compiled for the ways in which synapses are visited: along rows where
/// sources trigger it, or all synapses of a dense projection; down columns where targets do, whose elements lie a row apart
/// or, where sparse, are gathered first; and as one list for all synapses of a sparse one.
/// </summary>
internal sealed unsafe class RuleStep
{
    /// <summary>Synapses that are visited together at most, where what the rule emits must be kept or elements be
    /// gathered.</summary>
    public const int Block = 512;

    private readonly PlasticityStep _step;
    private readonly SynapseMap _map;
    private readonly RuleBinding _binding;
    private readonly EmittedSink? _sink;
    private readonly int _delay;
    private readonly Lazy<RuleKernel> _alongRows;
    private readonly Lazy<RuleKernel> _downColumns;
    private readonly Lazy<RuleKernel> _overAll;

    /// <summary>A step.</summary>
    /// <param name="step">What it does.</param>
    /// <param name="map">The synapses.</param>
    /// <param name="binding">The rule and what it reads and stores.</param>
    /// <param name="sink">What is done with what it emits, or null.</param>
    /// <param name="delay">Ticks from emission to arrival.</param>
    /// <param name="kernel">Gives the kernel for a way of going over synapses.</param>
    public RuleStep(
        PlasticityStep step, SynapseMap map, RuleBinding binding, EmittedSink? sink, int delay, Func<RuleWay, RuleKernel> kernel)
    {
        (_step, _map, _binding, _sink, _delay) = (step, map, binding, sink, delay);
        _alongRows = new(() => kernel(RuleWay.AlongRows));
        _downColumns = new(() => kernel(RuleWay.DownColumns));
        _overAll = new(() => kernel(RuleWay.OverAll));
    }

    /// <summary>Whether one thread must visit the synapses of all parts.</summary>
    public bool NeedsAllParts => _sink is { NeedsAllParts: true };

    /// <summary>Whether it runs after a tick, or when a sample ends.</summary>
    public bool IsDue(int tick, bool sampleEnds) => _step.Trigger switch
    {
        StepTrigger.SampleEnd => sampleEnds,
        StepTrigger.Every => !sampleEnds && (tick + 1) % _step.Period == 0,
        _ => !sampleEnds,
    };

    /// <summary>Leaves what it leaves where it is not due.</summary>
    public void Skip(in StepScope scope) => _sink?.Skip(scope);

    /// <summary>Runs the rule at every synapse that is triggered, of the parts of <paramref name="scope"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(in StepScope scope)
    {
        nint* arrays = stackalloc nint[_binding.Arrays];
        nint* rows = stackalloc nint[_binding.Arrays];
        int* scalars = stackalloc int[_binding.Parameters.Length + 1];
        int* emitted = stackalloc int[Block + KernelLayout.RowPadding];
        RuleFrame frame = new()
        {
            Arrays = arrays,
            Scalars = scalars,
            Tick = scope.Tick,
            Key1 = (uint)(_binding.Seed >> 32) + scope.Stream,
        };
        _binding.Begin(scope, rows, arrays, scalars, emitted);
        if (_sink is not null && !_binding.Emits)
            new Span<int>(emitted, Block).Clear();
        _sink?.Begin(scope);
        long executed = _step.Trigger switch
        {
            StepTrigger.Pre => Rows(scope, &frame, rows, emitted, scope.Tick - _delay),
            StepTrigger.PreEmitted => Rows(scope, &frame, rows, emitted, scope.Tick),
            StepTrigger.Post => Columns(scope, &frame, rows, emitted, scope.Tick),
            StepTrigger.PostDelayed => Columns(scope, &frame, rows, emitted, scope.Tick - _delay),
            _ => All(scope, &frame, rows, emitted),
        };
        _sink?.End(scope);
        if (_step.Kind == StepKind.Update)
            scope.Counters.RuleUpdates[scope.Slot] += executed;
    }

    private long Rows(in StepScope scope, RuleFrame* frame, nint* rows, int* emitted, int tick)
    {
        if (tick < 0)
            return 0;
        RuleKernel kernel = _alongRows.Value;
        EventHistory history = _map.Source.History;
        int place = history.Place(tick);
        long executed = 0;
        bool whole = _map.IsDense && _sink is null;
        if (whole)
            SetDense(scope, frame, rows);
        for (int from = 0; from < history.Parts; from++)
        {
            EventList events = history.Events(place, scope.Slot, from);
            for (int e = 0; e < events.Count; e++)
            {
                _binding.SetTrigger(frame->Scalars, events.Payloads == null ? 1 : events.Payloads[e]);
                executed += whole
                    ? DenseRow(kernel, scope, frame, rows, events.Indices[e])
                    : Row(kernel, scope, frame, rows, emitted, events.Indices[e]);
            }
        }
        return executed;
    }

    private void SetDense(in StepScope scope, RuleFrame* frame, nint* rows)
    {
        int start = _map.Target.Start(scope.FirstPart);
        SynapseBlock first = new()
        {
            Count = _map.Target.End(scope.EndPart - 1) - start,
            Target = start,
            FirstPlace = start,
            PlaceStride = 1,
        };
        _binding.Set(frame, rows, first, RuleWay.AlongRows);
    }

    // One row where nothing is done with what the rule emits: after the first, little changes from row to row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int DenseRow(RuleKernel kernel, in StepScope scope, RuleFrame* frame, nint* rows, int source)
    {
        int start = _map.Target.Start(scope.FirstPart);
        nint place = (nint)source * _map.Stride + start;
        _binding.Move(frame, rows, place, RuleWay.AlongRows, source, source * _map.Target.Size + start);
        kernel(frame);
        return frame->Count;
    }

    private long All(in StepScope scope, RuleFrame* frame, nint* rows, int* emitted)
    {
        if (!_map.IsDense && (_map.IsOneToOne || scope.EndPart - scope.FirstPart == _map.Parts))
        {
            (int begin, int end) = _map.IsOneToOne
                ? (_map.Target.Start(scope.FirstPart), _map.Target.End(scope.EndPart - 1))
                : (0, _map.Count);
            SynapseBlock list = new()
            {
                Count = end - begin,
                FirstNumber = begin,
                NumberStep = 1,
                FirstPlace = begin,
                PlaceStride = 1,
                Sources = _map.Sources + begin,
                Targets = _map.Targets + begin,
            };
            Visit(_overAll.Value, scope, frame, rows, emitted, list, RuleWay.OverAll);
            return end - begin;
        }
        long executed = 0;
        RuleKernel kernel = _alongRows.Value;
        bool whole = _map.IsDense && _sink is null;
        if (whole)
            SetDense(scope, frame, rows);
        for (int source = 0; source < _map.Source.Size; source++)
        {
            executed += whole
                ? DenseRow(kernel, scope, frame, rows, source)
                : Row(kernel, scope, frame, rows, emitted, source);
        }
        return executed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Row(RuleKernel kernel, in StepScope scope, RuleFrame* frame, nint* rows, int* emitted, int source)
    {
        SynapseBlock block = new() { Source = source, NumberStep = 1, PlaceStride = 1 };
        if (_map.IsDense)
        {
            (int start, int end) = (_map.Target.Start(scope.FirstPart), _map.Target.End(scope.EndPart - 1));
            block.Count = end - start;
            block.Target = start;
            block.TargetStep = 1;
            block.FirstNumber = source * _map.Target.Size + start;
            block.FirstPlace = (long)source * _map.Stride + start;
        }
        else
        {
            int begin = _map.RowBegin(source, scope.FirstPart);
            block.Count = _map.RowEnd(source, scope.EndPart) - begin;
            block.FirstNumber = begin;
            block.FirstPlace = begin;
            block.Targets = _map.Targets + begin;
        }
        if (block.Count > 0)
            Visit(kernel, scope, frame, rows, emitted, block, RuleWay.AlongRows);
        return block.Count;
    }

    private long Columns(in StepScope scope, RuleFrame* frame, nint* rows, int* emitted, int tick)
    {
        if (tick < 0)
            return 0;
        RuleKernel kernel = _downColumns.Value;
        EventHistory history = _map.Target.History;
        int place = history.Place(tick);
        long executed = 0;
        bool whole = _map.IsDense && _sink is null && !_binding.Draws;
        if (whole)
            _binding.Set(frame, rows, DenseColumn(0), RuleWay.DownColumns);
        for (int part = scope.FirstPart; part < scope.EndPart; part++)
        {
            EventList events = history.Events(place, scope.Slot, part);
            for (int e = 0; e < events.Count; e++)
            {
                int target = events.Indices[e];
                _binding.SetTrigger(frame->Scalars, events.Payloads == null ? 1 : events.Payloads[e]);
                if (!whole)
                {
                    executed += Column(kernel, scope, frame, rows, emitted, target);
                    continue;
                }
                _binding.Move(frame, rows, target, RuleWay.DownColumns, target, target);
                kernel(frame);
                executed += frame->Count;
            }
        }
        return executed;
    }

    private int Column(RuleKernel kernel, in StepScope scope, RuleFrame* frame, nint* rows, int* emitted, int target)
    {
        SynapseBlock block = _map.IsDense ? DenseColumn(target) : SparseColumn(target);
        for (int first = 0; first < block.Count; first += Block)
        {
            SynapseBlock some = block.Slice(first, Math.Min(Block, block.Count - first));
            if (_map.IsDense)
                VisitStrided(kernel, frame, rows, some);
            else
                VisitGathered(kernel, frame, rows, some);
            _sink?.Take(scope, some, emitted);
        }
        return block.Count;
    }

    private SynapseBlock DenseColumn(int target) => new()
    {
        Count = _map.Source.Size,
        SourceStep = 1,
        Target = target,
        FirstNumber = target,
        NumberStep = _map.Target.Size,
        FirstPlace = target,
        PlaceStride = _map.Stride,
    };

    private SynapseBlock SparseColumn(int target)
    {
        (nint synapses, nint sources, int count) = _map.Column(target);
        return new() { Target = target, Count = count, Keys = (int*)synapses, Sources = (int*)sources };
    }

    // Synapses whose elements lie together.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Visit(
        RuleKernel kernel, in StepScope scope, RuleFrame* frame, nint* rows, int* emitted, in SynapseBlock block, RuleWay way)
    {
        if (_sink is null)
        {
            _binding.Set(frame, rows, block, way);
            kernel(frame);
            return;
        }
        for (int first = 0; first < block.Count; first += Block)
        {
            SynapseBlock some = block.Slice(first, Math.Min(Block, block.Count - first));
            _binding.Set(frame, rows, some, way);
            kernel(frame);
            _sink.Take(scope, some, emitted);
        }
    }

    // Synapses whose elements lie a row apart.
    [SkipLocalsInit]
    private void VisitStrided(RuleKernel kernel, RuleFrame* frame, nint* rows, in SynapseBlock block)
    {
        int* numbers = stackalloc int[_binding.Draws ? Block + KernelLayout.RowPadding : 1];
        _binding.Set(frame, rows, block, RuleWay.DownColumns);
        _binding.Number(frame, block, numbers);
        kernel(frame);
    }

    // Synapses whose elements lie anywhere: they are brought together, and what was stored goes back.
    [SkipLocalsInit]
    private void VisitGathered(RuleKernel kernel, RuleFrame* frame, nint* rows, in SynapseBlock block)
    {
        int* scratch = stackalloc int[_binding.GatheredArrays * (Block + KernelLayout.RowPadding)];
        int* numbers = stackalloc int[_binding.Draws ? Block + KernelLayout.RowPadding : 1];
        _binding.Gather(frame, rows, block, scratch);
        _binding.Number(frame, block, numbers);
        kernel(frame);
        if (_step.Kind == StepKind.Update)
            _binding.Scatter(rows, block, scratch);
    }
}
