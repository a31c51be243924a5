using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lags of a dialect, and the order of populations that they allow. Edges from Inputs wait the input lag. Among
/// populations on a cycle without delay, a projection that does not lead away from the inputs (to a population
/// farther from them) waits the recurrent lag.
/// </summary>
internal static class Lags
{
    /// <summary>The projections with lags; a cycle that stays without delay is an error.</summary>
    public static List<DiscreteProjection> Apply(
        List<DiscretePopulation> populations, List<DiscreteProjection> projections, Dialect dialect, List<Diagnostic> findings)
    {
        HashSet<string> inputs = [.. populations.Where(p => p.Model is InputModel).Select(p => p.Name)];
        List<DiscreteProjection> lagged =
        [
            .. projections.Select(
                p => inputs.Contains(p.Source) ? p with { Delay = [.. p.Delay.Select(d => d + dialect.InputLag)] } : p),
        ];
        HashSet<string> names = [.. populations.Select(p => p.Name)];
        Dictionary<string, int> rank = Rank(populations, lagged);
        foreach (string[] cycle in Cycles.Find(names, Instant(lagged)))
        {
            if (dialect.RecurrentLag < 1)
            {
                string place = populations.First(p => p.Name == cycle[0]).Origin ?? cycle[0];
                findings.Add(DiagnosticCatalog.CycleWithoutLag.At(place, string.Join(", ", cycle.Select(n => $"'{n}'"))));
                continue;
            }
            HashSet<string> members = [.. cycle];
            for (int i = 0; i < lagged.Count; i++)
            {
                DiscreteProjection p = lagged[i];
                if (members.Contains(p.Source) && members.Contains(p.Target) && rank[p.Source] >= rank[p.Target])
                    lagged[i] = p with { Delay = [.. p.Delay.Select(d => Math.Max(d, dialect.RecurrentLag))] };
            }
        }
        return lagged;
    }

    /// <summary>Populations so that a projection without delay leads to a later one; nearest to
    /// the inputs first, then by name.</summary>
    public static List<DiscretePopulation> Order(List<DiscretePopulation> populations, List<DiscreteProjection> projections)
    {
        Dictionary<string, int> rank = Rank(populations, projections);
        List<Edge> instant = Instant(projections);
        ILookup<string, string> targets = instant.ToLookup(e => e.Source, e => e.Target);
        Dictionary<string, int> waiting = populations.ToDictionary(p => p.Name, p => instant.Count(e => e.Target == p.Name));
        PriorityQueue<string, int> ready = new(waiting.Where(w => w.Value == 0).Select(w => (w.Key, rank[w.Key])));
        List<string> order = [];
        while (ready.TryDequeue(out string? name, out _))
        {
            order.Add(name);
            foreach (string target in targets[name])
            {
                if (--waiting[target] == 0)
                    ready.Enqueue(target, rank[target]);
            }
        }
        // What is left lies on a cycle, which Apply has reported.
        Dictionary<string, DiscretePopulation> byName = populations.ToDictionary(p => p.Name);
        return [.. order.Select(n => byName[n])];
    }

    private static List<Edge> Instant(IEnumerable<DiscreteProjection> projections) =>
        [.. projections.Where(p => p.Delay.Min() == 0).Select(p => new Edge(p.Source, p.Target)).Distinct()];

    /// <summary>A number for each population: by distance from the inputs in projections,
    /// then by name; unreached ones last.</summary>
    private static Dictionary<string, int> Rank(List<DiscretePopulation> populations, List<DiscreteProjection> projections)
    {
        ILookup<string, string> targets = projections.ToLookup(p => p.Source, p => p.Target);
        Dictionary<string, int> distance = populations.Where(p => p.Model is InputModel).ToDictionary(p => p.Name, _ => 0);
        Queue<string> open = new(distance.Keys.Order(StringComparer.Ordinal));
        while (open.TryDequeue(out string? name))
        {
            foreach (string target in targets[name])
            {
                if (distance.TryAdd(target, distance[name] + 1))
                    open.Enqueue(target);
            }
        }
        return populations
            .OrderBy(p => distance.GetValueOrDefault(p.Name, int.MaxValue)).ThenBy(p => p.Name, StringComparer.Ordinal)
            .Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i);
    }
}
