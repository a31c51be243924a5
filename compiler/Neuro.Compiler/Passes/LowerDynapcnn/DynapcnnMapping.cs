using System.Collections.Immutable;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>Which core holds which layer, and what it takes of it.</summary>
internal sealed class DynapcnnMapping
{
    private readonly DynapcnnLayer[] _layers;
    private readonly TargetProfile _target;
    private readonly ImmutableArray<DynapcnnCore> _cores;
    private readonly CoreMatching _matching;

    /// <param name="layers">The layers.</param>
    /// <param name="target">The target.</param>
    public DynapcnnMapping(DynapcnnLayer[] layers, TargetProfile target)
    {
        (_layers, _target, _cores) = (layers, target, target.Dynapcnn!.Cores);
        // Small cores first, so that a later layer that needs a large one seldom has to move others.
        int[] order = [.. Enumerable.Range(0, _cores.Length).OrderBy(c => _cores[c].KernelWords + _cores[c].NeuronWords)];
        _matching = new([.. layers.Select(l => order.Where(c => l.Fits(_cores[c])).ToArray())], _cores.Length);
    }

    /// <summary>Everything that does not fit.</summary>
    public IEnumerable<Diagnostic> Violations()
    {
        if (_layers.Length > _cores.Length)
            yield return DiagnosticCatalog.DynapcnnLayers.At(null, _layers.Length, _target.Name, _cores.Length);
        DynapcnnLayer[] homeless = [.. _layers.Where(l => !_cores.Any(l.Fits))];
        foreach (Diagnostic violation in homeless.SelectMany(Misfits)) yield return violation;
        if (homeless.Length == 0 && _layers.Length <= _cores.Length && _matching.Crowded is var (layers, cores))
            yield return DiagnosticCatalog.DynapcnnCoresTaken.At(
                null, string.Join(", ", layers.Select(l => $"'{_layers[l].Population.Name}'")), layers.Length,
                string.Join(", ", cores), cores.Length, _target.Name);
    }

    /// <summary>The placement: each layer on its core, each pool on that of the layer before it.</summary>
    public Placement Placement(SpikeProgram program)
    {
        int[] cores = _matching.Cores;
        Dictionary<string, int> coreOf = [];
        for (int i = 0; i < _layers.Length; i++) coreOf[_layers[i].Population.Name] = cores[i];
        foreach (Population pool in program.Populations.Where(p => !p.IsInput && !coreOf.ContainsKey(p.Name)))
        {
            string source = program.Projections.First(p => p.Target == pool.Name).Source;
            coreOf[pool.Name] = coreOf.TryGetValue(source, out int core) ? core : FirstFed(program, pool.Name, coreOf);
        }
        return new(_target.Name, _cores.Length,
            [.. program.Populations.Where(p => !p.IsInput).Select(p => new CoreAssignment(p.Name, 0, p.Size, coreOf[p.Name]))]);
    }

    // Pools of the input are the sensor interface's; they are listed with the first core that they feed.
    private static int FirstFed(SpikeProgram program, string pool, Dictionary<string, int> coreOf)
    {
        string? name = pool;
        for (int pools = 0; name is not null && pools < program.Populations.Length; pools++)
        {
            if (coreOf.TryGetValue(name, out int core)) return core;
            name = program.Projections.FirstOrDefault(p => p.Source == name)?.Target;
        }
        return 0;
    }

    /// <summary>What each layer takes of its core.</summary>
    public ImmutableArray<ResourceReport> Report()
    {
        int[] cores = _matching.Cores;
        return
        [
            new("chip", "cores", _layers.Length, _cores.Length),
            .. _layers.SelectMany((layer, i) =>
            {
                (string place, DynapcnnCore core) = ($"{layer.Population.Name} on core {cores[i]}", _cores[cores[i]]);
                return new ResourceReport[]
                {
                    new(place, "kernel words", layer.KernelWords, core.KernelWords),
                    new(place, "neuron words", layer.NeuronWords, core.NeuronWords),
                    new(place, "bias words", layer.BiasWords, core.BiasWords),
                };
            }),
        ];
    }

    private IEnumerable<Diagnostic> Misfits(DynapcnnLayer layer)
    {
        (string name, string? place) = (layer.Population.Name, layer.Population.Origin);
        (int kernel, int neuron, int bias) =
            (_cores.Max(c => c.KernelWords), _cores.Max(c => c.NeuronWords), _cores.Max(c => c.BiasWords));
        if (layer.KernelWords > kernel)
            yield return DiagnosticCatalog.DynapcnnKernelMemory.At(place, name, layer.KernelWords, _target.Name, kernel);
        if (layer.NeuronWords > neuron)
            yield return DiagnosticCatalog.DynapcnnNeuronMemory.At(place, name, layer.NeuronWords, _target.Name, neuron);
        if (layer.BiasWords > bias)
            yield return DiagnosticCatalog.DynapcnnBiasMemory.At(place, name, layer.BiasWords, _target.Name, bias);
        if (layer.KernelWords <= kernel && layer.NeuronWords <= neuron && layer.BiasWords <= bias)
            yield return DiagnosticCatalog.DynapcnnNoCore.At(place, name,
                $"{layer.KernelWords:N0} kernel, {layer.NeuronWords:N0} neuron and {layer.BiasWords:N0} bias", _target.Name);
    }
}
