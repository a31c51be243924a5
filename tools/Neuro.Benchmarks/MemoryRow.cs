namespace Neuro.Benchmarks;

/// <summary>A figure of memory and what it may be at most.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bar">What it may be at most.</param>
internal sealed record MemoryRow(string Name, double Value, string Unit, double Bar);
