using System.Collections.Immutable;
using System.Globalization;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to RANC's neurons (<see cref="NeuronFamily.Ranc"/>) instead of <see cref="Quantise"/>. A source
/// takes one axon per bit of its weights: a neuron's four 9-bit weights, chosen by the axons' types, are s, 2s, 4s and −8s, so
/// that 64 sources of 4-bit weights fill the 256 axons of a core. More sources leave fewer bits: 85 leave 3, 128 leave 2.
/// <code>
/// weight = s · code      threshold = θ · k      leak = round(k · bias)      threshold_low = −256 + Σ |negative weights|
/// </code>
/// with k = s / step for each neuron as large as its 9-bit potential allows if all inputs of one tick come together.
/// </summary>
public static class LowerRanc
{
    private const int MostBits = 4;
    private const int PotentialBits = 9;

    /// <summary>The program of <paramref name="network"/>; findings that do not prevent it go to
    /// <paramref name="diagnostics"/>.</summary>
    /// <param name="network">Populations in an order in which delay-0 projections run forward.</param>
    /// <param name="format">Weight bits; inputs are spikes.</param>
    /// <param name="target">The target; its rows per core are axons.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The neurons cannot do what the network does; everything that stands against
    /// it is in it.</exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, FixedPointFormat format, TargetProfile target, List<Diagnostic> diagnostics)
    {
        ImmutableArray<Diagnostic> violations = RancRules.Violations(network, target);
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        Lowering lowering = new(network, format, target, diagnostics);
        foreach (DiscretePopulation population in network.Populations) lowering.Add(population);
        return lowering.Result();
    }

