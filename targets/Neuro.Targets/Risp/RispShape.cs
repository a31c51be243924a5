using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Risp;

/// <summary>A program as inputs, RISP's neurons, and outputs that repeat some of them.</summary>
internal sealed record RispShape
{
    /// <summary>The program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>The populations of neurons.</summary>
    public required ImmutableArray<RispNeurons> Neurons { get; init; }

    /// <summary>Projections that carry weights.</summary>
    public required ImmutableArray<Projection> Projections { get; init; }

    /// <summary>Whether outputs are seen a tick late.</summary>
    public required bool Ravens { get; init; }

    /// <summary>The potential below which no neuron stays.</summary>
    public int MinPotential => Neurons[0].MinPotential;

    /// <summary>The shape of <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">It has another one; every reason is in it.</exception>
    public static RispShape Of(SpikeProgram program)
    {
        List<(string What, string Hint)> faults = [];
        List<RispNeurons> neurons = [];
        HashSet<string> relays = [];
        foreach (Population population in program.Populations.Where(p => !p.IsInput))
        {
            if (IsRelay(program, population))
            {
                _ = relays.Add(population.Name);
                continue;
            }
            (RispNeurons? found, string? fault) = RispNeurons.Of(program, population);
            if (found is not null) neurons.Add(found);
            else faults.Add(($"population '{population.Name}' {fault}", "compile IF neurons with reset to zero with -t risp"));
        }
        foreach (Population input in program.Populations.Where(
            p => p.IsInput && (p.PayloadMinimum < 0 || p.PayloadMaximum > 1)))
            faults.Add(
                ($"input '{input.Name}' has payloads up to {input.PayloadMaximum}", "feed it with spikes (--input-max 1)"));
        foreach (Projection p in program.Projections.Where(p => p.Crossbar is not null || p.Plasticity is not null))
            faults.Add(($"projection '{p.Name}' is bound to a crossbar, or learns", "leave that out"));
        if (neurons.Select(n => n.MinPotential).Distinct().Count() > 1)
            faults.Add(("populations have several smallest potentials", "compile them with one width of states"));
        if (neurons.Count == 0) faults.Add(("it has no neurons", "compile a network with IF neurons"));
        Projection[] exits = [.. program.Projections.Where(p => relays.Contains(p.Target))];
        if (exits.Select(p => p.Delay.Scalar).Distinct().Count() > 1) faults.Add(("outputs have several delays", "use one"));
        return faults.Count > 0
            ? throw new DiagnosticException([.. faults.Select(f => DiagnosticCatalog.RispCannot.At(null, f.What, f.Hint))])
            : new()
            {
                Program = program,
                Neurons = [.. neurons.Select(n => n.InUnitsOf(neurons.Min(m => m.Shift)))],
                Projections = [.. program.Projections.Where(p => p.Port == "in" && !relays.Contains(p.Target))],
                Ravens = exits.Any(p => p.Delay.Scalar == 1),
            };
    }

    /// <summary>The neuron that each input enters, and the weight, where each enters one without delay and all have one weight
    /// that is not shifted, as RISP's inputs do; null otherwise.</summary>
    public (Dictionary<int, int> Entered, int Weight)? Direct(FlatNetwork flat)
    {
        HashSet<int> inputs = [.. Program.Populations.Where(p => p.IsInput).SelectMany(
            p => Enumerable.Range(flat.First(p.Name), p.Size))];
        Dictionary<int, int> entered = [];
        HashSet<int> weights = [];
        foreach (int neuron in NeuronMembers(flat))
            foreach (FlatSynapse synapse in flat.Synapses(neuron).Where(s => inputs.Contains(s.Source)))
            {
                if (synapse.Delay != 0 || !entered.TryAdd(synapse.Source, neuron)) return null;
                _ = weights.Add(synapse.Weight);
            }
        return entered.Count == inputs.Count && weights.Count == 1 && Neurons.All(n => n.Shift == 0)
            ? (entered, weights.Single())
            : null;
    }

    /// <summary>The neurons that are the program's outputs.</summary>
    public IEnumerable<int> Outputs(FlatNetwork flat) => Program.Outputs.SelectMany(name =>
    {
        Population population = Program.Population(name);
        IEnumerable<int> members = Enumerable.Range(flat.First(name), population.Size);
        if (Neurons.Any(n => n.Population.Name == name)) return members;
        FlatNetwork exits = new(Program, [.. Program.Projections.Where(p => p.Target == name)]);
        return members.Select(m => exits.Synapses(m)[0].Source);
    });

    private IEnumerable<int> NeuronMembers(FlatNetwork flat) => Neurons.SelectMany(
        n => Enumerable.Range(flat.First(n.Population.Name), n.Population.Size));

    // As the decoder makes them: one synapse of weight 1 into each, and none out.
    private static bool IsRelay(SpikeProgram program, Population population)
    {
        Projection[] into = [.. program.Projections.Where(p => p.Target == population.Name)];
        if (program.Neuron(population.Neuron!).Kind != "relay" || !program.Outputs.Contains(population.Name)
            || program.Projections.Any(p => p.Source == population.Name) || into.Length != 1 || into[0].Delay.IsArray
            || into[0].Delay.Scalar > 1)
            return false;
        FlatNetwork flat = new(program, [.. into]);
        return Enumerable.Range(flat.First(population.Name), population.Size).All(
            m => flat.Synapses(m) is [{ Weight: 1 }]);
    }
}
