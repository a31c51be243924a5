using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Testing.Programs;

/// <summary>
/// Random valid programs: every connectivity, delay, rounding, width and operation, recurrent and through several phases. The
/// same seed gives the same program.
/// </summary>
public sealed class RandomProgram
{
    private readonly Random _random;
    private readonly int _largest;
    private readonly double _crossbars;
    private readonly List<(MicroProgram Program, int PayloadBound)> _neurons = [];
    private readonly List<Population> _populations = [];
    private readonly List<Projection> _projections = [];
    private readonly List<IrArray> _arrays = [];

    // What may arrive at a micro-program's port in one tick, at most, in any population that runs it.
    private readonly Dictionary<(string Neuron, string Port), double> _bounds = [];

    private RandomProgram(int seed, int largest, double crossbars)
    {
        _random = new(seed);
        _largest = largest;
        _crossbars = crossbars;
    }

    /// <summary>
    /// Program number <paramref name="seed"/>, of 1 to 6 populations of up to <paramref name="largest"/> neurons each. Of its
    /// projections, <paramref name="crossbars"/> is the share that is read from crossbars; of the others that can be plastic,
    /// <paramref name="learning"/> is the share that is. With it come reductions, kept states and parameters of inference.
    /// </summary>
    public static SpikeProgram Generate(int seed, int largest = 24, double crossbars = 0, double learning = 0)
    {
        SpikeProgram program = new RandomProgram(seed, largest, crossbars).Build(seed);
        return learning == 0 ? program : RandomLearning.Apply(program, new(~seed), learning);
    }

    /// <summary>
    /// Random events for every input of <paramref name="program"/>; what a slot gets does not depend on how many slots there are.
    /// </summary>
    public static InputBatch Input(SpikeProgram program, int seed, int slots, int ticks)
    {
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = [];
        foreach (Population input in program.Populations.Where(p => p.IsInput))
            trains[input.Name] = [.. Enumerable.Range(0, slots).Select(slot => Train(input, new(seed * 31 + slot), ticks))];
        return new(trains);
    }

