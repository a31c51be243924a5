using Neuro.Compiler.Passes;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>One way in which devices and arrays fall short of exact arithmetic, as a change that takes it away.</summary>
/// <param name="Name">What the field calls it.</param>
/// <param name="Meaning">What is taken away, for people.</param>
/// <param name="Remove">Device, array and conditions without it; the same record's values where it is absent.</param>
internal sealed record NonIdeality(string Name, string Meaning, Func<BindOptions, BindOptions> Remove)
{
    /// <summary>Whether <paramref name="options"/> have it.</summary>
    public bool IsIn(BindOptions options) => Remove(options) != options;
}
