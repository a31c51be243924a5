using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Commands;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Options;

/// <summary><c>--probe population</c> for spikes, <c>--probe population.state</c> for a state.</summary>
internal sealed class ProbeOption
{
    private readonly Option<string[]> _probe = new("--probe")
    {
        Description =
            "Also keep a population's spikes (hidden), or a state after every tick (hidden.v); may be given several times.",
        HelpName = "population[.state]",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds the option to <paramref name="command"/>.</summary>
    public void AddTo(Command command) => command.Add(_probe);

    /// <summary>Populations whose spikes are asked for, and states.</summary>
    public (ImmutableArray<string> Spikes, ImmutableArray<(string Population, string State)> States) Resolve(
        CommandContext context, SpikeProgram program)
    {
        ImmutableArray<string>.Builder spikes = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<(string, string)>.Builder states = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (string probe in context.Get(_probe) ?? [])
        {
            // Names of populations may hold dots, so the whole text is tried first.
            int dot = probe.LastIndexOf('.');
            if (program.Populations.Any(p => p.Name == probe))
                spikes.Add(probe);
            else if (dot > 0)
                states.Add(State(program, probe[..dot], probe[(dot + 1)..]));
            else
                throw NoPopulation(program, probe);
        }
        return ([.. spikes.Distinct()], [.. states.Distinct()]);
    }

    private static (string, string) State(SpikeProgram program, string population, string state)
    {
        Population found = program.Populations.FirstOrDefault(p => p.Name == population)
            ?? throw NoPopulation(program, population);
        string[] states = found.Neuron is { } neuron ? [.. program.Neuron(neuron).States.Select(s => s.Name)] : [];
        return states.Contains(state)
            ? (population, state)
            : throw new DiagnosticException(DiagnosticCatalog.NoSuchState.At(
                null, population, state, states.Length > 0 ? string.Join(", ", states) : "none"));
    }

    private static DiagnosticException NoPopulation(SpikeProgram program, string name) =>
        new(DiagnosticCatalog.NoSuchPopulation.At(null, name, string.Join(", ", program.Populations.Select(p => p.Name))));
}
