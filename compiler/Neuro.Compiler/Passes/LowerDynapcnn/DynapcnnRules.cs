using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>The form a network must have for DYNAP-CNN's cores (docs/speck/faqs of sinabs, available_algorithmic_operation).
/// </summary>
internal sealed class DynapcnnRules(DiscreteNetwork network, FixedPointFormat format, TargetProfile target)
{
    private readonly DynapcnnChip _chip = target.Dynapcnn!;

    /// <summary>Everything in the form of the network that stands against the target.</summary>
    public ImmutableArray<Diagnostic> Violations() =>
    [
        .. network.Populations.SelectMany(p => Of(p).Select(
            v => DiagnosticCatalog.DynapcnnCannot.At(p.Origin, p.Name, v.Does, target.Name, v.Hint))),
        .. network.Populations.Where(p => p.Model is InputModel && format.InputMinimum < 0).Select(
            p => DiagnosticCatalog.PayloadSigned.At(p.Origin, p.Name, target.Name)),
        .. network.Populations.Where(IsPool).SelectMany(OfPool),
        .. network.Populations.Select(p => DynapcnnLayer.Of(p, network)).OfType<DynapcnnLayer>().SelectMany(OfLayer),
        .. network.Populations.Where(p => !IsPool(p)).SelectMany(OfDestinations),
        .. network.Projections.Where(p => p.Delay.Max() > (IsInput(p.Source) ? 1 : 0)).Select(
            p => DiagnosticCatalog.DynapcnnDelay.At(p.Origin, p.Name, p.Delay.Max(), target.Name)),
    ];

    /// <summary>Whether <paramref name="population"/> stands for a pool: sums of one source's spikes, passed on.</summary>
    public bool IsPool(DiscretePopulation population) =>
        population.Model is RelayModel { Window: null } relay && relay.Bias.All(b => b == 0)
        && !network.Outputs.Contains(population.Name)
        && Into(population) is [{ Map: ConvolutionMap { Weights: [1.0] } map }]
        && map.Geometry.Groups == map.Geometry.InputChannels && map.Geometry.Groups == map.Geometry.OutputChannels;

    private DiscreteProjection[] Into(DiscretePopulation p) => [.. network.Projections.Where(q => q.Target == p.Name)];

    private bool IsInput(string name) => network.Population(name).Model is InputModel;

    private IEnumerable<(string Does, string Hint)> Of(DiscretePopulation population)
    {
        switch (population.Model)
        {
            case RelayModel when !IsPool(population):
                yield return ("gives sums instead of spikes", "put IF neurons behind each convolution and linear layer");
                break;
            case IntegerModel or MaximumModel:
                yield return ("computes with whole numbers", "use sum pools and IF neurons");
                break;
            case ThresholdModel or LinearNeuronModel { Spike: null }:
                yield return ("is not integrate-and-fire", "use IF neurons");
                break;
        }
        if (population.Model is not LinearNeuronModel { Spike: { } spike } model) yield break;
        DiscreteProjection[] into = Into(population);
        if (into.Length != 1)
            yield return ($"receives by {into.Length} projections", "give it one, behind a layer that merges them");
        if (into.Any(p => p.Map is OneToOneMap or GatherMap))
            yield return ("receives without a convolution or linear layer", "put one before it");
        if (model.SynapseDecay is not null || model.MembraneDecay.Any(d => d != 1))
            yield return ("leaks", "train with IF neurons");
        if (model.MembraneGain.Any(g => g <= 0) || spike.Threshold.Any(t => t <= 0))
            yield return ("has a threshold or gain that is not positive", "correct v_threshold or r");
        if (Differ(model.MembraneGain) || Differ(spike.Threshold))
            yield return ("has thresholds that differ between its neurons", "move them into the weights");
        if (model.Initial.Any(v => v != 0)) yield return ("starts from another value than 0", "start from 0");
        if (spike.Reset == ResetMode.ToValue && spike.ResetValue.Any(v => v != 0))
            yield return ("resets to another value than 0", "reset to zero or by subtraction (--reset)");
        if (spike.Decision == SpikeDecision.BeforeUpdate)
            yield return ("decides spikes before the update", "--decide after, or another dialect");
        if (into is [{ Map: ConvolutionMap { Geometry: var g } }] && (g.Groups != 1 || g.DilationX != 1 || g.DilationY != 1))
            yield return ("has a convolution with groups or dilation", "use a plain convolution");
    }

    private IEnumerable<Diagnostic> OfPool(DiscretePopulation pool)
    {
        Convolution g = ((ConvolutionMap)Into(pool)[0].Map).Geometry;
        string? form = g.KernelHeight != g.KernelWidth || !_chip.Pools.Contains(g.KernelHeight)
            ? $"windows of {g.KernelHeight} x {g.KernelWidth}"
            : g.StrideY != g.KernelHeight || g.StrideX != g.KernelWidth ? $"a stride of {g.StrideY} x {g.StrideX}"
            : g.PaddingTop != 0 || g.PaddingLeft != 0 ? $"a padding of {g.PaddingTop} x {g.PaddingLeft}" : null;
        if (form is not null)
            yield return DiagnosticCatalog.DynapcnnPool.At(pool.Origin, pool.Name, form, target.Name, List(_chip.Pools));
    }

    private IEnumerable<Diagnostic> OfLayer(DynapcnnLayer layer)
    {
        (string name, string? place) = (layer.Population.Name, layer.Population.Origin);
        (int rows, int columns) = layer.Kernel;
        if (rows != columns || rows > _chip.Kernel)
            yield return DiagnosticCatalog.DynapcnnKernel.At(place, name, rows, columns, target.Name, _chip.Kernel);
        if (layer.Incoming.Map is ConvolutionMap { Geometry: var g })
        {
            if (!_chip.Strides.Contains(g.StrideY) || !_chip.Strides.Contains(g.StrideX))
                yield return DiagnosticCatalog.DynapcnnStride.At(
                    place, name, g.StrideY, g.StrideX, target.Name, List(_chip.Strides));
            if (Math.Max(g.PaddingTop, g.PaddingLeft) is var padding && padding > _chip.Padding)
                yield return DiagnosticCatalog.DynapcnnPadding.At(place, name, padding, target.Name, _chip.Padding);
        }
        if (Math.Max(layer.Input.Rows, layer.Input.Columns) > _chip.Extent)
            yield return DiagnosticCatalog.DynapcnnExtent.At(
                place, name, layer.Input.Rows, layer.Input.Columns, target.Name, _chip.Extent);
        if (Math.Max(layer.Input.Channels, layer.Output.Channels) is var channels && channels > _chip.Channels)
            yield return DiagnosticCatalog.DynapcnnChannels.At(place, name, channels, target.Name, _chip.Channels);
    }

    private IEnumerable<Diagnostic> OfDestinations(DiscretePopulation population)
    {
        int Targets(string name) => network.Projections.Where(p => p.Source == name).Sum(
            p => IsPool(network.Population(p.Target)) ? Targets(p.Target) : 1);
        int count = Targets(population.Name);
        if (count > _chip.Destinations)
            yield return DiagnosticCatalog.DynapcnnDestinations.At(
                population.Origin, population.Name, count, target.Name, _chip.Destinations);
    }

    private static string List(ImmutableArray<int> values) => string.Join(", ", values);

    private static bool Differ(double[] values) => values.AsSpan().ContainsAnyExcept(values[0]);
}
