using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Passes;

/// <summary>Runs a digital program on recordings and finds the currents that ideal cells would give its converters.</summary>
internal static class AdcCalibration
{
    /// <summary>The currents of every tile of <paramref name="layouts"/>, by projection.</summary>
    public static ImmutableDictionary<string, TileCurrents[]> Run(
        SpikeProgram program, IReadOnlyDictionary<string, CrossbarLayout> layouts, CalibrationData data, IBackend backend)
    {
        ProgramAnalysis analysis = ProgramAnalysis.Of(program);
        Projection[] projections = [.. program.Projections.Where(p => layouts.ContainsKey(p.Name))];
        ProjectionCurrents[] currents =
            [.. projections.Select(p => new ProjectionCurrents(
                layouts[p.Name], InputPlanes.Of(analysis.Payload(p.Source), layouts[p.Name].Array.Dac),
                program.Population(p.Source).Size))];
        RecordingOptions recorded = new() { Spikes = [.. projections.Select(p => p.Source).Distinct()] };
        string input = InputOf(program, data);
        using ISession session = backend.Open(program, new SessionOptions());
        for (int sample = 0; sample < data.Used; sample++)
        {
            SpikeTrain train = data.Samples[sample];
            Recording recording = new(program, recorded, 1);
            session.Reset([(uint)sample]);
            session.Run(new InputBatch(input, [train]), data.Ticks ?? train.Ticks, recording);
            // Synapses of one delay see their source's events together, whatever the delay.
            for (int p = 0; p < projections.Length; p++) currents[p].Read(recording.Spikes(projections[p].Source, 0));
        }
        return projections.Zip(currents).ToImmutableDictionary(p => p.First.Name, p => p.Second.Tiles);
    }

    private static string InputOf(SpikeProgram program, CalibrationData data)
    {
        Population[] inputs = [.. program.Populations.Where(p => p.IsInput && (data.Input ?? p.Name) == p.Name)];
        if (inputs.Length != 1)
            throw new DiagnosticException(DiagnosticCatalog.CalibrationInputs.At(null, program.Name, inputs.Length));
        if (inputs[0].Size != data.Samples.Neurons)
            throw new DiagnosticException(DiagnosticCatalog.CalibrationSize.At(
                inputs[0].Origin, data.Samples.Name, data.Samples.Neurons, inputs[0].Name, inputs[0].Size));
        return inputs[0].Name;
    }

    /// <summary>What the ADCs of tiles with these currents span, as <paramref name="adc"/> asks: at least one unit of a cell, for
    /// tiles that the data left without current. Empty for the full range.</summary>
    public static ImmutableArray<double> Ranges(AdcModel adc, IEnumerable<TileCurrents> tiles) => adc.Range switch
    {
        AdcRange.Calibrated => [.. tiles.Select(t => Math.Max(1, t.Seen.Maximum))],
        AdcRange.Percentile => [.. tiles.Select(t => Math.Max(1, t.Seen.Percentile(adc.Percentile)))],
        _ => [],
    };
}
