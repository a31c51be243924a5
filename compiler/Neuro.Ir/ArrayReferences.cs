using Neuro.Ir.Crossbars;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>What refers to the arrays of a program.</summary>
public static class ArrayReferences
{
    /// <summary>The name of an array for each time that something refers to it.</summary>
    public static IEnumerable<string> Of(SpikeProgram program) =>
        program.Populations.SelectMany(Of).Concat(program.Projections.SelectMany(Of));

    private static IEnumerable<string> Of(Population p) =>
        Arrays(p.Parameters.Values.Concat(p.Initial.Values).Concat(p.Inference.Values));

    private static IEnumerable<string> Of(Projection p)
    {
        IEnumerable<string> names = Arrays([p.Weight, p.Multiplier, p.Delay]);
        if (p.Connectivity is Sparse sparse) names = names.Concat([sparse.RowPointers, sparse.Targets]);
        if (p.Read is { } read) names = names.Concat(read.Tiles.SelectMany(Of));
        if (p.Plasticity is { } plasticity) names = names.Concat(Of(plasticity));
        return names;
    }

    private static IEnumerable<string> Of(CrossbarTile t)
    {
        IEnumerable<string> names = Arrays([t.Output, t.Coefficient, t.Gain, t.Offset]).Append(t.Conductance);
        return t.Variance is { } variance ? names.Append(variance) : names;
    }

    private static IEnumerable<string> Of(Plasticity p)
    {
        IEnumerable<string?> tables = p.Commit is not { } c ? []
            : [c.Up, c.Down, c.UpSigma, c.DownSigma, c.Spread?.Up, c.Spread?.Down, c.Spread?.Low, c.Spread?.High];
        return Arrays(p.Arrays.Select(a => a.Initial))
            .Concat(p.Steps.SelectMany(s => s.Tables.Values.Concat(Arrays(s.Inputs.Values.Select(i => i.Value)))))
            .Concat(tables.OfType<string>());
    }

    private static IEnumerable<string> Arrays(IEnumerable<IrValue> values) => values.Select(v => v.Array).OfType<string>();
}
