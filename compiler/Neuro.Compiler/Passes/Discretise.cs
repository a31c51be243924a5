using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Gives a canonical model a time step and an integrator. Neurons, thresholds and inputs become populations; a linear map becomes
/// the projection into the neurons behind it, its bias theirs. Where something else follows (another map, a pool, an Output), the
/// map gets a population of its own that passes its sum on in the same tick. Delays become ticks of projections.
/// </summary>
public static class Discretise
{
    /// <summary>The discrete form of <paramref name="graph"/> in <paramref name="dialect"/>.</summary>
    /// <param name="graph">A graph that <see cref="Canonicalise"/> has returned.</param>
    /// <param name="dialect">Time step, integrator, gains, reset, lags.</param>
    /// <param name="findings">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The model has no discrete form in this dialect.</exception>
    public static DiscreteNetwork Run(ModelGraph graph, Dialect dialect, List<Diagnostic> findings)
    {
        List<Diagnostic> mine = [];
        NetworkBuilder builder = new(graph, dialect, mine);
        builder.AddPopulations();
        builder.AddProjections();
        List<DiscreteProjection> projections = Lags.Apply(builder.Populations, builder.Projections, dialect, mine);
        foreach (DiscreteProjection late in projections.Where(p => p.Delay.Max() > RoutePlan.LongestDelay))
        {
            double seconds = late.Delay.Max() * dialect.TimeStep.ToDouble();
            mine.Add(DiagnosticCatalog.DelayTooLong.At(late.Origin ?? late.Name, late.Name, seconds, RoutePlan.LongestDelay));
        }
        if (mine.Any(f => f.Severity == Severity.Error))
            throw new DiagnosticException([.. mine]);
        findings.AddRange(mine);
        return new()
        {
            Name = graph.Name,
            TimeStep = dialect.TimeStep,
            Arithmetic = dialect.Arithmetic,
            Populations = [.. Lags.Order(builder.Populations, projections)],
            Projections = [.. projections],
            Outputs = [.. builder.Outputs],
        };
    }
}
