using System.Collections.Immutable;
using System.Globalization;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to the one crossbar of ODIN or tinyODIN, instead of <see cref="Quantise"/>: a program that fires by
/// the event. Rows of inputs and neurons share the chip's 256 numbers. What a tick does to every neuron enters by events of the
/// host's own: a bias as a row with a spike a tick, a leak as a leak-all event at the tick's end. Membranes decay by a fixed
/// amount, so that of a model's exponential decay only the mean is kept. On ODIN a source with weights of both signs takes two
/// rows, since signs are a row's: of an input, one directly after the other; of neurons, the rows of a second population,
/// "inhibitory", with the same inputs.
/// </summary>
public static class LowerOdin
{
    /// <summary>The program of <paramref name="network"/>; findings that do not prevent it go to
    /// <paramref name="diagnostics"/>.</summary>
    /// <param name="network">Populations in an order in which delay-0 projections run forward.</param>
    /// <param name="format">Weight bits.</param>
    /// <param name="target">The target.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The chip cannot do what the network does, or has no room for it.</exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, FixedPointFormat format, TargetProfile target, List<Diagnostic> diagnostics)
    {
        OdinCore core = OdinCore.Of(target, format.WeightBits);
        ImmutableArray<Diagnostic> violations = OdinRules.Violations(network, target);
        long atLeast = network.Populations.Sum(p => (long)p.Size);
        if (atLeast > core.Ids)
            violations = violations.Add(DiagnosticCatalog.OdinIdsTooMany.At(null, atLeast, "one each", target.Name, core.Ids));
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        OdinNetwork lowered = new(network, core);
        if (lowered.Ids > core.Ids)
            throw new DiagnosticException(
                DiagnosticCatalog.OdinIdsTooMany.At(null, lowered.Ids, lowered.Account(), target.Name, core.Ids));
        foreach (OdinLayer layer in lowered.Layers.Where(l => l.Decay > 0))
            diagnostics.Add(DiagnosticCatalog.OdinLeak.At(
                layer.Population.Origin, layer.Population.Name, layer.Decay.ToString("P0", CultureInfo.InvariantCulture),
                layer.Leaks.Max(), layer.Thresholds[Array.IndexOf(layer.Leaks, layer.Leaks.Max())], target.Name));
        foreach (DiscreteProjection loop in network.Projections.Where(p => p.Delay.Max() > 0))
            diagnostics.Add(DiagnosticCatalog.OdinAtOnce.At(loop.Origin, loop.Name, target.Name));
        return new OdinProgramBuilder(lowered, core).Build();
    }
}
