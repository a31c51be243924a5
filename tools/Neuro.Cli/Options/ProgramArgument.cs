using System.CommandLine;

namespace Neuro.Cli.Options;

/// <summary>The argument of commands that execute or show a compiled program.</summary>
internal sealed class ProgramArgument : Argument<string>
{
    /// <summary>The argument.</summary>
    public ProgramArgument()
        : base("program") => Description = "A compiled program: net.nrx, its text form, or a .net file of lava-dl.";
}
