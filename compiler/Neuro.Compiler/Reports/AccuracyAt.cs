namespace Neuro.Compiler.Reports;

/// <summary>Accuracy after a number of ticks.</summary>
/// <param name="Ticks">Ticks.</param>
/// <param name="Accuracy">Share of samples answered right.</param>
public sealed record AccuracyAt(int Ticks, double Accuracy);
