using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to Xylo's neurons (<see cref="NeuronFamily.Xylo"/>) instead of <see cref="Quantise"/>: 8-bit weights
/// shifted by one number of bits for those between inputs and hidden neurons and one for those to outputs, time constants that
/// are powers of two, 16-bit states and thresholds. <see cref="XyloLayer"/> has the scales.
/// </summary>
public static class LowerXylo
{
    // The shift is a field of 3 bits.
    private const int LongestShift = 7;
    private const int FewestUnits = 64;
    // No Xylo holds more.
    private const long MostWeights = 1L << 24;

    /// <summary>The program of <paramref name="network"/>; findings that do not prevent it go to
    /// <paramref name="diagnostics"/>.</summary>
    /// <param name="network">Populations in an order in which delay-0 projections run forward.</param>
    /// <param name="graph">The canonical model it came from; empty where there is none.</param>
    /// <param name="dialect">Says how decays came from time constants.</param>
    /// <param name="format">Weight bits and payloads of inputs.</param>
    /// <param name="target">A target with <see cref="TargetProfile.Xylo"/>.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The network breaks design rules; all that it breaks are in it.</exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, ModelGraph graph, Dialect dialect, FixedPointFormat format, TargetProfile target,
        List<Diagnostic> diagnostics)
    {
        XyloLayer[] layers =
        [
            .. network.Populations.Where(p => XyloRules.IsLayer(p, network) && IsHeld(p, network))
                .Select(p => new XyloLayer(network, p, dialect, Math.Clamp(format.WeightBits, 2, 8))),
        ];
        XyloResources resources = new(network, layers, target);
        ImmutableArray<Diagnostic> violations =
            [.. XyloRules.Violations(network, graph, dialect, format, target), .. resources.Violations()];
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        Warn(network, layers, target, diagnostics);
        return Assemble(network, layers, format, target, diagnostics) with { Resources = resources.Report() };
    }

    // What is far beyond any Xylo is counted, not written out.
    private static bool IsHeld(DiscretePopulation population, DiscreteNetwork network) =>
        network.Projections.Where(p => p.Target == population.Name).All(
            p => (long)network.Population(p.Source).Size * population.Size <= MostWeights);

    private static QuantisedNetwork Assemble(
        DiscreteNetwork network, XyloLayer[] layers, FixedPointFormat format, TargetProfile target, List<Diagnostic> diagnostics)
    {
        ChipProgram program = new(network.Name, network.TimeStep);
        Dictionary<(string, string), double[]> units = [];
        bool IsOutput(XyloLayer layer) => network.Outputs.Contains(layer.Population.Name);
        int ShiftOf(bool output) => layers.Where(l => IsOutput(l) == output)
            .Select(l => l.LargestShift(LongestShift)).DefaultIfEmpty(0).Min();
        (int hiddenShift, int outputShift) = (ShiftOf(false), ShiftOf(true));
        foreach (DiscretePopulation p in network.Populations.Where(p => p.Model is InputModel))
            program.AddInput(p.Name, p.Shape, format.InputMinimum, format.InputMaximum, p.Origin);
        foreach (XyloLayer layer in layers)
        {
            int shift = IsOutput(layer) ? outputShift : hiddenShift;
            AddNeurons(program, layer, shift, IsOutput(layer) ? 1 : target.Xylo!.HiddenSpikes);
            units[(layer.Population.Name, "v")] = layer.Units(shift);
            if (layer.Thresholds(shift).Min() is var least && least < FewestUnits)
                diagnostics.Add(DiagnosticCatalog.XyloCoarse.At(layer.Population.Origin, layer.Population.Name, least));
            for (int i = 0; i < layer.Incoming.Length; i++)
            {
                DiscreteProjection p = layer.Incoming[i];
                DiscretePopulation source = network.Population(p.Source);
                program.Connect(
                    p.Name, p.Source, p.Target, new Dense(), [source.Size, layer.Population.Size], layer.Codes[i],
                    format.WeightBits, shift, source.Model is InputModel ? 0 : 1, p.Origin);
            }
        }
        return new QuantisedNetwork
        {
            Program = program.Build(network.Outputs),
            Projections = [.. layers.SelectMany(l => l.Qualities)],
            StateUnits = units,
            PayloadUnits = network.Populations.ToDictionary(p => p.Name, _ => 1.0),
        };
    }

    private static void AddNeurons(ChipProgram program, XyloLayer layer, int shift, int mostSpikes)
    {
        int[] biases = layer.Biases(shift);
        static int[] Decays(int[] dashes) => Array.ConvertAll(dashes, d => 1 << (XyloDash.Longest - d));
        program.AddNeurons(
            layer.Population.Name, layer.Population.Shape,
            ChipProgram.Neuron("xylo", ("max_spikes", mostSpikes), ("bias", biases.Any(b => b != 0) ? "yes" : "no")),
            new Dictionary<string, int[]>
            {
                ["i_decay"] = Decays(layer.CurrentDash),
                ["v_decay"] = Decays(layer.MembraneDash),
                ["threshold"] = layer.Thresholds(shift),
                ["bias"] = biases,
            },
            layer.Population.Origin);
    }

    private static void Warn(DiscreteNetwork network, XyloLayer[] layers, TargetProfile target, List<Diagnostic> diagnostics)
    {
        foreach (XyloLayer layer in layers.Where(l => l.LacksSynapse))
            diagnostics.Add(DiagnosticCatalog.XyloNoSynapse.At(layer.Population.Origin, layer.Population.Name));
        foreach (XyloLayer layer in layers.Where(l => l.LacksLeak))
            diagnostics.Add(DiagnosticCatalog.XyloNoLeak.At(layer.Population.Origin, layer.Population.Name, XyloDash.Longest));
        string[] once =
        [
            .. layers.Where(l => l.SpikesOnce && !network.Outputs.Contains(l.Population.Name))
                .Select(l => $"'{l.Population.Name}'"),
        ];
        if (once.Length > 0)
            diagnostics.Add(DiagnosticCatalog.XyloManySpikes.At(null, string.Join(", ", once), target.Xylo!.HiddenSpikes));
        int delayed = layers.Sum(l => l.Incoming.Count(
            p => p.Delay.Contains(0) && network.Population(p.Source).Model is not InputModel));
        if (delayed > 0) diagnostics.Add(DiagnosticCatalog.XyloDelayed.At(null, delayed, target.Name));
    }
}
