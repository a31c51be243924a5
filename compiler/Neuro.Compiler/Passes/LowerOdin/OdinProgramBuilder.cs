using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Templates;
using Neuro.Runtime;

namespace Neuro.Compiler.Passes;

/// <summary>Writes a network in a chip's units as a program that fires by the event.</summary>
internal sealed class OdinProgramBuilder(OdinNetwork lowered, OdinCore core)
{
    private const string Inhibitory = ".inhibitory", Rows = ".rows";

    private readonly string _bias = Free(lowered, "bias"), _leak = Free(lowered, "leak");
    private readonly MicroProgram _neuron = NeuronTemplates.Find(core.Neuron).Expand(core.Neuron);
    private readonly List<IrArray> _arrays = [];
    private readonly List<Population> _inputs = [], _neurons = [];
    private readonly List<Projection> _projections = [];
    private readonly List<ProjectionQuality> _qualities = [];
    private readonly Dictionary<(string, string), double[]> _units = [];
    private ImmutableSortedDictionary<string, string> _facts = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The program, and how it relates to the model.</summary>
    public QuantisedNetwork Build()
    {
        foreach (DiscretePopulation input in lowered.Network.Populations.Where(p => p.Model is InputModel)) AddInput(input);
        foreach (OdinLayer layer in lowered.Layers)
        {
            AddNeurons(layer, layer.Population.Name);
            if (lowered.IsDoubled(layer.Population.Name)) AddNeurons(layer, layer.Population.Name + Inhibitory);
        }
        AddBiases();
        AddLeak();
        foreach (DiscreteProjection projection in lowered.Network.Projections) Connect(projection);
        SpikeProgram program = new()
        {
            Name = lowered.Network.Name,
            TimeStep = lowered.Network.TimeStep,
            Firing = Firing.Event,
            EventQueue = core.Queue,
            Arrays = [.. _arrays],
            Neurons = [_neuron],
            Populations = [.. _inputs, .. _neurons],
            Projections = [.. _projections],
            Outputs = lowered.Network.Outputs,
            Metadata = _facts,
        };
        return new()
        {
            Program = program,
            Projections = [.. _qualities],
            StateUnits = _units,
            PayloadUnits = program.Populations.ToDictionary(p => p.Name, _ => 1.0),
        };
    }

    private void AddInput(DiscretePopulation input)
    {
        Population population = new() { Name = input.Name, Shape = input.Shape, Origin = input.Origin };
        _inputs.Add(population);
        if (!lowered.IsDoubled(input.Name)) return;
        // Data for the input becomes two events of rows each, one directly after the other.
        _inputs.Add(population with { Name = input.Name + Rows, Shape = [.. input.Shape, 2] });
        _facts = _facts.Add(InputFeed.FactOf(input.Name + Rows), input.Name);
    }

    private void AddClock(string name, int size)
    {
        _inputs.Add(new() { Name = name, Shape = [size] });
        _facts = _facts.Add(InputFeed.FactOf(name), InputFeed.EveryTick);
    }

    private void AddNeurons(OdinLayer layer, string name)
    {
        DiscretePopulation population = layer.Population;
        Dictionary<string, int[]> parameters = new()
        {
            ["threshold"] = layer.Thresholds,
            ["leak"] = layer.Leaks,
            ["enabled"] = [1],
        };
        _neurons.Add(new()
        {
            Name = name,
            Shape = population.Shape,
            Neuron = _neuron.Name,
            Phase = 1,
            Parameters = _neuron.Parameters.ToImmutableSortedDictionary(p => p, p => Value($"{name}.{p}", parameters[p])),
            Initial = layer.Initial.Any(v => v != 0)
                ? ImmutableSortedDictionary<string, IrValue>.Empty.Add("v", Value($"{name}.v", layer.Initial))
                : ImmutableSortedDictionary<string, IrValue>.Empty,
            Origin = population.Origin,
        });
        _units[(name, "v")] = layer.Units;
    }

