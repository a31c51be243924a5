namespace Neuro.Runtime;

/// <summary>How much a recording held at some time, by entry of its options and slot.</summary>
/// <param name="Ticks">Ticks of every train.</param>
/// <param name="Counts">Counts, which are added to in place.</param>
/// <param name="States">Values of every state.</param>
internal sealed record RecordingMark(int[][] Ticks, long[][] Counts, int[][] States);
