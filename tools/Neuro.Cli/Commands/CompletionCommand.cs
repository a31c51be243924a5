using System.CommandLine;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro completion</c>: scripts that let shells ask the parser (its
/// <c>[suggest]</c> directive) what comes next.</summary>
internal sealed class CompletionCommand : NeuroCommand
{
    private const string Bash = """
        _neuro() {
          local IFS=$'\n'
          local words; words="$(neuro "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
          COMPREPLY=( $(compgen -W "${words}" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _neuro neuro
        """;

    private const string Zsh = """
        #compdef neuro
        _neuro() {
          local -a suggestions
          suggestions=("${(@f)$(neuro "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a suggestions
          _files
        }
        compdef _neuro neuro
        """;

    private const string Fish = """
        function __neuro_complete
          neuro "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null
        end
        complete -c neuro -a '(__neuro_complete)'
        """;

    private readonly Argument<string> _shell = new("shell") { Description = "bash, zsh or fish." };

    /// <summary>The command.</summary>
    public CompletionCommand(CliHost host)
        : base("completion", "Print a script that completes neuro's commands and options in a shell.", host)
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(_shell);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["source <(neuro completion bash)", "neuro completion fish > ~/.config/fish/completions/neuro.fish"];

    /// <inheritdoc/>
    public override string Next => "neuro demo";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        string script = context.Get(_shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish };
        if (context.Terminal.Json)
            context.Terminal.WriteJson("completion", new { Shell = context.Get(_shell), Script = script });
        else
            context.Terminal.Write(script);
        return ExitCode.Ok;
    }
}