    private static SpikeTrain Train(Population input, Random random, int ticks)
    {
        double rate = random.NextDouble() * 0.6;
        SpikeTrainBuilder builder = new(input.Size, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int neuron = 0; neuron < input.Size; neuron++)
            {
                int payload = random.Chance(rate) ? random.Within(input.PayloadMinimum, input.PayloadMaximum) : 0;
                if (payload != 0)
                    builder.Add(neuron, payload);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    private SpikeProgram Build(int seed)
    {
        int neuronPopulations = _random.Next(1, 5);
        for (int i = 0; i < neuronPopulations; i++)
            AddPopulation($"layer{i}");
        for (int i = _random.Next(1, 3); i > 0; i--)
            AddInput($"input{i}");
        Population[] inputs = [.. _populations.Where(p => p.IsInput)];
        foreach (Population target in _populations.Where(p => !p.IsInput).ToArray())
        {
            for (int i = _random.Next(1, 4); i > 0; i--)
                AddProjection(_random.Pick<Population>(_random.Chance(0.5) ? inputs : _populations), target);
        }
        Population[] order = [.. _populations];
        _random.Shuffle(order);
        return new()
        {
            Name = $"random{seed}",
            TimeStep = new(1, 1000),
            Seed = (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
            Neurons = [.. _neurons.Select(n => Widen(n.Program))],
            Populations = [.. order],
            Projections = [.. _projections],
            Arrays = [.. _arrays],
            Outputs = [.. order.Where(p => !p.IsInput && _random.Chance(0.5)).Select(p => p.Name)],
        };
    }

    private void AddPopulation(string name)
    {
        if (_neurons.Count == 0 || _random.Chance(0.7))
            _neurons.Add(RandomNeuron.Generate(_random, $"neuron{_neurons.Count}"));
        MicroProgram neuron = _random.Pick(_neurons).Program;
        ImmutableArray<int> shape = Shape();
        int size = shape.Aggregate(1, (a, b) => a * b);
        _populations.Add(new()
        {
            Name = name,
            Shape = shape,
            Neuron = neuron.Name,
            Phase = _random.Next(1, 4),
            Parameters = neuron.Parameters.Select(p => (p, Parameter($"{name}.{p}", p, size)))
                .Concat(neuron.Tables.Select(t => (t, Table($"{name}.{t}"))))
                .ToImmutableSortedDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal),
            Initial = neuron.States.Where(_ => _random.Chance(0.6)).Select(s => (s.Name, Initial($"{name}.{s.Name}0", s, size)))
                .ToImmutableSortedDictionary(p => p.Name, p => p.Item2, StringComparer.Ordinal),
        });
    }

    private void AddInput(string name) => _populations.Add(new()
    {
        Name = name,
        Shape = Shape(),
        PayloadMinimum = _random.Pick([0, 0, 0, -1, -7]),
        PayloadMaximum = _random.Pick([1, 1, 1, 3, 15]),
    });

    private void AddProjection(Population source, Population target)
    {
        MicroProgram neuron = _neurons.First(n => n.Program.Name == target.Neuron).Program;
        string port = _random.Chance(0.7) ? "in" : _random.Pick(neuron.Accumulators).Name;
        RandomProjection generator = new(_random, source, target, $"projection{_projections.Count}");
        int earliest = source.Phase < target.Phase ? 0 : 1;
        Projection projection = generator.Generate(port, earliest);
        int payload = source.IsInput
            ? Math.Max(-source.PayloadMinimum, source.PayloadMaximum)
            : _neurons.First(n => n.Program.Name == source.Neuron).PayloadBound;
        double bound = generator.Bound * payload;
        if (_crossbars > 0 && _random.Chance(_crossbars))
            (projection, bound) = Read(projection, source, target, payload, earliest);
        _projections.Add(projection);
        _arrays.AddRange(generator.Arrays);
        (string, string) key = (neuron.Name, projection.Port);
        _bounds[key] = _bounds.GetValueOrDefault(key) + bound;
    }

    /// <summary>The projection as it is read from a crossbar, and the most that it adds to a neuron.</summary>
    private (Projection Projection, double Bound) Read(
        Projection digital, Population source, Population target, int payload, int earliest)
    {
        Projection projection = digital with
        {
            Shift = Math.Min(digital.Shift, 6),
            Delay = digital.Delay.IsArray ? earliest + _random.Next(3) : digital.Delay,
        };
        bool negative = source.IsInput ? source.PayloadMinimum < 0 : payload > 1;
        CrossbarExtents matrix = CrossbarExtents.Of(projection.Connectivity, source.Size, target.Size);
        RandomCrossbar generator = new(_random, projection, matrix, RandomProjection.LargestMultiplier, payload, negative);
        CrossbarRead read = generator.Generate();
        _arrays.AddRange(generator.Arrays);
        return (projection with { Read = read }, generator.Bound);
    }

    /// <summary>64 bits where 32 might not hold the sum, and now and then where they would.</summary>
    private MicroProgram Widen(MicroProgram neuron)
    {
        bool Wide(string port) => _bounds.GetValueOrDefault((neuron.Name, port)) >= int.MaxValue || _random.Chance(0.15);
        return neuron with { Accumulators = [.. neuron.Accumulators.Select(a => a with { Bits = Wide(a.Name) ? 64 : 32 })] };
    }

    /// <summary>A row of neurons, an image, or the shape of an earlier population.</summary>
    private ImmutableArray<int> Shape()
    {
        if (_populations.Count > 0 && _random.Chance(0.3))
            return _random.Pick(_populations).Shape;
        if (_random.Chance(0.5))
            return [_random.Next(1, _largest + 1)];
        int channels = _random.Pick([1, 2, 2, 4]);
        int side = Math.Max(1, (int)Math.Sqrt(_largest / (double)channels));
        return [channels, _random.Next(1, side + 1), _random.Next(1, side + 2)];
    }

    private IrValue Parameter(string array, string parameter, int size)
    {
        int Draw() => parameter switch
        {
            "threshold" => 1 << _random.Next(2, 12),
            "decay" => _random.Next(1, 1 << 20),
            _ => _random.Number(),
        };
        return _random.Chance(0.5) ? Draw() : AddArray(array, 32, [.. Enumerable.Range(0, size).Select(_ => Draw())]);
    }

    private IrValue Table(string array) =>
        AddArray(array, 32, [.. Enumerable.Range(0, _random.Next(1, 40)).Select(_ => _random.Number())]);

    private IrValue Initial(string array, StateDeclaration state, int size)
    {
        // Small values, so that most neurons do not start far beyond their threshold.
        int Draw() => Math.Clamp(_random.Chance(0.8) ? _random.Next(-50, 51) : _random.Number(), state.Minimum, state.Maximum);
        return _random.Chance(0.5) ? Draw() : AddArray(array, 32, [.. Enumerable.Range(0, size).Select(_ => Draw())]);
    }

    private IrValue AddArray(string name, int bits, int[] values)
    {
        _arrays.Add(IrArray.Create(name, [values.Length], bits, signed: true, values));
        return IrValue.FromArray(name);
    }
}
