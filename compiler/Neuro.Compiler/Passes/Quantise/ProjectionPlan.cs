using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>A projection on its way to integers. Its weights fall into one contiguous slice per channel of the target.</summary>
internal sealed class ProjectionPlan
{
    public ProjectionPlan(DiscreteProjection source, PopulationPlan from, int channels)
    {
        Source = source;
        From = from;
        Channels = channels;
        Weights = source.Map switch
        {
            DenseMap dense => dense.Weights,
            ConvolutionMap convolution => convolution.Weights,
            OneToOneMap pairs => pairs.Weights,
            GatherMap gather => [gather.Weight],
            _ => throw new InvalidOperationException($"unknown map {source.Map.GetType().Name}"),
        };
        ExactSteps = new double[channels];
        FreeSteps = new double[channels];
        Multipliers = new int[channels];
        Steps = new double[channels];
    }

    public DiscreteProjection Source { get; }

    /// <summary>The population that events come from.</summary>
    public PopulationPlan From { get; }

    public int Channels { get; }

    /// <summary>The weights as the model has them; one element where all synapses share it.</summary>
    public double[] Weights { get; }

    /// <summary>Synapses into one target neuron.</summary>
    public int FanIn => Source.Map switch
    {
        ConvolutionMap map => map.Geometry.WeightCount / map.Geometry.OutputChannels,
        DenseMap => From.Size,
        _ => 1,
    };

    /// <summary>The step of which every weight of a channel is a multiple, or 0; per channel.</summary>
    public double[] ExactSteps { get; }

    /// <summary>The step that the chooser picks for a channel, 0 where all its weights are 0; per channel.</summary>
    public double[] FreeSteps { get; }

    /// <summary>Integer scale of each channel: accumulator units per weight code.</summary>
    public int[] Multipliers { get; }

    /// <summary>Real weight per code of each channel.</summary>
    public double[] Steps { get; }

    /// <summary>The weights into channel <paramref name="c"/>.</summary>
    public ReadOnlySpan<double> Slice(int c)
    {
        if (Weights.Length == 1) return Weights;
        int length = Weights.Length / Channels;
        return Weights.AsSpan(c * length, length);
    }
}
