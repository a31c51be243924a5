using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>The order within a tick: projections without delay run to later phases, and no loop is without delay.</summary>
internal static class PhaseVerifier
{
    /// <summary>Checks <paramref name="immediate"/>, the projections that can deliver in the tick of the event.</summary>
    public static void Verify(Dictionary<string, Population> populations, List<Projection> immediate, Findings findings)
    {
        HashSet<string> looping = OnLoops(immediate);
        if (looping.Count > 0) findings.Add(DiagnosticCatalog.IrZeroDelayCycle, null, Loop(immediate, looping));
        foreach (Projection p in immediate)
        {
            (Population source, Population target) = (populations[p.Source], populations[p.Target]);
            if (source.Phase < target.Phase || (looping.Contains(p.Source) && looping.Contains(p.Target))) continue;
            findings.Add(DiagnosticCatalog.IrPhaseOrder, p.Origin ?? $"projection {p.Name}",
                p.Name, source.Phase, p.Source, target.Phase, p.Target);
        }
    }

    /// <summary>The populations that remain when those without an immediate source or target
    /// are taken away, again and again.</summary>
    private static HashSet<string> OnLoops(List<Projection> immediate)
    {
        HashSet<string> remaining = new(immediate.SelectMany(p => (string[])[p.Source, p.Target]), StringComparer.Ordinal);
        Trim(remaining, immediate, p => p.Source, p => p.Target);
        Trim(remaining, immediate, p => p.Target, p => p.Source);
        return remaining;
    }

    private static void Trim(
        HashSet<string> remaining, List<Projection> edges, Func<Projection, string> from, Func<Projection, string> to)
    {
        List<Projection> inside = edges.FindAll(p => remaining.Contains(p.Source) && remaining.Contains(p.Target));
        ILookup<string, string> next = inside.ToLookup(from, to, StringComparer.Ordinal);
        Dictionary<string, int> degree = new(StringComparer.Ordinal);
        foreach (Projection p in inside) degree[to(p)] = degree.GetValueOrDefault(to(p)) + 1;
        Queue<string> free = new(remaining.Where(name => !degree.ContainsKey(name)));
        while (free.TryDequeue(out string? name))
        {
            remaining.Remove(name);
            foreach (string target in next[name])
                if (--degree[target] == 0) free.Enqueue(target);
        }
    }

    /// <summary>"a → b → a": following any edge within the remainder must come back, since each has a successor in it.</summary>
    private static string Loop(List<Projection> immediate, HashSet<string> remaining)
    {
        Dictionary<string, string> successor = new(StringComparer.Ordinal);
        foreach (Projection p in immediate)
            if (remaining.Contains(p.Source) && remaining.Contains(p.Target)) successor[p.Source] = p.Target;
        List<string> path = [];
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        string at = successor.Keys.Min(StringComparer.Ordinal)!;
        for (; seen.TryAdd(at, path.Count); at = successor[at]) path.Add(at);
        return string.Join(" → ", path.Skip(seen[at]).Append(at).Select(name => $"'{name}'"));
    }
}
