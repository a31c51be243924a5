using Neuro.Ir;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// One tick as a graph (SEMANTICS.md, section 5): for each phase, sums of what arrives, then every neuron steps.
/// </summary>
internal sealed class TickGraph
{
    private readonly Dictionary<string, IntegerTensor> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Population, int Delay), IntegerTensor> _delayed = [];
    private readonly Dictionary<string, IntegerTensor> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IntegerTensor> _words = new(StringComparer.Ordinal);
    private readonly PhiloxGraph _philox;
    private TickInputs? _inputs;
    private string? _batch;

    /// <summary>A tick of <paramref name="program"/>, to be added to <paramref name="graph"/>.</summary>
    public TickGraph(GraphBuilder graph, SpikeProgram program)
    {
        Graph = graph;
        Program = program;
        Analysis = ProgramAnalysis.Of(program);
        Arithmetic = new ExactArithmetic(graph);
        Bitwise = new BitwiseOps(graph, Arithmetic);
        _philox = new PhiloxGraph(Arithmetic, Bitwise, program.Seed);
    }

    /// <summary>Where nodes go.</summary>
    public GraphBuilder Graph { get; }

    /// <summary>The program.</summary>
    public SpikeProgram Program { get; }

    /// <summary>What the verifier knows of it.</summary>
    public ProgramAnalysis Analysis { get; }

    /// <summary>Exact integer operations.</summary>
    public ExactArithmetic Arithmetic { get; }

    /// <summary>And, or, exclusive or.</summary>
    public BitwiseOps Bitwise { get; }

    /// <summary>
    /// Adds the tick, from tensors that exist. Events and states afterwards get the names of <paramref name="outputs"/>; events
    /// of populations that it does not name are left out.
    /// </summary>
    public void Add(TickInputs inputs, TickOutputs outputs)
    {
        _inputs = inputs;
        foreach (Population input in Program.Populations.Where(p => p.IsInput))
        {
            Interval payload = Analysis.Payload(input.Name).Union(Interval.Of(0));
            _events[input.Name] = new(_inputs!.Events[input.Name], DataType.Int32, payload, Batched: true);
        }
        foreach (Population population in Program.Populations.Where(p => !p.IsInput).OrderBy(p => p.Phase))
            Step(population, outputs);
        foreach ((string population, string name) in outputs.Events)
            Output(name, _events.GetValueOrDefault(population) ?? Arithmetic.Number(0), Program.Population(population));
        foreach ((string population, string name) in outputs.Histories)
            Remember(population, name);
        if (outputs.Tick is { } tick)
            Graph.Named("Add", tick, [_inputs!.Tick!, Graph.Scalar(1, DataType.Int64)]);
    }

    /// <summary>What a population's neurons are bound to: a number, or one for each of them in the population's shape.</summary>
    public IntegerTensor Constant(IrValue value, Population population, Interval range)
    {
        if (Program.Array(value) is not { } array)
            return Arithmetic.Number(value.Scalar);
        string key = $"{array.Name}[{string.Join(',', population.Shape)}]";
        if (!_constants.TryGetValue(key, out IntegerTensor? constant))
        {
            string tensor = Graph.Constant(array.Name, Extents(population), array.ToInt32(), DataType.Int32);
            _constants[key] = constant = new(tensor, DataType.Int32, range, Batched: false);
        }
        return constant;
    }

    /// <summary>
    /// The word of a draw for every neuron of a population; all its draws are computed together, along a last axis.
    /// </summary>
    public IntegerTensor Word(Population population, int draw, string name)
    {
        if (!_words.TryGetValue(population.Name, out IntegerTensor? words))
            _words[population.Name] = words = Words(population, $"{population.Name}/words");
        string one = Graph.Node(
            "Gather", name, [words.Name, Graph.Scalar(draw, DataType.Int64)],
            GraphBuilder.Integer("axis", population.Shape.Length + 1));
        return words with { Name = one };
    }

    /// <summary>
    /// The events that a population emitted <paramref name="delay"/> ticks ago, [batch, …population]; null where it never emits.
    /// </summary>
    public IntegerTensor? Arriving(string population, int delay)
    {
        if (delay == 0)
            return _events.GetValueOrDefault(population);
        if (!_delayed.TryGetValue((population, delay), out IntegerTensor? events))
        {
            string slice = Graph.Node(
                "Gather", $"{population}.ago{delay}", [_inputs!.Histories[population], Graph.Scalar(delay - 1, DataType.Int64)],
                GraphBuilder.Integer("axis", 1));
            Interval payload = Analysis.Payload(population).Union(Interval.Of(0));
            _delayed[(population, delay)] = events = new(slice, DataType.Int32, payload, Batched: true);
        }
        return events;
    }

    /// <summary>The shape of a population, for constants.</summary>
    public static long[] Extents(Population population) => [.. population.Shape.Select(e => (long)e)];

    private IntegerTensor Words(Population population, string name)
    {
        int draws = Program.Neuron(population.Neuron!).Body.Count(i => i.DrawsRandom);
        IntegerTensor Numbers(string what, int count, long[] shape) => new(
            Graph.Constant(what, shape, [.. Enumerable.Range(0, count)], DataType.Int64), DataType.Int64, new(0, count - 1),
            Batched: false);
        long[] perSample = [0, .. population.Shape.Select(_ => 1L), 1];
        string streams = Graph.Node("Reshape", name, [_inputs!.Stream!, Graph.Vector(perSample)]);
        return _philox.Word(
            new(_inputs.Tick!, DataType.Int64, new(0, int.MaxValue), Batched: false),
            Program.Populations.IndexOf(population),
            Numbers($"{population.Name}.numbers", population.Size, [.. Extents(population), 1]),
            Numbers($"{population.Name}.draws", draws, [draws]),
            new(streams, DataType.Int64, new(0, uint.MaxValue), Batched: true), name);
    }

    private void Step(Population population, TickOutputs outputs)
    {
        MicroProgram micro = Program.Neuron(population.Neuron!);
        Dictionary<string, IntegerTensor> states = micro.States.ToDictionary(
            s => s.Name,
            s => new IntegerTensor(_inputs!.States[(population.Name, s.Name)], DataType.Int32, new(s.Minimum, s.Maximum), true));
        Dictionary<string, IntegerTensor> ports = micro.Accumulators.ToDictionary(a => a.Name, a => Port(population, a));
        (IntegerTensor? payload, IReadOnlyDictionary<string, IntegerTensor> stored) =
            new NeuronGraph(this, population).Add(states, ports);
        if (payload is not null)
            _events[population.Name] = Spread(payload, population);
        foreach (StateDeclaration state in micro.States)
        {
            Output(
                outputs.States[(population.Name, state.Name)], stored.GetValueOrDefault(state.Name) ?? states[state.Name],
                population);
        }
    }

    private IntegerTensor Port(Population population, AccumulatorDeclaration port)
    {
        Interval range = Analysis.Accumulator(population.Name, port.Name);
        DataType type = port.Bits == 64 ? DataType.Int64 : DataType.Int32;
        string? sum = null;
        foreach (Projection projection in Program.Projections.Where(p => p.Target == population.Name && p.Port == port.Name))
        {
            if (new ProjectionGraph(this, projection, type).Add() is { } arriving)
                sum = sum is null ? arriving : Graph.Node("Add", $"{population.Name}.{port.Name}", [sum, arriving]);
        }
        return sum is null
            ? Arithmetic.Number(0)
            : Arithmetic.Wrap32(Arithmetic.Clamp(
                new(sum, type, range, Batched: true), Interval.Int32, $"{population.Name}.{port.Name}"));
    }

    private void Remember(string population, string name)
    {
        Population source = Program.Population(population);
        IntegerTensor events = _events.GetValueOrDefault(population) ?? Spread(Arithmetic.Number(0), source);
        string latest = Graph.Node("Unsqueeze", $"{population}.latest", [events.Name, Graph.Vector(1)]);
        int ticks = Analysis.MaximumDelay(population);
        if (ticks == 1)
        {
            Graph.Named("Identity", name, [latest]);
            return;
        }
        string older = Graph.Node(
            "Slice", $"{population}.older",
            [_inputs!.Histories[population], Graph.Vector(0), Graph.Vector(ticks - 1), Graph.Vector(1)]);
        Graph.Named("Concat", name, [latest, older], GraphBuilder.Integer("axis", 1));
    }

    private void Output(string name, IntegerTensor value, Population population) =>
        Graph.Named("Identity", name, [Spread(value, population).Name]);

    /// <summary>A value of shape [batch, …population], whatever was the same for all samples or neurons before.</summary>
    private IntegerTensor Spread(IntegerTensor value, Population population)
    {
        if (value.Batched)
            return value;
        _batch ??= Graph.Node(
            "Slice", "batch",
            [Graph.Node("Shape", "batch", [_inputs!.Batched]), Graph.Vector(0), Graph.Vector(1), Graph.Vector(0)]);
        string shape = Graph.Node(
            "Concat", $"{population.Name}.shape", [_batch, Graph.Vector(Extents(population))], GraphBuilder.Integer("axis", 0));
        string spread = Graph.Node("Expand", $"{population.Name}.spread", [Arithmetic.As(value, DataType.Int32), shape]);
        return new(spread, DataType.Int32, value.Range, Batched: true);
    }
}
