namespace Neuro.Compiler;

/// <summary>A step of the pipeline that has run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Elapsed">How long it took, its verification included.</param>
/// <param name="Dump">Its result as text, where asked for.</param>
public sealed record StepOutcome(string Name, TimeSpan Elapsed, string? Dump);
