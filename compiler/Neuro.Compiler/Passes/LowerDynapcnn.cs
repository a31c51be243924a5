using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to DYNAP-CNN's cores (<see cref="NeuronFamily.Dynapcnn"/>) instead of <see cref="Quantise"/>, as
/// sinabs does (sinabs/backend/dynapcnn/discretize.py): one scale a layer, the largest at which weights and biases fit 8 bits and
/// the threshold 16. Each layer goes to a core of its own.
/// </summary>
public static class LowerDynapcnn
{
    private const int LargestState = short.MaxValue;

    /// <summary>The program of <paramref name="network"/>; findings that do not prevent it go to
    /// <paramref name="diagnostics"/>.</summary>
    /// <param name="network">Populations in an order in which delay-0 projections run forward.</param>
    /// <param name="format">Weight bits and payloads of inputs.</param>
    /// <param name="target">A target with <see cref="TargetProfile.Dynapcnn"/>.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The network breaks design rules; all that it breaks are in it.</exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, FixedPointFormat format, TargetProfile target, List<Diagnostic> diagnostics)
    {
        DynapcnnRules rules = new(network, format, target);
        DynapcnnLayer[] layers = [.. network.Populations.Select(p => DynapcnnLayer.Of(p, network)).OfType<DynapcnnLayer>()];
        DynapcnnMapping mapping = new(layers, target);
        ImmutableArray<Diagnostic> violations = [.. rules.Violations(), .. mapping.Violations()];
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        string[] once =
        [
            .. layers.Where(l => l.Population.Model is LinearNeuronModel { Spike.MultiSpike: false })
                .Select(l => $"'{l.Population.Name}'"),
        ];
        if (once.Length > 0) diagnostics.Add(DiagnosticCatalog.DynapcnnManySpikes.At(null, string.Join(", ", once)));
        QuantisedNetwork lowered = new Assembly(network, layers, format).Build();
        return lowered with
        {
            Program = lowered.Program with { Placement = mapping.Placement(lowered.Program) },
            Resources = mapping.Report(),
        };
    }

    /// <summary>The program, population by population.</summary>
    private sealed class Assembly(DiscreteNetwork network, DynapcnnLayer[] layers, FixedPointFormat format)
    {
        private readonly ChipProgram _program = new(network.Name, network.TimeStep);
        private readonly Dictionary<string, long> _payloads = [];
        private readonly List<ProjectionQuality> _qualities = [];
        private readonly Dictionary<(string, string), double[]> _units = [];

        public QuantisedNetwork Build()
        {
            foreach (DiscretePopulation population in network.Populations)
            {
                if (population.Model is InputModel) AddInput(population);
                else if (layers.FirstOrDefault(l => l.Population == population) is { } layer) AddLayer(layer);
                else AddPool(population);
            }
            return new()
            {
                Program = _program.Build(network.Outputs),
                Projections = [.. network.Projections.Select(p => _qualities.First(q => q.Projection == p.Name))],
                StateUnits = _units,
                PayloadUnits = network.Populations.ToDictionary(p => p.Name, _ => 1.0),
            };
        }

        private void AddInput(DiscretePopulation population)
        {
            _program.AddInput(population.Name, population.Shape, format.InputMinimum, format.InputMaximum, population.Origin);
            _payloads[population.Name] = Math.Max(Math.Abs((long)format.InputMinimum), format.InputMaximum);
        }

        private void AddPool(DiscretePopulation pool)
        {
            DiscreteProjection incoming = network.Projections.First(p => p.Target == pool.Name);
            Convolution g = ((ConvolutionMap)incoming.Map).Geometry;
            _payloads[pool.Name] = _payloads[incoming.Source] * g.KernelHeight * g.KernelWidth;
            _program.AddNeurons(
                pool.Name, pool.Shape, new RelayTemplate().Expand("pool"), ImmutableDictionary<string, int[]>.Empty, pool.Origin);
            _program.Connect(incoming.Name, incoming.Source, pool.Name, g, [1], [1], 2, 0, 0, incoming.Origin);
            _qualities.Add(ProjectionQuality.Of(incoming.Name, [1], [1], 1, 1));
        }

