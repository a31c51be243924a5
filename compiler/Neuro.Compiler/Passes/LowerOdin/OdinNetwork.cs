using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>A network in a chip's units: weights as codes, neurons with thresholds, leaks and biases, and what takes two
/// rows.</summary>
internal sealed class OdinNetwork
{
    private readonly Dictionary<string, OdinLayer> _layers = [];
    private readonly Dictionary<DiscreteProjection, int[]> _codes = [];
    private readonly Dictionary<DiscreteProjection, double[]> _weights = [];
    private readonly HashSet<string> _inhibitory = [];

    public OdinNetwork(DiscreteNetwork network, OdinCore core)
    {
        Network = network;
        foreach (DiscreteProjection p in network.Projections)
            _weights[p] = WeightMatrix.Of(p.Map, network.Population(p.Source).Size, network.Population(p.Target).Size);
        foreach (DiscretePopulation population in network.Populations.Where(p => p.Model is not InputModel))
            _layers[population.Name] = Layer(population, core);
        foreach (DiscreteProjection p in network.Projections)
        {
            _codes[p] = Codes(p, core);
            if (core.RowsHaveSigns && _codes[p].Any(c => c < 0)) _inhibitory.Add(p.Source);
        }
        int largestBias = Layers.SelectMany(l => l.Biases).Select(Math.Abs).DefaultIfEmpty(0).Max();
        BiasRows = (largestBias + core.LargestWeight - 1) / core.LargestWeight;
        HasNegativeBias = Layers.Any(l => l.Biases.Any(b => b < 0));
        int biasRows = BiasRows * (core.RowsHaveSigns && HasNegativeBias ? 2 : 1);
        Ids = network.Populations.Sum(p => p.Size * (_inhibitory.Contains(p.Name) ? 2 : 1)) + biasRows;
    }

    /// <summary>The network.</summary>
    public DiscreteNetwork Network { get; }

    /// <summary>Its populations of neurons, in order.</summary>
    public IEnumerable<OdinLayer> Layers =>
        Network.Populations.Where(p => _layers.ContainsKey(p.Name)).Select(p => _layers[p.Name]);

    /// <summary>Rows whose weights add up to the largest bias.</summary>
    public int BiasRows { get; }

    /// <summary>Whether some bias is negative.</summary>
    public bool HasNegativeBias { get; }

    /// <summary>Whether some neuron leaks.</summary>
    public bool Leaks => Layers.Any(l => l.Leaks.Any(v => v > 0));

    /// <summary>Numbers of the chip that it takes.</summary>
    public int Ids { get; }

    /// <summary>The layer called <paramref name="name"/>.</summary>
    public OdinLayer Layer(string name) => _layers[name];

    /// <summary>Whether <paramref name="population"/> takes a second row for its negative weights.</summary>
    public bool IsDoubled(string population) => _inhibitory.Contains(population);

    /// <summary>The codes of <paramref name="projection"/>, [source · targets + target].</summary>
    public int[] Codes(DiscreteProjection projection) => _codes[projection];

    /// <summary>The weights of <paramref name="projection"/> in the model's units, as its codes lie.</summary>
    public double[] Weights(DiscreteProjection projection) => _weights[projection];

    /// <summary>What takes how many numbers: "input 64 + 64, fc1 96, bias 2".</summary>
    public string Account() => string.Join(", ", Network.Populations
        .Select(p => IsDoubled(p.Name) ? $"{p.Name} {p.Size} + {p.Size}" : $"{p.Name} {p.Size}")
        .Concat(BiasRows > 0 ? [$"bias {Ids - Network.Populations.Sum(p => p.Size * (IsDoubled(p.Name) ? 2 : 1))}"] : []));

    private OdinLayer Layer(DiscretePopulation population, OdinCore core)
    {
        int size = population.Size;
        (double[] largest, double[] smallest, bool[] exact) = (new double[size], new double[size], new bool[size]);
        Array.Fill(smallest, double.PositiveInfinity);
        double[][] incoming = [.. Network.Projections.Where(p => p.Target == population.Name).Select(p => _weights[p])];
        foreach (double[] weights in incoming)
            for (int s = 0; s < weights.Length; s++)
            {
                double magnitude = Math.Abs(weights[s]);
                if (magnitude == 0) continue;
                largest[s % size] = Math.Max(largest[s % size], magnitude);
                smallest[s % size] = Math.Min(smallest[s % size], magnitude);
            }
        Array.Fill(exact, true);
        foreach (double[] weights in incoming)
            for (int s = 0; s < weights.Length; s++)
            {
                double steps = weights[s] / smallest[s % size];
                exact[s % size] &= Math.Abs(steps - Math.Round(steps)) < 1e-6;
            }
        return OdinLayer.Of(population, largest, smallest, exact, core);
    }

    private int[] Codes(DiscreteProjection projection, OdinCore core)
    {
        double[] weights = _weights[projection], factors = _layers[projection.Target].Factors;
        int[] codes = new int[weights.Length];
        for (int s = 0; s < codes.Length; s++)
            codes[s] = (int)Math.Clamp(
                Math.Round(weights[s] * factors[s % factors.Length]), -core.LargestWeight, core.LargestWeight);
        return codes;
    }
}
