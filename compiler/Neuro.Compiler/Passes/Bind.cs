using System.Collections.Immutable;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Binds projections to memristive cells: each that has synapses of one delay gets arrays of one kind, and their ADCs a range,
/// where the array asks for a calibrated one. The weights stay what they were; fabrication makes chips of them.
/// </summary>
public static class Bind
{
    /// <summary>A projection whose matrix has more elements stays digital: it would not fit in memory.</summary>
    private const long MostElements = 1L << 27;

    /// <summary><paramref name="program"/> bound as <paramref name="options"/> say; earlier bindings are replaced.</summary>
    /// <param name="program">A verified program.</param>
    /// <param name="options">Device, array, time, temperature.</param>
    /// <param name="data">Recordings for the ranges of ADCs; null for the full range.</param>
    /// <param name="backend">What runs the digital program on them; null without data.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The device or the array cannot be built, or nothing can be bound; every reason is in
    /// it.</exception>
    public static BoundProgram Run(
        SpikeProgram program, BindOptions options, CalibrationData? data, IBackend? backend, List<Diagnostic> diagnostics)
    {
        ImmutableArray<Diagnostic> faults =
            [.. DeviceRules.Check(options.Device, null), .. CrossbarArrayRules.Check(options.Array, null)];
        if (!faults.IsEmpty) throw new DiagnosticException(faults);
        diagnostics.AddRange(WithoutEffect(options));
        program = Unbind.Run(program);
        Projection[] chosen = Choose(program, diagnostics);
        if (options.Array.Adc.Range != AdcRange.Full && data is null)
            diagnostics.Add(DiagnosticCatalog.RangeWithoutData.At(
                null, options.Array.Name, $"{options.Array.Adc.Range}".ToLowerInvariant()));
        Dictionary<string, CrossbarLayout> layouts = LayOut(program, chosen, options);
        IReadOnlyDictionary<string, TileCurrents[]> currents = data is null || backend is null
            ? ImmutableDictionary<string, TileCurrents[]>.Empty
            : AdcCalibration.Run(program, layouts, data, backend);
        Projection Bound(Projection p) => !layouts.ContainsKey(p.Name) ? p : p with
        {
            Crossbar = new CrossbarBinding
            {
                Device = options.Device.Name,
                Array = options.Array.Name,
                Time = options.Time,
                Temperature = options.Temperature,
                DriftCompensation = options.DriftCompensation,
                AdcRanges = currents.TryGetValue(p.Name, out TileCurrents[]? seen)
                    ? AdcCalibration.Ranges(options.Array.Adc, seen)
                    : [],
            },
        };
        SpikeProgram bound = program with
        {
            Devices = [options.Device],
            CrossbarArrays = [options.Array],
            Projections = [.. program.Projections.Select(Bound)],
        };
        ProgramAnalysis analysis = ProgramVerifier.ThrowIfInvalid(bound);
        return new(bound, bound.Projections.Where(p => p.Crossbar is not null).ToImmutableDictionary(
            p => p.Name, p => Report(p, layouts[p.Name], analysis, currents.GetValueOrDefault(p.Name))));
    }

    /// <summary>What holds the weights of each projection of <paramref name="program"/> that is bound, by projection.</summary>
    /// <param name="program">A verified program.</param>
    public static ImmutableDictionary<string, CrossbarReport> Reports(SpikeProgram program)
    {
        ProgramAnalysis analysis = ProgramAnalysis.Of(program);
        CrossbarLayout Layout(Projection p) => CrossbarLayout.Of(
            program, p, program.CrossbarArrays.First(a => a.Name == p.Crossbar!.Array),
            program.Devices.First(d => d.Name == p.Crossbar!.Device));
        return program.Projections.Where(p => p.Crossbar is not null)
            .ToImmutableDictionary(p => p.Name, p => Report(p, Layout(p), analysis, null));
    }

    private static CrossbarReport Report(
        Projection projection, CrossbarLayout layout, ProgramAnalysis analysis, TileCurrents[]? currents)
    {
        return CrossbarReporter.Report(layout, analysis.Payload(projection.Source), projection.Crossbar!.AdcRanges, currents);
    }

    /// <summary>A warning for each condition of <paramref name="options"/> that the device has no model of.</summary>
    public static IEnumerable<Diagnostic> WithoutEffect(BindOptions options)
    {
        DeviceModel device = options.Device;
        if (options.Temperature > 0 && device.Temperature is null)
            yield return DiagnosticCatalog.SettingWithoutEffect.At(null, device.Name, "temperature", "setting it", "temperature");
        if (options.DriftCompensation && device.Drift is null)
            yield return DiagnosticCatalog.SettingWithoutEffect.At(null, device.Name, "drift", "drift compensation", "drift");
    }

    private static Projection[] Choose(SpikeProgram program, List<Diagnostic> diagnostics)
    {
        List<Projection> chosen = [];
        foreach (Projection projection in program.Projections)
        {
            if (WhyDigital(program, projection) is { } reason)
                diagnostics.Add(DiagnosticCatalog.StaysDigital.At(projection.Origin, projection.Name, reason));
            else
                chosen.Add(projection);
        }
        return chosen.Count > 0
            ? [.. chosen]
            : throw new DiagnosticException(DiagnosticCatalog.NothingToBind.At(null, program.Name));
    }

    private static Dictionary<string, CrossbarLayout> LayOut(SpikeProgram program, Projection[] projections, BindOptions options)
    {
        Dictionary<string, CrossbarLayout> layouts = [];
        List<Diagnostic> faults = [];
        foreach (Projection projection in projections)
        {
            try
            {
                layouts[projection.Name] = CrossbarLayout.Of(program, projection, options.Array, options.Device);
            }
            catch (DiagnosticException e)
            {
                faults.AddRange(e.Diagnostics);
            }
        }
        return faults.Count == 0 ? layouts : throw new DiagnosticException([.. faults]);
    }

    private static string? WhyDigital(SpikeProgram program, Projection projection)
    {
        if (projection.Delay.IsArray) return "its synapses have delays of their own";
        long sources = program.Population(projection.Source).Size;
        long targets = program.Population(projection.Target).Size;
        long synapses = projection.Connectivity switch
        {
            Sparse sparse => program.Array(sparse.Targets).Length,
            Dense => sources * targets,
            Convolution c => (long)c.OutputChannels * (c.InputChannels / c.Groups) * c.KernelHeight * c.KernelWidth,
            _ => sources,
        };
        if (synapses == 0) return "it has no synapses";
        long elements = projection.Connectivity is Convolution ? synapses : sources * targets;
        return elements > MostElements ? $"its matrix has {elements} elements, more than {MostElements}" : null;
    }
}
