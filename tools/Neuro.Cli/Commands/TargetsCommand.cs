using System.CommandLine;
using System.Text.Json.Nodes;
using Neuro.Cli.Output;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Targets;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro targets list</c>, <c>neuro targets show</c> and <c>neuro targets new</c>.</summary>
internal sealed class TargetsCommand : NeuroCommand
{
    /// <summary>The command.</summary>
    public TargetsCommand(CliHost host)
        : base("targets", "List the targets that programs are compiled for, show one, or begin a profile of one's own.", host)
    {
        Add(new ListCommand(host));
        Add(new ShowCommand(host));
        Add(new TargetsNewCommand(host));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["neuro targets list", "neuro targets show generic-cores", "neuro targets new chip --from generic-cores -o chip.json"];

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
                Targets = profiles.Select(p => new { p.Name, p.Description, Inherits = p.Parent, p.Loads }),
            });
            return ExitCode.Ok;
        }
        Spectre.Console.Table table =
            Tables.Create("target", "#weights", "#states", "#neurons/core", "#cores", "loads", "what it is");
        foreach (TargetProfile p in profiles)
        {
            table.Row(
                p.Name, $"{p.Arithmetic.WeightBits} bit", $"{p.Arithmetic.StateBits} bit",
                Limit(p.Limits.NeuronsPerCore), Limit(p.Limits.Cores), p.Loads ?? "-", p.Description);
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
        private readonly Argument<string?> _name = new("target")
        {
            Description = "Name of a target, or path of a profile.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        private readonly Option<bool> _schema = new("--schema") { Description = "Print the JSON Schema of profiles." };

        public ShowCommand(CliHost host)
            : base("show", "Print a target's profile in full, what it inherits included.", host)
        {
            _name.CompletionSources.Add([.. TargetCatalog.Names]);
            Add(_name);
            Add(_schema);
        }

        public override IReadOnlyList<string> Examples =>
            ["neuro targets show generic-cores", "neuro targets show ./chip.json", "neuro targets show --schema"];

        public override string Next => "neuro targets new chip --from generic-cores -o chip.json";

        protected override int Execute(CommandContext context)
        {
            if (context.Get(_schema) == context.Get(_name) is not null)
                throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                    null, "give a target or --schema", "neuro targets list"));
            string text = context.Get(_name) is { } name
                ? TargetProfileWriter.Write(TargetCatalog.Load(name))
                : TargetCatalog.Schema.TrimEnd();
            if (context.Terminal.Json)
                context.Terminal.WriteJson("targets show", new { Profile = JsonNode.Parse(text) });
            else
                context.Terminal.Write(text);
            return ExitCode.Ok;
        }
    }
}
