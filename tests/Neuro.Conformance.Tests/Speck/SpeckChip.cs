using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir;

namespace Neuro.Conformance.Tests.Speck;

/// <summary>
/// Speck a tick at a time, written from sinabs' layers: convolve with integer weights, add to a 16-bit state, spike as often as
/// it holds the threshold, subtract or clear, pool. It takes numbers from the program and the wiring from the network.
/// </summary>
internal sealed class SpeckChip(DiscreteNetwork network, QuantisedNetwork lowered)
{
    private readonly Dictionary<string, int[]> _v = network.Populations.ToDictionary(p => p.Name, p => new int[p.Size]);
    private readonly Dictionary<string, int[]> _spikes = [];

    /// <summary>Whether a state has hit the ends of 16 bits.</summary>
    public bool Saturated { get; private set; }

    /// <summary>Spikes, or sums of a pool, of the last tick.</summary>
    public int[] Spikes(string population) => _spikes[population];

    /// <summary>One tick.</summary>
    public void Step(int[] input)
    {
        _spikes[network.Populations[0].Name] = input;
        foreach (DiscretePopulation p in network.Populations.Skip(1))
        {
            DiscreteProjection projection = network.Projections.Single(q => q.Target == p.Name);
            int[] sums = Weighted(projection, p.Size);
            _spikes[p.Name] = p.Model is RelayModel ? sums : Fire(p, sums);
        }
    }

    private int[] Weighted(DiscreteProjection projection, int size)
    {
        Projection stored = lowered.Program.Projections.Single(p => p.Name == projection.Name);
        int[] source = _spikes[projection.Source], sums = new int[size];
        IrArray? weights = lowered.Program.Array(stored.Weight);
        if (projection.Map is not ConvolutionMap { Geometry: var g })
        {
            for (int i = 0; i < source.Length; i++)
                for (int j = 0; j < size; j++) sums[j] += source[i] * weights![i * size + j];
            return sums;
        }
        int area = g.OutputHeight * g.OutputWidth, inputs = g.InputChannels / g.Groups;
        for (int j = 0; j < size; j++)
        {
            (int f, int y, int x) = (j / area, j / g.OutputWidth % g.OutputHeight, j % g.OutputWidth);
            for (int c = 0; c < inputs; c++)
                for (int ky = 0; ky < g.KernelHeight; ky++)
                    for (int kx = 0; kx < g.KernelWidth; kx++)
                    {
                        (int row, int column) = (y * g.StrideY + ky - g.PaddingTop, x * g.StrideX + kx - g.PaddingLeft);
                        if (row < 0 || column < 0 || row >= g.InputHeight || column >= g.InputWidth) continue;
                        int channel = g.Groups == 1 ? c : f;
                        int weight = weights?[((f * inputs + c) * g.KernelHeight + ky) * g.KernelWidth + kx] ?? 1;
                        sums[j] += weight * source[(channel * g.InputHeight + row) * g.InputWidth + column];
                    }
        }
        return sums;
    }

    private int[] Fire(DiscretePopulation p, int[] sums)
    {
        LinearNeuronModel model = (LinearNeuronModel)p.Model;
        Population stored = lowered.Program.Population(p.Name);
        int threshold = stored.Parameters["threshold"].Scalar;
        int[] bias = stored.Parameters.TryGetValue("bias", out IrValue value)
            ? lowered.Program.Values(value, p.Size)
            : new int[p.Size];
        int[] v = _v[p.Name], spikes = new int[p.Size];
        for (int n = 0; n < v.Length; n++)
        {
            int sum = v[n] + sums[n] + bias[n];
            v[n] = Math.Clamp(sum, short.MinValue, short.MaxValue);
            Saturated |= v[n] != sum;
            while (v[n] >= threshold * (spikes[n] + 1)) spikes[n]++;
            v[n] = spikes[n] == 0 ? v[n] : model.Spike!.Reset == ResetMode.Zero ? 0 : v[n] - spikes[n] * threshold;
        }
        return spikes;
    }
}
