using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Xylo;

/// <summary>
/// A Xylo, written from xylosim's XyloLayer::evolve and XyloIAFNeuron (version 2 of the core): spike after spike is added to a
/// 16-bit current that saturates, then hidden neurons step, then output neurons. It knows nothing of the emulator but
/// the numbers of the program.
/// </summary>
internal sealed class XyloChip(SpikeProgram program)
{
    private readonly Dictionary<string, int[]> _current = program.Populations.ToDictionary(p => p.Name, p => new int[p.Size]);
    private readonly Dictionary<string, int[]> _unclipped = program.Populations.ToDictionary(p => p.Name, p => new int[p.Size]);
    private readonly Dictionary<string, int[]> _membrane = program.Populations.ToDictionary(p => p.Name, p => new int[p.Size]);
    private readonly Dictionary<string, int[]> _spikes = program.Populations.ToDictionary(p => p.Name, p => new int[p.Size]);

    /// <summary>Times that a current has hit the ends of 16 bits.</summary>
    public int CurrentsSaturated { get; private set; }

    /// <summary>Times that saturating once, after all spikes of a tick, would have given another current.</summary>
    public int OrderMattered { get; private set; }

    /// <summary>Times that a membrane has hit them.</summary>
    public int MembranesSaturated { get; private set; }

    /// <summary>Spikes of the last tick.</summary>
    public int[] Spikes(string population) => _spikes[population];

    /// <summary>v after the last tick.</summary>
    public int[] Membrane(string population) => _membrane[population];

    /// <summary>One tick: input spikes of this one, hidden spikes of the last one.</summary>
    public void Step(SpikeTrain input, int tick)
    {
        Population source = program.Populations.Single(p => p.IsInput);
        int[] counts = new int[source.Size];
        ReadOnlySpan<int> channels = input.IndicesAt(tick), payloads = input.PayloadsAt(tick);
        for (int e = 0; e < channels.Length; e++) counts[channels[e]] = Math.Min(payloads.IsEmpty ? 1 : payloads[e], 15);
        foreach ((string name, int[] current) in _current) current.CopyTo(_unclipped[name], 0);
        foreach (Projection p in program.Projections.OrderByDescending(p => p.Source == source.Name))
            Deliver(p, p.Source == source.Name ? counts : _spikes[p.Source]);
        foreach ((string name, int[] current) in _current)
            OrderMattered += current.Zip(_unclipped[name]).Count(c => c.First != Math.Clamp(c.Second, -32768, 32767));
        foreach (Population p in program.Populations.Where(p => !p.IsInput)) Evolve(p);
    }

    private void Deliver(Projection projection, int[] spikes)
    {
        (int[] current, int[] unclipped) = (_current[projection.Target], _unclipped[projection.Target]);
        IrArray? weights = program.Array(projection.Weight);
        for (int pre = 0; pre < spikes.Length; pre++)
            for (int post = 0; post < current.Length; post++)
            {
                int weight = (weights?[pre * current.Length + post] ?? projection.Weight.Scalar) << projection.Shift;
                unclipped[post] += spikes[pre] * weight;
                for (int n = 0; n < spikes[pre]; n++)
                {
                    int sum = current[post] + weight;
                    current[post] = Math.Clamp(sum, -32768, 32767);
                    if (sum != current[post]) CurrentsSaturated++;
                }
            }
    }

    private void Evolve(Population population)
    {
        int[] Of(string parameter) => population.Parameters.TryGetValue(parameter, out IrValue value)
            ? program.Values(value, population.Size)
            : new int[population.Size];
        (int[] currentDecay, int[] membraneDecay, int[] threshold, int[] bias) =
            (Of("i_decay"), Of("v_decay"), Of("threshold"), Of("bias"));
        bool hidden = program.Projections.Any(p => p.Source == population.Name);
        (int[] i, int[] v, int[] s) = (_current[population.Name], _membrane[population.Name], _spikes[population.Name]);
        for (int n = 0; n < population.Size; n++)
        {
            i[n] -= Decay(i[n], Dash(currentDecay[n]));
            int step = Math.Clamp(Math.Clamp(i[n] - Decay(v[n], Dash(membraneDecay[n])), -32768, 32767) + bias[n], -32768, 32767);
            if (v[n] + step is < -32768 or > 32767) MembranesSaturated++;
            v[n] = Math.Clamp(v[n] + step, -32768, 32767);
            s[n] = 0;
            while (v[n] >= threshold[n] && s[n] < (hidden ? 31 : 1))
            {
                v[n] -= threshold[n];
                s[n]++;
            }
        }
    }

    private static int Dash(int decay) => 15 - System.Numerics.BitOperations.Log2((uint)decay);

    private static int Decay(int x, int dash)
    {
        int change = x >> dash;
        return change != 0 ? change : Math.Sign(x);
    }
}