    /// <summary>The program as it grows.</summary>
    private sealed class Lowering(
        DiscreteNetwork network, FixedPointFormat format, TargetProfile target, List<Diagnostic> diagnostics)
    {
        private readonly IntegerProgramBuilder _builder = new(network.Name, network.TimeStep);
        private readonly List<ProjectionQuality> _qualities = [];
        private readonly Dictionary<(string, string), double[]> _units = [];
        private readonly List<Diagnostic> _violations = [];
        private int _raised;

        public void Add(DiscretePopulation population)
        {
            if (population.Model is InputModel)
            {
                _builder.AddInput(
                    population.Name, population.Shape, format.InputMinimum, format.InputMaximum, population.Origin);
                return;
            }
            Incoming[] incoming =
            [
                .. network.Projections.Where(p => p.Target == population.Name).Select(
                    p => new Incoming(p, network.Population(p.Source).Size, population.Size)),
            ];
            int bits = Bits(population, incoming);
            Compartment neuron = Compartment.Of(population.Model);
            RancScale[] scales = [.. Enumerable.Range(0, population.Size).Select(j => RancScale.For(
                [.. incoming.SelectMany(p => p.Into(j)).Select(w => w * Compartment.At(neuron.Gain, j))],
                Compartment.At(neuron.Threshold!, j), Compartment.At(neuron.Drift, j), bits))];
            AddNeurons(population, neuron, scales);
            int first = 0;
            foreach (Incoming projection in incoming)
            {
                Connect(projection, population, neuron, scales, first, bits);
                first += projection.Sources;
            }
        }

        public QuantisedNetwork Result()
        {
            if (_violations.Count > 0) throw new DiagnosticException([.. _violations]);
            if (_raised > 0)
                diagnostics.Add(DiagnosticCatalog.LoihiDelayed.At(null, _raised, target.Name, target.Limits.MinDelay));
            return new()
            {
                Program = _builder.Build(network.Outputs, ImmutableSortedDictionary<string, string>.Empty),
                Projections = [.. _qualities],
                StateUnits = _units,
                PayloadUnits = network.Populations.ToDictionary(p => p.Name, _ => 1.0),
            };
        }

        /// <summary>Bits of a weight that the axons of a core leave for the neuron with the most sources.</summary>
        private int Bits(DiscretePopulation population, Incoming[] incoming)
        {
            int axons = target.Limits.RowsPerCore ?? int.MaxValue;
            int sources = Enumerable.Range(0, population.Size).Max(j => incoming.Sum(p => p.Into(j).Count(w => w != 0)));
            bool mixed = incoming.Any(p => p.Weights.Any(w => w > 0)) && incoming.Any(p => p.Weights.Any(w => w < 0));
            int least = mixed ? 2 : 1;
            if (sources * least > axons)
                _violations.Add(DiagnosticCatalog.RancFanIn.At(
                    population.Origin, population.Name, sources, target.Name, axons, sources * least, axons / least));
            return Math.Clamp(axons / Math.Max(sources, 1), least, Math.Min(MostBits, Math.Max(format.WeightBits, least)));
        }

        private void AddNeurons(DiscretePopulation population, Compartment neuron, RancScale[] scales)
        {
            int[] Per(Func<int, double> value) =>
                [.. Enumerable.Range(0, population.Size).Select(j => (int)Math.Clamp(Math.Round(value(j)), -256, 255))];
            bool linear = population.Model is LinearNeuronModel { Spike.Reset: ResetMode.Subtract };
            bool forgets = population.Model is ThresholdModel;
            int[] leak = Per(j => Compartment.At(neuron.Drift, j) * scales[j].Factor);
            // Reaching the threshold is enough for the chip; where it has to be exceeded, the next number is the threshold.
            int[] threshold = Per(j => Math.Max(1, Compartment.At(neuron.Threshold!, j) * scales[j].Factor is var t
                && neuron.Inclusive ? Math.Round(t) : Math.Floor(t + 1e-9) + 1));
            _builder.AddNeurons(population.Name, population.Shape, "ranc",
                [("potential_bits", PotentialBits.ToString(CultureInfo.InvariantCulture))],
                new Dictionary<string, int[]>
                {
                    ["leak"] = leak,
                    ["threshold"] = threshold,
                    ["threshold_low"] = Per(j => forgets ? threshold[j] : scales[j].Floor(leak[j])),
                    ["reset"] = [0],
                    ["linear"] = [linear ? 1 : 0],
                },
                new Dictionary<string, int[]> { ["v"] = Per(j => Compartment.At(neuron.Initial, j) * scales[j].Factor) },
                population.Origin);
            _units[(population.Name, "v")] = [.. scales.Select(s => 1 / s.Factor)];
            // One spike a tick takes one threshold off; what is left of more adds up.
            if (linear && scales.Count(s => s.Overdrive) is > 0 and int driven)
                diagnostics.Add(
                    DiagnosticCatalog.RancOverdrive.At(population.Origin, population.Name, driven, population.Size));
            if (Enumerable.Range(0, population.Size).Count(j => Compartment.At(neuron.Drift, j) != 0 && leak[j] == 0)
                is > 0 and int lost)
                diagnostics.Add(DiagnosticCatalog.RancLeakLost.At(population.Origin, population.Name, lost, population.Size));
        }

        private void Connect(
            Incoming projection, DiscretePopulation population, Compartment neuron, RancScale[] scales, int first,
            int bits)
        {
            (int sources, int targets) = (projection.Sources, population.Size);
            int[] codes = [.. Enumerable.Range(0, sources * targets).Select(s => scales[s % targets].Codes[first + s / targets])];
            int[] weights = [.. codes.Select((c, s) => c * scales[s % targets].Multiplier)];
            DiscreteProjection p = projection.Projection;
            _builder.Connect(
                p.Name, p.Source, p.Target, "in", new Dense(), [sources, targets], weights, Delays(p, sources, targets),
                p.Origin);
            double[] steps = [.. scales.Select((s, j) => s.Multiplier / s.Factor / Compartment.At(neuron.Gain, j))];
            _qualities.Add(ProjectionQuality.Of(p.Name, projection.Weights, codes, bits, steps));
        }

        private int[] Delays(DiscreteProjection projection, int sources, int targets)
        {
            if (projection.Delay.Any(d => d < target.Limits.MinDelay)) _raised++;
            int[] delays = Array.ConvertAll(projection.Delay, d => Math.Max(d, target.Limits.MinDelay));
            return delays.Length == 1 ? delays : [.. Enumerable.Range(0, sources * targets).Select(s => delays[s / targets])];
        }
    }

    /// <summary>A projection with its weights written out as a matrix [source, target].</summary>
    private sealed class Incoming(DiscreteProjection projection, int sources, int targets)
    {
        public DiscreteProjection Projection => projection;

        public int Sources => sources;

        public double[] Weights { get; } = WeightMatrix.Of(projection.Map, sources, targets);

        public IEnumerable<double> Into(int target) => Enumerable.Range(0, sources).Select(i => Weights[(i * targets) + target]);
    }
}
