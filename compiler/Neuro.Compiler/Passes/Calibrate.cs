using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Passes;

/// <summary>Runs the float network on recordings, for the ranges and rates that quantisation then relies on.</summary>
public static class Calibrate
{
    /// <summary>What each population of <paramref name="network"/> did; a warning for each that spikes never.</summary>
    /// <exception cref="DiagnosticException">The data does not fit the network's input.</exception>
    public static ImmutableDictionary<string, PopulationActivity> Run(
        DiscreteNetwork network, CalibrationData data, List<Diagnostic> diagnostics)
    {
        DiscretePopulation input = OnlyInput(network, data);
        FloatInterpreter interpreter = new(network);
        ActivityObserver observer = new(network);
        for (int sample = 0; sample < data.Used; sample++)
        {
            SpikeTrain train = data.Samples[sample];
            interpreter.Reset();
            _ = interpreter.Run(new Dictionary<string, SpikeTrain> { [input.Name] = train }, data.Ticks ?? train.Ticks, observer);
        }
        foreach (DiscretePopulation population in network.Populations)
        {
            bool spikes = population.Model is LinearNeuronModel { Spike: not null } or ThresholdModel;
            if (spikes && observer.Ticks > 0 && observer[population.Name].OutputSum.Sum() == 0)
                diagnostics.Add(DiagnosticCatalog.NeverFires.At(population.Origin, population.Name));
        }
        return network.Populations.ToImmutableDictionary(
            p => p.Name, p => Activity(observer[p.Name], p.Size * Math.Max(observer.Ticks, 1)));
    }

    /// <summary>The input that <paramref name="data"/> is for.</summary>
    internal static DiscretePopulation OnlyInput(DiscreteNetwork network, CalibrationData data)
    {
        DiscretePopulation[] inputs = [.. network.Populations.Where(p => p.Model is InputModel)];
        if (inputs.Length != 1)
            throw new DiagnosticException(DiagnosticCatalog.CalibrationInputs.At(null, network.Name, inputs.Length));
        if (inputs[0].Size != data.Samples.Neurons)
            throw new DiagnosticException(DiagnosticCatalog.CalibrationSize.At(
                inputs[0].Origin, data.Samples.Name, data.Samples.Neurons, inputs[0].Name, inputs[0].Size));
        return inputs[0];
    }

    private static PopulationActivity Activity(PopulationRanges ranges, long neuronTicks) =>
        new(ranges.Membrane.Peak, ranges.Current.Peak, ranges.Output.Peak, ranges.OutputSum.Sum() / neuronTicks);
}
