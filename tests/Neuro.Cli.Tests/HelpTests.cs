using Neuro.Cli.Commands;
using Neuro.Cli.Options;

namespace Neuro.Cli.Tests;

public sealed class HelpTests
{
    // "compile", "targets show", …
    public static TheoryData<string> CommandPaths => [.. Paths(CommandRegistry.Create(Host()), "")];

    [Theory]
    [MemberData(nameof(CommandPaths))]
    public void Every_help_page_ends_with_an_example_and_the_next_command(string path)
    {
        string help = Cli.Ok([.. path.Split(' '), "--help"]);
        Assert.Contains($"neuro {path}", help);
        Assert.Matches(@"Examples?:\n  (source <\()?neuro ", help);
        string[] lines = help.TrimEnd().Split('\n');
        Assert.Equal("Next:", lines[^2]);
        Assert.StartsWith("  neuro ", lines[^1]);
    }

    [Fact]
    public void Devices_are_listed_by_their_own_command_and_not_in_the_usage_of_others()
    {
        foreach (string page in new[] { Cli.Ok("devices", "--help"), Cli.Ok("devices", "show", "--help") })
        {
            Assert.Contains("<device>", page);
            Assert.DoesNotContain("|", page);
        }
    }

    [Fact]
    public void Every_example_parses()
    {
        foreach (NeuroCommand command in All(CommandRegistry.Create(Host())))
        {
            foreach (string example in command.Examples.Append(command.Next))
            {
                string[] words = example.Replace("source <(", "").Replace(")", "").Split('>')[0]
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries);
                System.CommandLine.ParseResult parsed = CliApplication.CreateRoot(Host()).Parse(words[1..]);
                Assert.True(parsed.Errors.Count == 0, $"'{example}': {string.Join("; ", parsed.Errors.Select(e => e.Message))}");
            }
        }
    }

    [Fact]
    public void Without_a_command_the_overview_is_shown_as_a_usage_error()
    {
        (int code, string output, _) = Cli.Run();
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("neuro demo", output);
        Assert.Contains("Exit codes:", output);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _neuro neuro")]
    [InlineData("zsh", "compdef _neuro neuro")]
    [InlineData("fish", "complete -c neuro")]
    public void Completion_scripts_ask_the_parser(string shell, string expected)
    {
        string script = Cli.Ok("completion", shell);
        Assert.Contains("[suggest:", script);
        Assert.Contains(expected, script);
    }

    [Fact]
    public void The_parser_suggests_commands_and_values()
    {
        Assert.Contains("compile", Cli.Ok("[suggest:7]", "neuro c").Split('\n'));
        Assert.Contains("norse", Cli.Ok("[suggest:34]", "neuro compile net.nir --dialect no").Split('\n'));
    }

    private static CliHost Host() => new(new GlobalOptions(), CancellationToken.None);

    private static IEnumerable<NeuroCommand> All(IEnumerable<NeuroCommand> commands) =>
        commands.SelectMany(c => All(c.Subcommands.OfType<NeuroCommand>()).Prepend(c));

    private static IEnumerable<string> Paths(IEnumerable<NeuroCommand> commands, string prefix) =>
        commands.SelectMany(c => Paths(c.Subcommands.OfType<NeuroCommand>(), $"{prefix}{c.Name} ").Prepend(prefix + c.Name));
}
