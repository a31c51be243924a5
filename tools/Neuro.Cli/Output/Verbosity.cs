namespace Neuro.Cli.Output;

/// <summary>How much is said on stderr.</summary>
internal enum Verbosity
{
    /// <summary>Warnings and errors.</summary>
    Quiet,

    /// <summary>Also what was done and what to try next.</summary>
    Normal,

    /// <summary>Also details, and stack traces of defects.</summary>
    Verbose,
}
