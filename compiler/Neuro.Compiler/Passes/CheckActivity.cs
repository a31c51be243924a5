using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Runs the finished program on the calibration data, and warns of populations that spike in float and no longer in fixed point,
/// and of membranes that sit at the end of their width.
/// </summary>
public static class CheckActivity
{
    /// <summary>Share of a population's states at a bound from which it counts as saturated.</summary>
    private const double LargestClippedShare = 0.01;

    /// <summary>Adds the findings on <paramref name="program"/> to <paramref name="diagnostics"/>.</summary>
    /// <param name="program">A verified program.</param>
    /// <param name="network">What it was quantised from.</param>
    /// <param name="activity">What calibration saw on the same data.</param>
    /// <param name="data">The data.</param>
    /// <param name="backend">What executes the program.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    public static void Run(
        SpikeProgram program,
        DiscreteNetwork network,
        IReadOnlyDictionary<string, PopulationActivity> activity,
        CalibrationData data,
        IBackend backend,
        List<Diagnostic> diagnostics)
    {
        string input = Calibrate.OnlyInput(network, data).Name;
        Population[] spiking =
            [.. program.Populations.Where(
                p => network.Populations.FirstOrDefault(n => n.Name == p.Name)?.Model is LinearNeuronModel { Spike: not null })];
        RecordingOptions options = new()
        {
            Counts = [.. spiking.Select(p => p.Name)],
            States = [.. spiking.Select(p => (p.Name, "v"))],
        };
        Dictionary<string, (long Spikes, long Clipped, long Values)> seen = spiking.ToDictionary(p => p.Name, _ => (0L, 0L, 0L));
        using ISession session = backend.Open(program, new SessionOptions());
        for (int sample = 0; sample < data.Used; sample++)
        {
            SpikeTrain train = data.Samples[sample];
            Recording recording = new(program, options, 1);
            session.Reset([(uint)sample]);
            int ticks = data.Ticks ?? train.Ticks;
            session.Run(InputFeed.Complete(program, new(input, [train]), 1, ticks), ticks, recording);
            foreach (Population population in spiking)
                seen[population.Name] = Add(seen[population.Name], program, population, recording);
        }
        foreach (Population population in spiking)
            Report(population, seen[population.Name], activity[population.Name], program, diagnostics);
    }

    private static (long Spikes, long Clipped, long Values) Add(
        (long Spikes, long Clipped, long Values) sum, SpikeProgram program, Population population, Recording recording)
    {
        StateDeclaration membrane = program.Neuron(population.Neuron!).States.First(s => s.Name == "v");
        foreach (long count in recording.Counts(population.Name, 0)) sum.Spikes += count;
        IReadOnlyList<int> values = recording.States(population.Name, "v", 0);
        sum.Values += values.Count;
        foreach (int value in values)
            if (value == membrane.Minimum || value == membrane.Maximum) sum.Clipped++;
        return sum;
    }

    private static void Report(
        Population population,
        (long Spikes, long Clipped, long Values) seen,
        PopulationActivity activity,
        SpikeProgram program,
        List<Diagnostic> diagnostics)
    {
        if (seen.Spikes == 0 && activity.Rate > 0)
            diagnostics.Add(DiagnosticCatalog.RateLost.At(population.Origin, population.Name, $"{activity.Rate:G3}"));
        double clipped = seen.Values == 0 ? 0 : (double)seen.Clipped / seen.Values;
        if (clipped > LargestClippedShare)
        {
            int bits = program.Neuron(population.Neuron!).States.First(s => s.Name == "v").Bits;
            diagnostics.Add(DiagnosticCatalog.StateClips.At(population.Origin, population.Name, $"{clipped:P1}", bits));
        }
    }
}
