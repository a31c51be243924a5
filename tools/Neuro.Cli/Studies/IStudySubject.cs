using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Studies;

/// <summary>What a study varies and measures.</summary>
internal interface IStudySubject
{
    /// <summary>Digest of all that decides the result of <paramref name="point"/>; points of one key have one result.</summary>
    string KeyOf(GridPoint point);

    /// <summary>The result of <paramref name="point"/>, the same at every call; safe from several threads.</summary>
    /// <param name="point">The point.</param>
    /// <param name="threads">Threads that this point may use; they do not change the result.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    PointResult Evaluate(GridPoint point, int threads, CancellationToken cancellation);
}
