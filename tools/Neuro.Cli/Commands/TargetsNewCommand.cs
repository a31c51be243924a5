using System.CommandLine;
using System.Text;
using Neuro.Cli.Output;
using Neuro.Ir.Targets;
using Neuro.Runtime.Files;
using Neuro.Targets;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro targets new</c>: a profile of one's own to start from.</summary>
internal sealed class TargetsNewCommand : NeuroCommand
{
    private readonly Argument<string> _name = new("name") { Description = "The new target's name." };
    private readonly Option<string> _from = new("--from")
    {
        Description = "The target, or the path of a profile, that it inherits from.",
        HelpName = "target",
        DefaultValueFactory = _ => "generic-cores",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The profile to write. Default: the name with .json, in the current folder.",
        HelpName = "chip.json",
    };

    /// <summary>The command.</summary>
    public TargetsNewCommand(CliHost host)
        : base("new", "Write a profile to start from: every number of its parent, and what it means.", host)
    {
        _from.CompletionSources.Add([.. TargetCatalog.Names]);
        Add(_name);
        Add(_from);
        Add(_output);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["neuro targets new chip --from generic-cores -o chip.json", "neuro targets new chip2 --from ./chip.json"];

    /// <inheritdoc/>
    public override string Next => "neuro compile net.nir -t ./chip.json";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        (string name, string from) = (context.Get(_name), context.Get(_from)!);
        string path = context.Get(_output) ?? $"{name}.json";
        OutputFile.RefuseInput(path, from);
        TargetProfile parent = TargetCatalog.Load(from);
        // A parent's path is taken from the folder of the profile that names it.
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string inherits = TargetCatalog.Names.Contains(from) ? from : Relative(folder, from);
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(ProfileSkeleton.Write(name, parent, inherits)));
        context.Terminal.Note($"wrote {path}");
        if (context.Terminal.Json)
            context.Terminal.WriteJson("targets new", new { Path = path, Name = name, Inherits = inherits });
        string argument = path.Contains(Path.DirectorySeparatorChar) ? path : $"./{path}";
        context.Terminal.Next($"neuro compile net.nir -t {argument}", $"neuro targets show {argument}");
        return ExitCode.Ok;
    }

    private static string Relative(string folder, string from)
    {
        string path = Path.GetRelativePath(folder, from).Replace('\\', '/');
        return Path.IsPathRooted(path) || path.StartsWith('.') ? path : $"./{path}";
    }
}
