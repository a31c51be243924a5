using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Stores dense maps of few synapses as compressed sparse rows. The result computes the same; only zero weights no longer count
/// as synaptic events.
/// </summary>
internal static class SparseConversion
{
    /// <summary>
    /// Density below which rows of targets are faster than rows of weights: measured between 2 and 6 % for 8-bit weights. They
    /// are smaller below 1 / (1 + 4 bytes of index), which always holds here.
    /// </summary>
    private const double LargestDensity = 0.04;

    public static SpikeProgram Run(SpikeProgram program)
    {
        Dictionary<string, IrArray> arrays = program.Arrays.ToDictionary(a => a.Name);
        List<Projection> projections = [];
        foreach (Projection projection in program.Projections)
        {
            bool candidate = projection is { Connectivity: Dense, Weight.IsArray: true, Delay.IsArray: false };
            IrArray? weights = candidate ? arrays[projection.Weight.Array!] : null;
            bool shared = program.Projections.Count(p => p.Weight.Array is { } name && name == projection.Weight.Array) > 1;
            bool keep = weights is null || shared || Density(weights) >= LargestDensity;
            projections.Add(keep ? projection : Convert(program, projection, weights!, arrays));
        }
        return program with
        {
            Projections = [.. projections],
            Arrays =
            [
                .. program.Arrays.Select(a => arrays[a.Name]),
                .. arrays.Values.Where(a => program.Arrays.All(b => b.Name != a.Name)),
            ],
        };
    }

    private static double Density(IrArray weights)
    {
        int present = 0;
        for (int s = 0; s < weights.Length; s++)
            if (weights[s] != 0) present++;
        return weights.Length == 0 ? 1 : (double)present / weights.Length;
    }

    private static Projection Convert(
        SpikeProgram program, Projection projection, IrArray weights, Dictionary<string, IrArray> arrays)
    {
        int columns = program.Population(projection.Target).Size;
        int[] rows = new int[program.Population(projection.Source).Size + 1];
        List<int> targets = [];
        List<int> codes = [];
        for (int s = 0; s < weights.Length; s++)
        {
            if (weights[s] == 0) continue;
            targets.Add(s % columns);
            codes.Add(weights[s]);
            rows[(s / columns) + 1] = codes.Count;
        }
        for (int i = 1; i < rows.Length; i++) rows[i] = Math.Max(rows[i], rows[i - 1]);
        Sparse sparse = new($"{projection.Name}.rows", $"{projection.Name}.targets");
        Add(IrArray.Create(sparse.RowPointers, [rows.Length], 31, signed: false, rows));
        Add(IrArray.Create(sparse.Targets, [targets.Count], 31, signed: false, [.. targets]));
        Add(IrArray.Create(weights.Name, [codes.Count], weights.Bits, weights.Signed, [.. codes], weights.Steps));
        return projection with { Connectivity = sparse };

        void Add(IrArray array) => arrays[array.Name] = array;
    }
}
