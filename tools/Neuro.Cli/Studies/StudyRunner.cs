using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Studies;

/// <summary>Does the points of a grid that a log lacks.</summary>
internal static class StudyRunner
{
    /// <summary>
    /// Evaluates what is missing, several points side by side, and puts the log in the order of the grid when it is complete.
    /// Points with the same specification are evaluated once.
    /// </summary>
    /// <param name="grid">The points.</param>
    /// <param name="subject">What is evaluated.</param>
    /// <param name="log">Where results go, each as soon as it is there.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="progress">Called with the number of points done now, and of those that were to be done.</param>
    /// <param name="cancellation">Ends the work; what was appended stays.</param>
    public static void Run(
        Grid grid, IStudySubject subject, StudyLog log, int threads, Action<int, int> progress, CancellationToken cancellation)
    {
        IGrouping<string, GridPoint>[] pending =
            [.. Enumerable.Range(0, (int)grid.Count).Where(i => !log.Has(i)).Select(i => grid[i]).GroupBy(subject.KeyOf)];
        int total = pending.Sum(p => p.Count());
        int workers = Math.Clamp(pending.Length, 1, threads);
        int next = -1;
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(0, workers, options, _ =>
        {
            for (int at = Interlocked.Increment(ref next); at < pending.Length; at = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                IGrouping<string, GridPoint> points = pending[at];
                PointResult result = log.Find(points.Key)
                    ?? subject.Evaluate(points.First(), Math.Max(1, threads / workers), cancellation);
                foreach (GridPoint point in points)
                    log.Append(new(point.Index, points.Key, point.Values, result));
                progress(Interlocked.Add(ref done, points.Count()), total);
            }
        });
        log.Sort();
    }
}
