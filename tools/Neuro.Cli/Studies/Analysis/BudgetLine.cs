namespace Neuro.Cli.Studies.Analysis;

/// <summary>What one contribution costs: mean accuracies with it alone, and with all but it.</summary>
/// <param name="Name">A non-ideality, or a layer.</param>
/// <param name="Meaning">What it is, for people.</param>
/// <param name="Alone">Mean accuracy where it is the only one.</param>
/// <param name="LeftOut">Mean accuracy where all others are there.</param>
internal sealed record BudgetLine(string Name, string Meaning, double Alone, double LeftOut);
