using Neuro.Cli.Studies;
using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Tests.Studies;

/// <summary>A study of a formula; it counts how often each point is evaluated.</summary>
internal sealed class FakeSubject(Func<GridPoint, PointResult>? evaluate = null) : IStudySubject
{
    /// <summary>The points that were evaluated, in no order.</summary>
    public System.Collections.Concurrent.ConcurrentBag<int> Evaluated { get; } = [];

    public string KeyOf(GridPoint point) => string.Join('/', point.Values);

    public PointResult Evaluate(GridPoint point, int threads, CancellationToken cancellation)
    {
        Evaluated.Add(point.Index);
        return evaluate?.Invoke(point) ?? Result(point.Index / 100.0, point.Index / 200.0);
    }

    public static PointResult Result(params double[] accuracies) => new()
    {
        Accuracies = [.. accuracies],
        Operations = System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("spikes", 12.5),
        Energy = 1e-9,
    };

    public static StudyHeader Header(params string[] axes) => new()
    {
        Program = "net.nrx",
        Data = "test.npz",
        Samples = 100,
        Ticks = 25,
        Settings = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("program", "abc"),
        Axes = [.. axes.Select(AxisParser.Parse)],
    };
}
