using System.Collections.Immutable;
using System.Diagnostics;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler;

/// <summary>The road from a model to a program: one list of named steps, each verified.</summary>
public static class Pipeline
{
    /// <summary>What every network in discrete time passes, wherever it comes from.</summary>
    internal static readonly PipelineStep[] Lowering =
    [
        new("calibrate", RunCalibrate),
        new("quantise", RunQuantise),
        new("legalise", c => c.Program = Legalise.Run(c.Program!, c.Options.Target, c.Options.AllowSplit)),
        new("place", c => c.Program = Place.Run(c.Program!, c.Options.Target, Rates(c))),
        new("check", RunCheck),
        new("bind", RunBind),
    ];

    private static readonly PipelineStep[] Steps =
    [
        new("canonicalise", c => c.Graph = Canonicalise.Run(c.Graph, c.Diagnostics)),
        new("discretise", c => c.Network = Discretise.Run(c.Graph, c.Options.Dialect, c.Diagnostics)),
        .. Lowering,
    ];

    /// <summary>Names of the steps, in order.</summary>
    public static ImmutableArray<string> StepNames { get; } = [.. Steps.Select(s => s.Name)];

    /// <summary>Compiles <paramref name="graph"/>.</summary>
    /// <param name="graph">A model as a front-end read it.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of each step as it begins: its name and number from 1.</param>
    /// <exception cref="DiagnosticException">The model cannot be compiled so; holds all that is known of why.</exception>
    public static CompileResult Run(ModelGraph graph, CompileOptions options, Action<string, int>? progress = null) =>
        Execute(new(graph, options), Steps, progress);

    /// <summary>Runs <paramref name="steps"/> as far as the options say.</summary>
    internal static CompileResult Execute(Compilation compilation, PipelineStep[] steps, Action<string, int>? progress)
    {
        CompileOptions options = compilation.Options;
        string[] names = [.. steps.Select(s => s.Name)];
        foreach (string name in options.DumpAfter.Where(n => n != "all").Append(options.StopAfter ?? names[0]))
            if (!names.Contains(name))
                throw new DiagnosticException(DiagnosticCatalog.StepUnknown.At(null, name, string.Join(", ", names)));
        List<StepOutcome> outcomes = [];
        foreach (PipelineStep step in steps)
        {
            progress?.Invoke(step.Name, outcomes.Count + 1);
            long start = Stopwatch.GetTimestamp();
            step.Run(compilation);
            CompilationVerifier.Verify(compilation, step.Name);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            bool dump = options.DumpAfter.Contains("all") || options.DumpAfter.Contains(step.Name);
            outcomes.Add(new StepOutcome(step.Name, elapsed, dump ? CompilationText.Print(compilation) : null));
            if (step.Name == options.StopAfter) break;
        }
        return Result(compilation, outcomes);
    }

    private static void RunCalibrate(Compilation c)
    {
        if (c.Options.Calibration is { } data) c.Activity = Calibrate.Run(c.Network!, data, c.Diagnostics);
    }

    private static void RunQuantise(Compilation c)
    {
        FixedPointFormat format = FormatChoice.For(c.Options);
        c.Quantised = Lowerings.Run(c, format);
        c.Program = c.Quantised.Program with
        {
            Seed = c.Options.Seed,
            Metadata = c.Quantised.Program.Metadata
                .SetItem("dialect", c.Options.Dialect.Name)
                .SetItem("target", c.Options.Target.Name)
                .SetItem("weight_bits", $"{format.WeightBits}")
                .SetItem("state_bits", $"{format.StateBits}"),
        };
    }

    private static Dictionary<string, double>? Rates(Compilation c) =>
        c.Activity.IsEmpty ? null : c.Activity.ToDictionary(a => a.Key, a => Math.Abs(a.Value.Rate));

    private static void RunCheck(Compilation c)
    {
        if (c.Options is { Calibration: { } data, Backend: { } backend })
            CheckActivity.Run(c.Program!, c.Network!, c.Activity, data, backend, c.Diagnostics);
    }

    private static void RunBind(Compilation c)
    {
        if ((c.Options.Binding ?? TargetBinding.Of(c.Options.Target)) is not { } binding) return;
        CalibrationData? data = c.Options.Backend is null ? null : c.Options.Calibration;
        BoundProgram bound = Bind.Run(c.Program!, binding, data, c.Options.Backend, c.Diagnostics);
        TargetBinding.Check(bound.Program, bound.Reports.Values, c.Options.Target);
        (c.Program, c.Crossbars) = (bound.Program, bound.Reports);
    }

    private static CompileResult Result(Compilation c, List<StepOutcome> outcomes) => new()
    {
        Graph = c.Graph,
        Network = c.Network,
        Quantised = c.Quantised is { } quantised ? quantised with { Program = c.Program! } : null,
        Program = c.Program,
        Report = c.Quantised is null
            ? null
            : CompileReporter.Report(c.Quantised, c.Program!, c.Options.Target, c.Activity, c.Crossbars, c.Diagnostics) with
            {
                Conversion = c.Conversion,
            },
        Converted = c.Converted,
        Diagnostics = [.. c.Diagnostics],
        Steps = [.. outcomes],
    };
}
