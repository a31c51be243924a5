using System.CommandLine;

namespace Neuro.Cli.Options;

/// <summary>Options that every command has.</summary>
internal sealed class GlobalOptions
{
    /// <summary>Machine-readable stdout.</summary>
    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = "Write the result to stdout as JSON." };

    /// <summary>Only warnings and errors on stderr.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Recursive = true,
        Description = "No narration on stderr, only warnings and errors.",
    };

    /// <summary>More on stderr.</summary>
    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Recursive = true,
        Description = "Say more on stderr; show stack traces of defects.",
    };

    /// <summary>No colour, as with the variable NO_COLOR.</summary>
    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Recursive = true,
        Description = "No colours (also: the variable NO_COLOR).",
    };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [Json, Quiet, Verbose, NoColor];
}
