using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Loihi;

/// <summary>A program as the chain of layers that a .net file is.</summary>
/// <param name="Input">The population whose events come from outside.</param>
/// <param name="Links">The layers, from the first.</param>
internal sealed record LavaChain(Population Input, ImmutableArray<LavaLink> Links)
{
    private static readonly string[] Kinds = ["loihi", "loihi_alif", "loihi_sigma_delta"];

    /// <summary>The chain of <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">It is none; every reason is in it.</exception>
    public static LavaChain Of(SpikeProgram program)
    {
        string[] faults = [.. Faults(program)];
        if (faults.Length > 0)
            throw new DiagnosticException([.. faults.Select(f => DiagnosticCatalog.NotExpressible.At(null, f))]);
        Population input = program.Populations.Single(p => p.IsInput), at = input;
        List<LavaLink> links = [];
        while (Next(program, at) is { } synapse)
        {
            Population population = program.Population(synapse.Target);
            Projection? recurrent = program.Projections.SingleOrDefault(
                p => p.Target == population.Name && p.Source == population.Name);
            links.Add(new(at, population, program.Neuron(population.Neuron!), synapse, recurrent));
            at = population;
        }
        string[] late = [.. links.SelectMany(LinkFaults)];
        return late.Length == 0
            ? new(input, [.. links])
            : throw new DiagnosticException([.. late.Select(f => DiagnosticCatalog.NotExpressible.At(null, f))]);
    }

    private static Projection? Next(SpikeProgram program, Population population) =>
        program.Projections.SingleOrDefault(p => p.Source == population.Name && p.Target != population.Name);

    private static IEnumerable<string> Faults(SpikeProgram program)
    {
        if (program.Populations.Count(p => p.IsInput) is not 1 and int inputs) yield return $"it has {inputs} inputs";
        foreach (Population p in program.Populations)
        {
            int to = program.Projections.Count(q => q.Source == p.Name && q.Target != p.Name);
            int from = program.Projections.Count(q => q.Target == p.Name && q.Source != p.Name);
            int self = program.Projections.Count(q => q.Target == p.Name && q.Source == p.Name);
            bool output = program.Outputs.Contains(p.Name);
            if (to > 1) yield return $"population '{p.Name}' leads to {to} others";
            if (!p.IsInput && from != 1) yield return $"{from} projections lead to population '{p.Name}'";
            if (self > 1) yield return $"population '{p.Name}' has {self} projections to itself";
            if (output != (to == 0)) yield return output
                ? $"output '{p.Name}' is not the last layer"
                : $"population '{p.Name}' leads nowhere and is no output";
            if (!p.IsInput && !Kinds.Contains(program.Neuron(p.Neuron!).Kind))
                yield return $"population '{p.Name}' has neurons of kind '{program.Neuron(p.Neuron!).Kind}'";
        }
        foreach (Projection p in program.Projections)
        {
            if (p.Crossbar is not null || p.Read is not null) yield return $"projection '{p.Name}' is bound to a crossbar";
            if (p.Multiplier.IsArray) yield return $"projection '{p.Name}' has a scale per neuron";
        }
    }

    private static IEnumerable<string> LinkFaults(LavaLink link)
    {
        string name = link.Synapse.Name;
        if (link.IsInput) yield break;
        if (link.Synapse.Connectivity is OneToOne) yield return $"projection '{name}' is one to one";
        if (link.Synapse.Port != "in") yield return $"projection '{name}' leads to port '{link.Synapse.Port}'";
        if (link.Recurrent is { } recurrent)
        {
            if (link.Synapse.Connectivity is Convolution || recurrent.Connectivity is Convolution or OneToOne)
                yield return $"the recurrent layer '{link.Population.Name}' is no matrix";
            // The format has one delay for both.
            if (recurrent.Delay.IsArray || link.Synapse.Delay.IsArray
                || recurrent.Delay.Scalar != Math.Max(link.Synapse.Delay.Scalar, 1))
                yield return $"projection '{recurrent.Name}' has other delays than '{name}'";
        }
        if (link.Synapse.Connectivity is Convolution map && (map.OutputHeight != Extent(map.InputHeight, map.KernelHeight,
                map.StrideY, map.PaddingTop, map.DilationY) || map.OutputWidth != Extent(map.InputWidth, map.KernelWidth,
                map.StrideX, map.PaddingLeft, map.DilationX)))
            yield return $"projection '{name}' pads its sides differently";
        foreach ((string state, IrValue initial) in link.Population.Initial)
            if (state != "clock") yield return $"state '{state}' of population '{link.Population.Name}' does not begin at 0";
    }

    private static int Extent(int extent, int kernel, int stride, int padding, int dilation) =>
        ((extent + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
