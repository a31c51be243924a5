using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Compiler.Passes;

/// <summary>Makes weights digital again.</summary>
public static class Unbind
{
    /// <summary><paramref name="program"/> without bindings, reads and the arrays that only reads refer to.</summary>
    public static SpikeProgram Run(SpikeProgram program)
    {
        if (program.Projections.All(p => p.Crossbar is null && p.Read is null)) return program;
        HashSet<string> ofReads = [.. program.Projections.Where(p => p.Read is not null).SelectMany(p => ArraysOf(p.Read!))];
        ofReads.ExceptWith(program.Projections.SelectMany(ArraysOf).Concat(program.Populations.SelectMany(ArraysOf)));
        return program with
        {
            Arrays = [.. program.Arrays.Where(a => !ofReads.Contains(a.Name))],
            Projections = [.. program.Projections.Select(p => p with { Crossbar = null, Read = null })],
            Devices = [],
            CrossbarArrays = [],
        };
    }

    private static IEnumerable<string> ArraysOf(CrossbarRead read) => read.Tiles.SelectMany(t =>
        new[] { t.Conductance, t.Variance, t.Output.Array, t.Coefficient.Array, t.Gain.Array, t.Offset.Array }.OfType<string>());

    private static IEnumerable<string> ArraysOf(Projection projection)
    {
        IEnumerable<string?> names = [projection.Weight.Array, projection.Multiplier.Array, projection.Delay.Array];
        if (projection.Connectivity is Sparse sparse) names = names.Concat([sparse.RowPointers, sparse.Targets]);
        return names.OfType<string>();
    }

    private static IEnumerable<string> ArraysOf(Population population) =>
        population.Parameters.Values.Concat(population.Initial.Values).Select(v => v.Array).OfType<string>();
}
