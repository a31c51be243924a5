using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Neuro.Cli.Commands;

namespace Neuro.Cli.Help;

/// <summary>The parser's own help page, followed by an example and the next command to try.</summary>
internal sealed class HelpPage(HelpAction standard) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        standard.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is NeuroCommand command)
            WriteExamples(output, command.Examples, command.Next);
        else
            WriteTour(output);
        return ExitCode.Ok;
    }

    /// <summary>The help page of <c>neuro</c> itself, for a command line that names no command.</summary>
    public static void WriteOverview(ParseResult parseResult)
    {
        HelpOption help = parseResult.RootCommandResult.Command.Options.OfType<HelpOption>().Single();
        ((HelpPage)help.Action!).Invoke(parseResult);
    }

    private static void WriteTour(TextWriter output)
    {
        WriteExamples(
            output,
            [
                "neuro compile net.nir --dialect snntorch -o net.nrx",
                "neuro eval net.nrx --data test.npz",
                "neuro record net.nrx --data test.npz -o golden.npz",
                "neuro verify net.nrx golden.npz",
            ],
            "neuro demo");
        output.WriteLine("""

            Exit codes:
              0 ok, 1 model, program or data in error, 2 usage, 3 outputs differ, 4 no such device, 70 internal error
            """);
    }

    private static void WriteExamples(TextWriter output, IReadOnlyList<string> examples, string next)
    {
        output.WriteLine(examples.Count > 1 ? "Examples:" : "Example:");
        foreach (string example in examples)
            output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine("Next:");
        output.WriteLine($"  {next}");
    }
}
