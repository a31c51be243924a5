using System.CommandLine;
using Neuro.Cli.Output;

namespace Neuro.Cli.Commands;

/// <summary>A command of <c>neuro</c>; its help page ends with an example and the next command to try.</summary>
internal abstract class NeuroCommand : Command
{
    /// <summary>A command called <paramref name="name"/>.</summary>
    protected NeuroCommand(string name, string description, CliHost host)
        : base(name, description)
    {
        SetAction(parse =>
        {
            InvocationConfiguration io = parse.InvocationConfiguration;
            return Execute(new(parse, Terminal.Create(io.Output, io.Error, parse, host.Globals), host.Cancellation));
        });
    }

    /// <summary>Command lines that work, the simplest first.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>The command line to try after this one.</summary>
    public abstract string Next { get; }

    /// <summary>Does the work and returns the exit code; failures are thrown as diagnostics.</summary>
    protected abstract int Execute(CommandContext context);
}
