using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Ranc;

/// <summary>Everything in an image that connects something, with axons and neurons numbered through all its cores.</summary>
internal sealed class RancRoutes
{
    /// <summary>From axons to neurons.</summary>
    public List<RancLink> Synapses { get; } = [];

    /// <summary>From neurons to axons.</summary>
    public List<RancLink> Inside { get; } = [];

    /// <summary>From neurons to outputs.</summary>
    public List<RancLink> Leaving { get; } = [];

    /// <summary>Outputs there are.</summary>
    public int OutputCount { get; private set; }

    /// <summary>The connections of <paramref name="image"/>.</summary>
    public static RancRoutes Of(RancImage image, List<Diagnostic> warnings)
    {
        RancParameters p = image.Parameters;
        RancRoutes routes = new() { OutputCount = p.Outputs };
        int[] numbers = [.. image.Cores.Keys];
        int index = 0;
        foreach ((int place, RancCore core) in image.Cores)
        {
            Dictionary<(int X, int Y), int> lost = [];
            for (int n = 0; n < core.Neurons.Length; n++)
            {
                RancWord word = core.Neurons[n];
                int neuron = (index * p.Neurons) + n;
                foreach (int axon in word.Axons)
                    routes.Synapses.Add(new((index * p.Axons) + axon, neuron, word.Weights[core.Types[axon]], 0));
                (int x, int y) = ((place % p.GridX) + word.Dx, (place / p.GridX) + word.Dy);
                bool inside = x >= 0 && x < p.GridX && y >= 0 && y < p.GridY;
                int target = inside ? Array.BinarySearch(numbers, (y * p.GridX) + x) : -1;
                if ((x, y) == (p.OutputX, p.OutputY)) routes.Leave(neuron, word.Axon & ((1 << p.OutputBits) - 1));
                else if (target >= 0) routes.Inside.Add(new(neuron, (target * p.Axons) + word.Axon, 1, 1 + word.Tick));
                else if (CanSpike(word)) lost[(x, y)] = lost.GetValueOrDefault((x, y)) + 1;
            }
            foreach (((int x, int y), int count) in lost)
                warnings.Add(DiagnosticCatalog.RancRouteLost.At(null, place, count, x, y));
            index++;
        }
        routes.Synapses.Sort((a, b) => (a.Source, a.Target).CompareTo((b.Source, b.Target)));
        return routes;
    }

    // A neuron without synapses and leak stays as it is.
    private static bool CanSpike(RancWord word) =>
        word.Axons.Length > 0 || word.Leak != 0 || word.Potential >= word.Threshold || word.Potential < word.ThresholdLow;

    private void Leave(int neuron, int output)
    {
        OutputCount = Math.Max(OutputCount, output + 1);
        Leaving.Add(new(neuron, output, 1, 0));
    }
}
