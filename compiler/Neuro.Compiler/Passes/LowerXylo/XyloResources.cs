using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Reports;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What a network takes of a Xylo: its channels, neurons and weights. Zero weights take nothing.</summary>
internal sealed class XyloResources
{
    private readonly TargetProfile _target;
    private readonly XyloCore _core;
    private readonly int _inputs, _hidden, _outputs, _inputExpansion, _outputExpansion;
    private readonly long _recurrent;
    private readonly (DiscretePopulation Population, int Neuron, int Count)[] _fanOut;

    /// <param name="network">The network.</param>
    /// <param name="layers">Its layers of neurons, with the weights as codes.</param>
    /// <param name="target">The target.</param>
    public XyloResources(DiscreteNetwork network, IReadOnlyCollection<XyloLayer> layers, TargetProfile target)
    {
        (_target, _core) = (target, target.Xylo!);
        _inputs = network.Populations.Where(p => p.Model is InputModel).Sum(p => p.Size);
        DiscretePopulation[] neurons = [.. network.Populations.Where(p => p.Model is not (InputModel or RelayModel))];
        _outputs = neurons.Where(p => network.Outputs.Contains(p.Name)).Sum(p => p.Size);
        _hidden = neurons.Sum(p => p.Size) - _outputs;
        Dictionary<string, int[]> reached = neurons.ToDictionary(p => p.Name, p => new int[p.Size]);
        HashSet<(string, int)> fromInput = [], toOutput = [];
        foreach (XyloLayer layer in layers)
            for (int p = 0; p < layer.Incoming.Length; p++)
            {
                DiscretePopulation source = network.Population(layer.Incoming[p].Source);
                int[] codes = layer.Codes[p];
                int size = layer.Population.Size;
                for (int s = 0; s < codes.Length; s++)
                {
                    if (codes[s] == 0) continue;
                    if (source.Model is InputModel) _ = fromInput.Add((layer.Population.Name, s % size));
                    else if (network.Outputs.Contains(layer.Population.Name)) _ = toOutput.Add((source.Name, s / size));
                    else if (reached.TryGetValue(source.Name, out int[]? counts)) counts[s / size]++;
                }
            }
        (_inputExpansion, _outputExpansion) = (fromInput.Count, toOutput.Count);
        _recurrent = reached.Values.Sum(c => c.Sum(n => (long)n));
        _fanOut =
        [
            .. neurons.Where(p => reached[p.Name].Length > 0).Select(p =>
            {
                int[] counts = reached[p.Name];
                int widest = Array.IndexOf(counts, counts.Max());
                return (p, widest, counts[widest]);
            }),
        ];
    }

    /// <summary>Everything that does not fit.</summary>
    public IEnumerable<Diagnostic> Violations()
    {
        string name = _target.Name;
        if (_inputs > _core.InputChannels)
            yield return DiagnosticCatalog.XyloInputs.At(null, _inputs, name, _core.InputChannels);
        if (_hidden > _core.HiddenNeurons)
            yield return DiagnosticCatalog.XyloHidden.At(null, _hidden, name, _core.HiddenNeurons);
        if (_outputs > _core.OutputNeurons)
            yield return DiagnosticCatalog.XyloOutputs.At(null, _outputs, name, _core.OutputNeurons);
        foreach ((DiscretePopulation p, int neuron, int count) in _fanOut.Where(f => f.Count > _core.FanOut))
            yield return DiagnosticCatalog.XyloFanOut.At(p.Origin, p.Name, neuron, count, name, _core.FanOut);
        if (_recurrent > _core.RecurrentWeights)
            yield return DiagnosticCatalog.XyloAverageFanOut.At(
                null, _recurrent, name, _core.RecurrentWeights, _core.AverageFanOut, _core.HiddenNeurons);
        if (_inputExpansion > _core.InputExpansion)
            yield return DiagnosticCatalog.XyloInputExpansion.At(null, _inputExpansion, name, _core.InputExpansion);
        if (_outputExpansion > _core.OutputExpansion)
            yield return DiagnosticCatalog.XyloOutputExpansion.At(null, _outputExpansion, name, _core.OutputExpansion);
    }

    /// <summary>What is taken of what there is.</summary>
    public ImmutableArray<ResourceReport> Report() =>
    [
        new("chip", "input channels", _inputs, _core.InputChannels),
        new("chip", "hidden neurons", _hidden, _core.HiddenNeurons),
        new("chip", "output neurons", _outputs, _core.OutputNeurons),
        new("chip", "synaptic currents per neuron", 1, _core.SynapseStates),
        new("chip", "recurrent weights", _recurrent, _core.RecurrentWeights),
        new("chip", "hidden neurons behind inputs", _inputExpansion, _core.InputExpansion),
        new("chip", "hidden neurons before outputs", _outputExpansion, _core.OutputExpansion),
        .. _fanOut.Where(f => f.Count > 0).Select(
            f => new ResourceReport(f.Population.Name, "largest fan-out", f.Count, _core.FanOut)),
    ];
}
