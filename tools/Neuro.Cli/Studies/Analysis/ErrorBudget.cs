using System.Collections.Immutable;
using Neuro.Compiler.Passes;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>
/// Which non-ideality, and which layer, costs how much accuracy. Each is switched on alone, from the ideal array, and left out
/// alone, from the full one: where the two differ, non-idealities add up to more, or less, than their sum.
/// </summary>
internal sealed record ErrorBudget
{
    /// <summary>Accuracy with digital weights.</summary>
    public required double Digital { get; init; }

    /// <summary>Mean accuracy on the array without any non-ideality; equal to <see cref="Digital"/> unless weights do not
    /// fit.</summary>
    public required double Ideal { get; init; }

    /// <summary>Mean accuracy with all of them.</summary>
    public required double Full { get; init; }

    /// <summary>The non-idealities that are there.</summary>
    public required ImmutableArray<BudgetLine> NonIdealities { get; init; }

    /// <summary>The layers on arrays: alone there, and all but it there, the others digital. Empty for a single layer.</summary>
    public required ImmutableArray<BudgetLine> Layers { get; init; }

    /// <summary>How many evaluations <see cref="Compute"/> takes.</summary>
    public static int Evaluations(BindOptions options, int layers) =>
        2 + 2 * Analysis.NonIdealities.Of(options).Length + (layers > 1 ? 2 * layers : 0);

    /// <summary>The budget of <paramref name="options"/>.</summary>
    /// <param name="options">Device, array and conditions.</param>
    /// <param name="layers">Names of the projections on arrays.</param>
    /// <param name="digital">Accuracy with digital weights.</param>
    /// <param name="accuracy">Mean accuracy of chips of which only the named projections are on arrays.</param>
    public static ErrorBudget Compute(
        BindOptions options, ImmutableArray<string> layers, double digital,
        Func<BindOptions, ImmutableArray<string>, double> accuracy)
    {
        return new()
        {
            Digital = digital,
            Ideal = accuracy(Analysis.NonIdealities.Ideal(options), layers),
            Full = accuracy(options, layers),
            NonIdealities = [.. Analysis.NonIdealities.Of(options).Select(n => new BudgetLine(
                n.Name, n.Meaning, accuracy(Analysis.NonIdealities.Alone(options, n), layers),
                accuracy(n.Remove(options), layers)))],
            Layers = layers.Length < 2 ? [] : [.. layers.Select(layer => new BudgetLine(
                layer, "", accuracy(options, [layer]), accuracy(options, layers.Remove(layer))))],
        };
    }
}
