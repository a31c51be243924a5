using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Onnx;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>The inputs and outputs of a model, and the tick between them: as it is, or as the body of a Scan.</summary>
internal sealed class ModelLayout
{
    private readonly SpikeProgram _program;
    private readonly OnnxExportOptions _options;
    private readonly GraphBuilder _builder;
    private readonly TickGraph _tick;
    private readonly OnnxInterface _face;

    /// <summary>Names what goes in and out of the model of <paramref name="program"/>.</summary>
    public ModelLayout(SpikeProgram program, OnnxExportOptions options)
    {
        _program = program;
        _options = options;
        _builder = new GraphBuilder(loop: options.Shape == OnnxShape.Sequence);
        _tick = new TickGraph(_builder, program);
        _face = Interface();
    }

    private bool IsSequence => _options.Shape == OnnxShape.Sequence;

    private bool TakesStates => !IsSequence || _options.Resumable;

    /// <summary>The graph and its description.</summary>
    public (GraphProto Graph, OnnxInterface Interface) Build()
    {
        DeclareInputs();
        if (IsSequence)
            new ScanGraph(_program, _builder, _face, _tick).Add();
        else
            AddStep();
        DeclareOutputs();
        _builder.Prune();
        return (_builder.Outer, _face);
    }

    private OnnxInterface Interface()
    {
        bool draws = _program.Populations.Any(p => p.Neuron is { } n && _program.Neuron(n).Body.Any(i => i.DrawsRandom));
        ImmutableArray<OnnxEvents> inputs =
            [.. _program.Populations.Where(p => p.IsInput).Select(p => new OnnxEvents(p.Name, _builder.Unique(p.Name)))];
        IEnumerable<string> shown = _options.AllEvents
            ? _program.Populations.Where(p => !p.IsInput).Select(p => p.Name)
            : _program.Outputs.Distinct();
        return new OnnxInterface
        {
            Shape = _options.Shape,
            Inputs = inputs,
            Outputs = [.. shown.Select(p => new OnnxEvents(p, _builder.Unique(p)))],
            States = [.. _program.Populations.Where(p => !p.IsInput)
                .SelectMany(p => _program.Neuron(p.Neuron!).States.Select(s => State(p, s)))],
            Histories = [.. _program.Populations.Where(p => _tick.Analysis.MaximumDelay(p.Name) > 0).Select(History)],
            Tick = draws && TakesStates ? _builder.Unique("tick") : null,
            TickNext = draws && TakesStates ? _builder.Unique("tick.next") : null,
            Stream = draws ? _builder.Unique("stream") : null,
            Clock = inputs.IsEmpty ? _builder.Unique("clock") : null,
        };
    }

    private OnnxState State(Population population, StateDeclaration state)
    {
        string name = $"{population.Name}.{state.Name}";
        IrValue initial = population.Initial.GetValueOrDefault(state.Name, 0);
        return new OnnxState(
            population.Name, state.Name, TakesStates ? _builder.Unique(name) : null, _builder.Unique($"{name}.next"),
            IsSequence && _options.StateTraces ? _builder.Unique($"{name}.trace") : null,
            _program.Array(initial) is { } array ? [.. array.ToInt32()] : [initial.Scalar]);
    }

    private OnnxHistory History(Population population)
    {
        string name = $"{population.Name}.events";
        return new OnnxHistory(
            population.Name, TakesStates ? _builder.Unique(name) : null, _builder.Unique($"{name}.next"),
            _tick.Analysis.MaximumDelay(population.Name));
    }

    private void AddStep() => _tick.Add(
        new TickInputs
        {
            Events = _face.Inputs.ToDictionary(i => i.Population, i => i.Tensor),
            States = _face.States.ToDictionary(s => (s.Population, s.State), s => s.Tensor!),
            Histories = _face.Histories.ToDictionary(h => h.Population, h => h.Tensor!),
            Tick = _face.Tick,
            Stream = _face.Stream,
            Batched = _face.Clock ?? _face.Inputs[0].Tensor,
        },
        new TickOutputs
        {
            Events = [.. _face.Outputs.Select(o => (o.Population, o.Tensor))],
            States = _face.States.ToDictionary(s => (s.Population, s.State), s => s.Next),
            Histories = [.. _face.Histories.Select(h => (h.Population, h.Next))],
            Tick = _face.TickNext,
        });

    private void DeclareInputs()
    {
        IList<ValueInfoProto> inputs = _builder.Outer.Input;
        foreach (OnnxEvents events in _face.Inputs)
            inputs.Add(GraphBuilder.Declare(events.Tensor, DataType.Int32, [.. Leading(), .. Extents(events.Population)]));
        if (_face.Clock is { } clock)
            inputs.Add(GraphBuilder.Declare(clock, DataType.Int32, Leading()));
        if (TakesStates)
        {
            foreach (OnnxState state in _face.States)
                inputs.Add(GraphBuilder.Declare(state.Tensor!, DataType.Int32, ["batch", .. Extents(state.Population)]));
            foreach (OnnxHistory history in _face.Histories)
                inputs.Add(GraphBuilder.Declare(
                    history.Tensor!, DataType.Int32, ["batch", history.Ticks, .. Extents(history.Population)]));
        }
        if (_face.Tick is { } tick)
            inputs.Add(GraphBuilder.Declare(tick, DataType.Int64));
        if (_face.Stream is { } stream)
            inputs.Add(GraphBuilder.Declare(stream, DataType.Int64, "batch"));
    }

    private void DeclareOutputs()
    {
        IList<ValueInfoProto> outputs = _builder.Outer.Output;
        foreach (OnnxEvents events in _face.Outputs)
            outputs.Add(GraphBuilder.Declare(events.Tensor, DataType.Int32, [.. Leading(), .. Extents(events.Population)]));
        foreach (OnnxState state in _face.States)
            outputs.Add(GraphBuilder.Declare(state.Next, DataType.Int32, ["batch", .. Extents(state.Population)]));
        foreach (OnnxHistory history in _face.Histories)
            outputs.Add(GraphBuilder.Declare(
                history.Next, DataType.Int32, ["batch", history.Ticks, .. Extents(history.Population)]));
        foreach (OnnxState state in _face.States.Where(s => s.Trace is not null))
            outputs.Add(GraphBuilder.Declare(state.Trace!, DataType.Int32, [.. Leading(), .. Extents(state.Population)]));
        if (_face.TickNext is { } tick)
            outputs.Add(GraphBuilder.Declare(tick, DataType.Int64));
    }

    private object[] Leading() => IsSequence ? ["ticks", "batch"] : ["batch"];

    private IEnumerable<object> Extents(string population) => _program.Population(population).Shape.Select(e => (object)e);
}
