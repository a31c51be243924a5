using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;

namespace Neuro.Compiler;

/// <summary>The road from a conventional network to a program: a conversion, then the steps that every network passes.</summary>
public static class AnnPipeline
{
    // Samples that the float network is stepped on, event by event, for the ranges of its states.
    private const int SteppedSamples = 8;

    /// <summary>Names of the steps, in order.</summary>
    public static ImmutableArray<string> StepNames { get; } = ["convert", .. Pipeline.Lowering.Select(s => s.Name), "measure"];

    /// <summary>Compiles <paramref name="graph"/>.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="conversion">How it is converted.</param>
    /// <param name="samples">Samples of its input for levels and for the report; null for none.</param>
    /// <param name="options">How it is compiled; its dialect and calibration are the conversion's.</param>
    /// <param name="progress">Told of each step as it begins: its name and number from 1.</param>
    /// <exception cref="DiagnosticException">The network cannot be compiled so; holds all that is known of why.</exception>
    public static CompileResult Run(
        AnnGraph graph, ConversionOptions conversion, AnalogDataset? samples, CompileOptions options,
        Action<string, int>? progress = null)
    {
        if (samples is not null && samples.Size != graph.Input.Size)
            throw new DiagnosticException(DiagnosticCatalog.ConversionDataSize.At(
                graph.Input.Origin, samples.Name, samples.Size, graph.Name, graph.Input.Size));
        // The steps that follow know a model only in discrete time.
        Compilation compilation = new(new ModelGraph { Name = graph.Name, Nodes = [], Edges = [] }, options);
        PipelineStep[] steps =
        [
            new("convert", c => Convert(c, graph, conversion, samples)),
            .. Pipeline.Lowering,
            new("measure", c => Measure(c, graph, samples)),
        ];
        return Pipeline.Execute(compilation, steps, progress);
    }

    private static void Convert(Compilation c, AnnGraph graph, ConversionOptions conversion, AnalogDataset? samples)
    {
        double[][]? values = samples is null ? null : [.. Enumerable.Range(0, samples.Count).Select(i => samples[i])];
        ConvertedNetwork converted = ConvertAnn.Run(graph, conversion, values, c.Diagnostics);
        string method = conversion.Method.ToString().ToLowerInvariant();
        (c.Converted, c.Network) = (converted, converted.Network);
        int widest = Math.Min(c.Options.Target.Arithmetic.WeightBits, 16);
        c.Options = c.Options with
        {
            Dialect = c.Options.Dialect with { Name = method, TimeStep = converted.Network.TimeStep },
            InputMinimum = converted.Payloads.Least,
            InputMaximum = converted.Payloads.Most,
            WeightBits = c.Options.WeightBits ?? (converted.WeightBits is { } bits ? Math.Min(bits, widest) : null),
            Calibration = samples is null
                ? null
                : new(samples.Encode(converted.Encoder, converted.Ticks), SteppedSamples, converted.Ticks),
        };
        c.Conversion = new()
        {
            Conversion = method,
            Encoder = converted.Encoder.ToString(),
            Ticks = converted.Ticks,
            Layers = [.. converted.Layers.Select(l => new ConversionLayer
            {
                Population = l.Population,
                Node = l.Node,
                Units = l.Units,
                Window = l.Window,
            })],
        };
    }

    private static void Measure(Compilation c, AnnGraph graph, AnalogDataset? samples)
    {
        ConvertedNetwork converted = c.Converted!;
        ImmutableSortedDictionary<string, string> metadata = c.Program!.Metadata
            .SetItem("conversion", c.Conversion!.Conversion)
            .SetItem("encoder", c.Conversion.Encoder)
            .SetItem("ticks", $"{converted.Ticks}")
            .SetItem("input", graph.Input.IsInteger ? "integers" : "reals");
        c.Program = c.Program with { Metadata = metadata };
        if (samples is null || c.Options.Backend is not { } backend) return;
        AnnEvaluator original = new(graph);
        IEnumerable<double[]> results = Enumerable.Range(0, samples.Count).Select(i => original.Run(samples[i]));
        int[] answers = [.. results.Select(v => Array.IndexOf(v, v.Max()))];
        SpikeDataset trains = samples.Encode(converted.Encoder, converted.Ticks);
        c.Conversion = ConversionMeter.Measure(c.Conversion, c.Program, converted.Graph, samples, trains, backend, answers);
    }
}
