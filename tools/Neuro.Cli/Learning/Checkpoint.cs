using Neuro.Runtime;

namespace Neuro.Cli.Learning;

/// <summary>A learning between two samples, just after a row of telemetry.</summary>
/// <param name="Identity">What of its plan must be equal to go on: <see cref="LearningPlan.Identity"/>.</param>
/// <param name="Position">Samples shown.</param>
/// <param name="Telemetry">The rows so far.</param>
/// <param name="Snapshot">The session.</param>
internal sealed record Checkpoint(
    IReadOnlyDictionary<string, string> Identity, long Position, IReadOnlyList<TelemetryRow> Telemetry,
    SessionSnapshot Snapshot);
