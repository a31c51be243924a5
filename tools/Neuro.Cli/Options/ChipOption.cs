using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Commands;
using Neuro.Cli.Crossbars;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Options;

/// <summary><c>--instance K</c>: which chip a program that is bound to crossbars is fabricated as.</summary>
internal sealed class ChipOption
{
    private readonly Option<int?> _instance = new("--instance")
    {
        Description = "Chip to fabricate, from 0, of a program that is bound to crossbars. Default: 0.",
        HelpName = "chip",
    };

    /// <summary>The option of a command.</summary>
    public ChipOption() => _instance.Must(k => k is null or >= 0, "0 or more");

    /// <summary>Adds the option to <paramref name="command"/>.</summary>
    public void AddTo(Command command) => command.Add(_instance);

    /// <summary>Whether a chip is asked for.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_instance) is not null;

    /// <summary>The option as it was given, for the next command to take over: " --instance 2", or nothing.</summary>
    public string Repeat(CommandContext context) => Chip(context) is { } chip ? $" {_instance.Name} {chip}" : "";

    /// <summary>The chip asked for, or null.</summary>
    public int? Chip(CommandContext context) => context.Get(_instance);

    /// <summary><paramref name="loaded"/>, with its program fabricated where it is bound to crossbars and not yet a
    /// chip.</summary>
    /// <exception cref="DiagnosticException">A chip is asked for of a program that is none, or that is one already.</exception>
    public LoadedProgram Fabricate(CommandContext context, LoadedProgram loaded)
    {
        SpikeProgram program = loaded.Program;
        if (Chip(context) is not null)
            Chips.RefuseOthers(loaded, "--instance");
        return Chips.AwaitFabrication(program)
            ? loaded with { Program = Chips.Fabricate(program, Chip(context) ?? 0).Program }
            : loaded;
    }
}
