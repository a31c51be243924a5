using System.CommandLine;
using System.Text.Json.Nodes;
using Neuro.Cli.Output;
using Neuro.Ir.Targets;
using Neuro.Targets;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro targets list</c> and <c>neuro targets show</c>.</summary>
internal sealed class TargetsCommand : NeuroCommand
{
    /// <summary>The command.</summary>
    public TargetsCommand(CliHost host)
        : base("targets", "List the targets that programs are compiled for, or show one.", host)
    {
        Add(new ListCommand(host));
        Add(new ShowCommand(host));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["neuro targets list", "neuro targets show generic-cores"];

    /// <inheritdoc/>
    public override string Next => "neuro compile net.nir -t generic-cores";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context) => List(context.Terminal);

    private static int List(Terminal terminal)
    {
        TargetProfile[] profiles = [.. TargetCatalog.Names.Select(TargetCatalog.Load)];
        if (terminal.Json)
        {
            terminal.WriteJson("targets list", new
            {
                Default = TargetCatalog.Default,
                Targets = profiles.Select(p => new { p.Name, p.Description, Inherits = p.Parent }),
            });
            return ExitCode.Ok;
        }
        Spectre.Console.Table table = Tables.Create("target", "#weights", "#states", "#neurons/core", "#cores", "what it is");
        foreach (TargetProfile p in profiles)
        {
            table.Row(
                p.Name, $"{p.Arithmetic.WeightBits} bit", $"{p.Arithmetic.StateBits} bit",
                Limit(p.Limits.NeuronsPerCore), Limit(p.Limits.Cores), p.Description);
        }
        terminal.Write(table);
        terminal.Next("neuro targets show generic-cores", "neuro compile net.nir -t generic-cores");
        return ExitCode.Ok;
    }

    private static string Limit(int? value) => value?.ToString() ?? "any";

    private sealed class ListCommand(CliHost host) : NeuroCommand("list", "List the targets.", host)
    {
        public override IReadOnlyList<string> Examples => ["neuro targets list --json"];

        public override string Next => "neuro targets show generic-cores";

        protected override int Execute(CommandContext context) => List(context.Terminal);
    }

    private sealed class ShowCommand : NeuroCommand
    {
        private readonly Argument<string> _name = new("target") { Description = "Name of a target, or path of a profile." };

        public ShowCommand(CliHost host)
            : base("show", "Print a target's profile in full; save it, change it, and give its path to compile -t.", host)
        {
            _name.CompletionSources.Add([.. TargetCatalog.Names]);
            Add(_name);
        }

        public override IReadOnlyList<string> Examples =>
            ["neuro targets show generic-cores", "neuro targets show generic > chip.json"];

        public override string Next => "neuro compile net.nir -t ./chip.json";

        protected override int Execute(CommandContext context)
        {
            string profile = TargetProfileWriter.Write(TargetCatalog.Load(context.Get(_name)));
            if (context.Terminal.Json)
                context.Terminal.WriteJson("targets show", new { Profile = JsonNode.Parse(profile) });
            else
                context.Terminal.Write(profile);
            return ExitCode.Ok;
        }
    }
}