    /// <summary>Rows that spike once a tick, each with as much of the biases as its weights can hold.</summary>
    private void AddBiases()
    {
        if (lowered.BiasRows == 0) return;
        bool split = core.RowsHaveSigns && lowered.HasNegativeBias;
        AddClock(_bias, lowered.BiasRows);
        if (split) AddClock(_bias + Inhibitory, lowered.BiasRows);
        foreach (OdinLayer layer in lowered.Layers.Where(l => l.Biases.Any(b => b != 0)))
        {
            int size = layer.Population.Size;
            int[] codes = new int[lowered.BiasRows * size];
            for (int s = 0; s < codes.Length; s++)
            {
                int bias = layer.Biases[s % size], rest = Math.Max(Math.Abs(bias) - s / size * core.LargestWeight, 0);
                codes[s] = Math.Sign(bias) * Math.Min(rest, core.LargestWeight);
            }
            Connect(_bias, layer.Population.Name, $"{_bias}.{layer.Population.Name}", codes, split, null, null);
        }
    }

    private void AddLeak()
    {
        if (!lowered.Leaks) return;
        AddClock(_leak, 1);
        foreach (OdinLayer layer in lowered.Layers.Where(l => l.Leaks.Any(v => v > 0)))
            foreach (string target in Variants(layer.Population.Name))
            {
                string name = $"{_leak}.{target}";
                _projections.Add(new()
                {
                    Name = name,
                    Source = _leak,
                    Target = target,
                    Port = "leak_event",
                    Connectivity = new Dense(),
                    Weight = Codes(name, [.. Enumerable.Repeat(1, layer.Population.Size)], 1),
                });
                _qualities.Add(new() { Projection = name, Weights = layer.Population.Size, Bits = 1, Levels = 1 });
            }
    }

    private void Connect(DiscreteProjection projection) => Connect(
        projection.Source, projection.Target, projection.Name, lowered.Codes(projection),
        lowered.IsDoubled(projection.Source), projection.Origin, lowered.Weights(projection));

    private void Connect(
        string source, string target, string name, int[] codes, bool split, string? origin, double[]? weights)
    {
        foreach (string variant in Variants(target))
        {
            string suffix = variant == target ? "" : $".to{Inhibitory}";
            if (!split)
            {
                Add(source, variant, name + suffix, codes);
                continue;
            }
            int[] positive = Array.ConvertAll(codes, c => Math.Max(c, 0));
            int[] negative = Array.ConvertAll(codes, c => Math.Min(c, 0));
            if (_inputs.Exists(p => p.Name == source + Rows))
            {
                int targets = lowered.Layer(target).Population.Size;
                Add(source + Rows, variant, name + suffix, Interleaved(positive, negative, targets));
                continue;
            }
            Add(source, variant, name + suffix, positive);
            Add(source + Inhibitory, variant, name + Inhibitory + suffix, negative);
        }

        void Add(string from, string to, string called, int[] part)
        {
            int sources = part.Length / lowered.Layer(target).Population.Size;
            _projections.Add(new()
            {
                Name = called,
                Source = from,
                Target = to,
                Port = "in",
                Connectivity = new Dense(),
                Weight = Codes(called, part, sources),
                Origin = origin,
            });
            double[] steps = Array.ConvertAll(lowered.Layer(target).Factors, f => 1 / f);
            _qualities.Add(ProjectionQuality.Of(called, weights ?? [], codes, 4, steps));
        }
    }

    private static int[] Interleaved(int[] even, int[] odd, int targets)
    {
        int[] codes = new int[2 * even.Length];
        for (int s = 0; s < codes.Length; s++)
        {
            int row = s / targets;
            codes[s] = (row % 2 == 0 ? even : odd)[row / 2 * targets + s % targets];
        }
        return codes;
    }

    private IEnumerable<string> Variants(string population) =>
        lowered.IsDoubled(population) ? [population, population + Inhibitory] : [population];

    private static string Free(OdinNetwork lowered, string name)
    {
        while (lowered.Network.Populations.Any(p => p.Name == name)) name += "_";
        return name;
    }

    private IrValue Codes(string projection, int[] codes, int sources)
    {
        IrArray array = IrArray.Create($"{projection}.weight", [sources, codes.Length / sources], 4, true, codes);
        _arrays.Add(array);
        return IrValue.FromArray(array.Name);
    }

    private IrValue Value(string name, int[] values)
    {
        if (values.All(v => v == values[0])) return values[0];
        _arrays.Add(IrArray.Create(name, [values.Length], 13, true, values));
        return IrValue.FromArray(name);
    }
}