        private void AddLayer(DynapcnnLayer layer)
        {
            (string name, DiscreteProjection incoming) = (layer.Population.Name, layer.Incoming);
            LinearNeuronModel model = (LinearNeuronModel)layer.Population.Model;
            (double[] weights, Connectivity connectivity, ImmutableArray<int> shape) = Weights(layer);
            double bar = model.Spike!.Threshold[0] / model.MembraneGain[0];
            double[] biases = Values.Zip(model.Bias, model.Leak, (b, l) => b + l / model.MembraneGain[0]);
            double scale = Scale(weights, biases, bar);
            int[] codes = Array.ConvertAll(weights, w => (int)Math.Round(w * scale));
            double exact = bar * scale;
            double reached = model.Spike.Comparator == Comparator.GreaterOrEqual ? Math.Ceiling(exact) : Math.Floor(exact) + 1;
            int threshold = (int)Math.Clamp(reached, 1, LargestState);
            long most = LargestState / threshold;
            bool wide = LargestSum(layer, codes) * _payloads[incoming.Source] > int.MaxValue;
            MicroProgram neuron = ChipProgram.Neuron("dynapcnn",
                ("reset", model.Spike.Reset == ResetMode.Subtract ? "subtract" : "zero"),
                ("bias", layer.Biased ? "yes" : "no"), ("max_spikes", most), ("accumulator_bits", wide ? 64 : 32));
            _program.AddNeurons(
                name, layer.Population.Shape, neuron,
                new Dictionary<string, int[]>
                {
                    ["threshold"] = [threshold],
                    ["bias"] = Array.ConvertAll(biases, b => (int)Math.Round(b * scale)),
                },
                layer.Population.Origin);
            _program.Connect(
                incoming.Name, incoming.Source, name, connectivity, shape, codes, format.WeightBits, 0, 0, incoming.Origin);
            _payloads[name] = most;
            _units[(name, "v")] = [model.MembraneGain[0] / scale];
            _qualities.Add(ProjectionQuality.Of(incoming.Name, weights, codes, format.WeightBits, 1 / scale));
        }

        /// <summary>The largest factor at which 8-bit weights and biases and a 16-bit threshold hold the layer.</summary>
        private double Scale(double[] weights, double[] biases, double threshold)
        {
            double largest = weights.Concat(biases).Max(Math.Abs), most = (1 << (Math.Clamp(format.WeightBits, 2, 8) - 1)) - 1;
            double byThreshold = (LargestState - 1) / threshold;
            return largest > 0 ? Math.Min(most / largest, byThreshold) : Math.Min(most, byThreshold);
        }

        private (double[] Weights, Connectivity Connectivity, ImmutableArray<int> Shape) Weights(DynapcnnLayer layer)
        {
            if (layer.Incoming.Map is ConvolutionMap { Geometry: var g } map)
                return (map.Weights.Length == g.WeightCount ? map.Weights : [.. Enumerable.Repeat(map.Weights[0], g.WeightCount)],
                    g, [g.OutputChannels, g.InputChannels, g.KernelHeight, g.KernelWidth]);
            int sources = network.Population(layer.Incoming.Source).Size, targets = layer.Population.Size;
            return (WeightMatrix.Of(layer.Incoming.Map, sources, targets), new Dense(), [sources, targets]);
        }

        /// <summary>The largest sum of weights' magnitudes into a neuron.</summary>
        private static long LargestSum(DynapcnnLayer layer, int[] codes)
        {
            long[] sums = new long[layer.Output.Channels];
            bool dense = layer.Incoming.Map is DenseMap;
            int each = codes.Length / sums.Length;
            for (int i = 0; i < codes.Length; i++) sums[dense ? i % sums.Length : i / each] += Math.Abs(codes[i]);
            return sums.Max();
        }
    }
}
