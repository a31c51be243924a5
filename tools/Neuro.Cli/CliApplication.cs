using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Neuro.Cli.Commands;
using Neuro.Cli.Help;
using Neuro.Cli.Options;
using Neuro.Cli.Output;

namespace Neuro.Cli;

/// <summary>The <c>neuro</c> command: parses, dispatches, and turns every way of ending into an exit code.</summary>
internal static class CliApplication
{
    /// <summary>Runs one command line. Nothing but <paramref name="stdout"/> and
    /// <paramref name="stderr"/> is printed to.</summary>
    public static int Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken cancellation = default)
    {
        CliHost host = new(new GlobalOptions(), cancellation);
        ParseResult parsed = CreateRoot(host).Parse(args);
        Terminal terminal = Terminal.Create(stdout, stderr, parsed, host.Globals);
        try
        {
            if (parsed.Action is ParseErrorAction)
                return UsageErrors.Report(parsed, terminal);
            InvocationConfiguration io = new() { Output = stdout, Error = stderr, EnableDefaultExceptionHandler = false };
            return parsed.Invoke(io);
        }
        catch (Exception e)
        {
            return Failure.Report(e, parsed, terminal, cancellation);
        }
        finally
        {
            stdout.Flush();
            stderr.Flush();
        }
    }

    /// <summary>The tree of commands.</summary>
    internal static RootCommand CreateRoot(CliHost host)
    {
        RootCommand root = new("Neuro compiles trained spiking networks to fixed-point programs and runs them bit-exactly.")
        {
            HelpName = "neuro",
        };
        foreach (Option option in host.Globals.All)
            root.Add(option);
        foreach (NeuroCommand command in CommandRegistry.Create(host))
            root.Add(command);
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show help with examples.";
        help.Action = new HelpPage((HelpAction)help.Action!);
        VersionOption version = root.Options.OfType<VersionOption>().Single();
        version.Description = "Show the version.";
        version.Action = new VersionAction();
        root.SetAction(parse =>
        {
            HelpPage.WriteOverview(parse);
            return ExitCode.Usage;
        });
        return root;
    }
}
