using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>What flows between runs of neurons each tick: synapses, weighted by how often their sources fire where that is
/// known. Inputs come from outside and cross no cores.</summary>
internal sealed class Traffic
{
    private readonly Dictionary<(int From, int To), double> _flow = [];

    /// <summary>The traffic of <paramref name="program"/> between <paramref name="runs"/>.</summary>
    /// <param name="program">The program.</param>
    /// <param name="runs">Every neuron that is not an input, once.</param>
    /// <param name="rates">Events per neuron and tick, by population; 1 where there is none.</param>
    public Traffic(
        SpikeProgram program, IReadOnlyList<(string Population, int First, int Count)> runs,
        IReadOnlyDictionary<string, double> rates)
    {
        Dictionary<string, int[]> runOf =
            program.Populations.Where(p => !p.IsInput).ToDictionary(p => p.Name, p => new int[p.Size]);
        for (int r = 0; r < runs.Count; r++) runOf[runs[r].Population].AsSpan(runs[r].First, runs[r].Count).Fill(r);
        foreach (Projection projection in program.Projections)
        {
            if (!runOf.TryGetValue(projection.Source, out int[]? sources)) continue;
            Add(program, projection, sources, runOf[projection.Target], rates.GetValueOrDefault(projection.Source, 1));
        }
    }

    /// <summary>What flows from run to run.</summary>
    public IReadOnlyDictionary<(int From, int To), double> Flow => _flow;

    /// <summary>All that crosses between cores.</summary>
    /// <param name="coreOf">The core of each run.</param>
    public double Crossing(int[] coreOf) => _flow.Where(f => coreOf[f.Key.From] != coreOf[f.Key.To]).Sum(f => f.Value);

    private void Add(SpikeProgram program, Projection projection, int[] from, int[] to, double rate)
    {
        switch (projection.Connectivity)
        {
            case Dense:
                foreach ((int f, int n) in Counts(from))
                    foreach ((int t, int m) in Counts(to)) Add(f, t, rate * n * m);
                break;
            case OneToOne:
                for (int i = 0; i < from.Length; i++) Add(from[i], to[i], rate);
                break;
            case Convolution convolution:
                for (int j = 0; j < to.Length; j++)
                    foreach (int i in Footprint.Taps(convolution, j)) Add(from[i], to[j], rate);
                break;
            case Sparse sparse:
                (IrArray rows, IrArray targets) = (program.Array(sparse.RowPointers), program.Array(sparse.Targets));
                for (int i = 0; i + 1 < rows.Length; i++)
                    for (int s = rows[i]; s < rows[i + 1]; s++) Add(from[i], to[targets[s]], rate);
                break;
        }
    }

    private void Add(int from, int to, double amount) => _flow[(from, to)] = _flow.GetValueOrDefault((from, to)) + amount;

    private static IEnumerable<(int Run, int Count)> Counts(int[] runs) =>
        runs.GroupBy(r => r).Select(g => (g.Key, g.Count()));
}
