using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Moves runs to other cores, and swaps them, as long as that takes traffic off the paths between cores. Cores never grow in
/// number. Its work is bounded by the number of runs, not by a clock, so that the result is the same everywhere.
/// </summary>
internal sealed class TrafficImprovement
{
    private const int MostRuns = 512;
    private const int Passes = 4;
    private const int MostFits = 20_000;

    private readonly TargetLimits _limits;
    private readonly List<CoreFill> _cores;
    private readonly NeuronRun[] _runs;
    private readonly int[] _coreOf;
    private readonly (int Other, double Amount)[][] _neighbours;
    private int _fits;

    private TrafficImprovement(TargetLimits limits, List<CoreFill> cores, NeuronRun[] runs, int[] coreOf, Traffic traffic)
    {
        (_limits, _cores, _runs, _coreOf) = (limits, cores, runs, coreOf);
        ILookup<int, (int, double)> flows = traffic.Flow.Where(f => f.Key.From != f.Key.To)
            .SelectMany(f => new[] { (Run: f.Key.From, (f.Key.To, f.Value)), (Run: f.Key.To, (f.Key.From, f.Value)) })
            .ToLookup(f => f.Run, f => f.Item2);
        _neighbours = [.. Enumerable.Range(0, runs.Length).Select(r => flows[r].ToArray())];
    }

    /// <summary>Improves <paramref name="cores"/> in place.</summary>
    /// <param name="limits">What a core holds.</param>
    /// <param name="cores">The cores.</param>
    /// <param name="runs">Their runs, as the traffic numbers them.</param>
    /// <param name="coreOf">The core of each run.</param>
    /// <param name="traffic">What flows between runs.</param>
    public static void Run(TargetLimits limits, List<CoreFill> cores, NeuronRun[] runs, int[] coreOf, Traffic traffic)
    {
        if (cores.Count < 2 || runs.Length > MostRuns) return;
        TrafficImprovement improvement = new(limits, cores, runs, coreOf, traffic);
        for (int pass = 0; pass < Passes; pass++)
            if (!improvement.Pass()) return;
    }

    private bool Pass()
    {
        bool improved = false;
        for (int r = 0; r < _runs.Length; r++)
        {
            // Where r's partners are is where it may want to be.
            foreach (int core in _neighbours[r].Select(n => _coreOf[n.Other]).Distinct().Order().ToArray())
                improved |= core != _coreOf[r] && Move(r, core);
            for (int s = r + 1; s < _runs.Length; s++)
                improved |= _coreOf[s] != _coreOf[r] && Swap(r, s);
        }
        return improved;
    }

    /// <summary>Traffic that crosses cores less, were run <paramref name="r"/> on <paramref name="core"/>.</summary>
    private double Gain(int r, int core)
    {
        double gain = 0;
        foreach ((int other, double amount) in _neighbours[r])
        {
            if (_coreOf[other] == core) gain += amount;
            else if (_coreOf[other] == _coreOf[r]) gain -= amount;
        }
        return gain;
    }

    private bool Move(int r, int core)
    {
        if (_runs[r].Extra > 0 || Gain(r, core) <= 0) return false;
        // The last run of a core would leave it empty, which the count of cores is to show.
        if (!Try([.. _cores[core].Runs, _runs[r]], out CoreFill? filled)) return false;
        int old = _coreOf[r];
        _cores[old] = CoreFill.Of(_limits, _cores[old].Runs.Where(x => x != _runs[r]))!;
        (_cores[core], _coreOf[r]) = (filled!, core);
        return true;
    }

    private bool Swap(int r, int s)
    {
        (int a, int b) = (_coreOf[r], _coreOf[s]);
        if (_runs[r].Extra > 0 || _runs[s].Extra > 0) return false;
        // What flows between the two crosses before and after, and is counted as a gain twice.
        double between = _neighbours[r].Where(n => n.Other == s).Sum(n => n.Amount);
        if (Gain(r, b) + Gain(s, a) - (2 * between) <= 0) return false;
        if (!Try(_cores[a].Runs.Where(x => x != _runs[r]).Append(_runs[s]), out CoreFill? first)
            || !Try(_cores[b].Runs.Where(x => x != _runs[s]).Append(_runs[r]), out CoreFill? second)) return false;
        (_cores[a], _cores[b], _coreOf[r], _coreOf[s]) = (first!, second!, b, a);
        return true;
    }

    private bool Try(IEnumerable<NeuronRun> runs, out CoreFill? core)
    {
        core = _fits++ < MostFits ? CoreFill.Of(_limits, runs) : null;
        return core is not null;
    }
}
