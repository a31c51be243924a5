using System.CommandLine;
using Neuro.Cli.Commands;
using Neuro.Ir.Diagnostics;
using Neuro.Targets;

namespace Neuro.Cli.Options;

/// <summary><c>--target</c>: the chip that is emulated.</summary>
internal sealed class EmulatedTargetOption
{
    private readonly Option<string?> _target = new("--target", "-t")
    {
        Description = "The chip to emulate, which the program must fit, or the path of its profile; `neuro targets list`. "
            + "Default: what it was compiled for.",
        HelpName = "target",
    };

    /// <summary>Adds the option to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        _target.CompletionSources.Add([.. TargetCatalog.Names]);
        command.Add(_target);
    }

    /// <summary>Gives <paramref name="loaded"/> back, where it fits the chip that was named.</summary>
    /// <exception cref="DiagnosticException">It does not fit; every reason is in it.</exception>
    public LoadedProgram Check(CommandContext context, LoadedProgram loaded)
    {
        // Whatever fits was legalised when it was compiled: it runs as it is.
        if (context.Get(_target) is { } name)
            TargetFit.Run(loaded.Program, TargetCatalog.Load(name), allowSplit: false);
        return loaded;
    }
}
