using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Cli.Studies.Grids;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Studies;

/// <summary>Studies how well a program classifies labelled samples.</summary>
/// <param name="program">The program.</param>
/// <param name="input">Samples with labels.</param>
/// <param name="output">The output whose largest count is the answer.</param>
/// <param name="variation">What the points are.</param>
/// <param name="backend">What executes.</param>
/// <param name="batch">Samples side by side.</param>
internal sealed class ProgramStudy(
    SpikeProgram program, InputData input, string output, Variation variation, IBackend backend, int batch)
    : IStudySubject
{
    private readonly string _program = ProgramDigest.Compute(program);
    private readonly string _data = DataDigest.Compute(input);

    /// <summary>What all points have in common.</summary>
    public ImmutableSortedDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["program"] = _program,
        ["data"] = _data,
        ["output"] = output,
        ["devices"] = string.Join(" ", variation.Bases.Select(b => Short(SpecificationJson.Print(b.Device))).Distinct()),
        ["arrays"] = string.Join(" ", variation.Bases.Select(b => Short(SpecificationJson.Print(b.Array))).Distinct()),
        ["conditions"] = string.Join(" ", variation.Bases.Select(Conditions).Distinct()),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string KeyOf(GridPoint point)
    {
        PointSpecification specification;
        try
        {
            specification = variation[point];
        }
        catch (DiagnosticException)
        {
            // A point that cannot be is no other's.
            return Short($"{_program} {_data} {string.Join('\n', point.Values)}");
        }
        string binding = specification.Binding is { } b
            ? $"{SpecificationJson.Print(b.Device)}\n{SpecificationJson.Print(b.Array)}\n{Conditions(b)}"
            : "digital";
        return Short($"{_program} {_data} {output} {specification.Seed} {string.Join(',', specification.Chips)}\n{binding}");
    }

    /// <inheritdoc/>
    public PointResult Evaluate(GridPoint point, int threads, CancellationToken cancellation)
    {
        SessionOptions options = new() { BatchSize = batch, Threads = threads };
        try
        {
            PointSpecification specification = variation[point];
            SpikeProgram seeded = program with { Seed = specification.Seed };
            return specification.Binding is { } binding
                ? OnChips(Chips.Bind(seeded, binding, input, backend, []).Program, specification.Chips, options, cancellation)
                : Digital(seeded, options, cancellation);
        }
        catch (DiagnosticException e)
        {
            return new() { Error = string.Join("; ", e.Diagnostics.Select(d => $"{d.Code}: {d.Message}")) };
        }
    }

    private PointResult OnChips(
        SpikeProgram bound, ImmutableArray<int> chips, SessionOptions options, CancellationToken cancellation)
    {
        CrossbarEvaluation evaluation =
            ChipEvaluator.Run(bound, chips, input, output, backend, options, progress: null, cancellation);
        return new()
        {
            Accuracies = [.. evaluation.Chips.Select(c => c.Answers.Accuracy)],
            Operations = Operations.PerSample(evaluation.Counters, evaluation.Samples),
            Energy = evaluation.Cost?.Energy,
            Latency = evaluation.Cost?.Latency,
            Area = evaluation.Cost?.Area,
        };
    }

    private PointResult Digital(SpikeProgram digital, SessionOptions options, CancellationToken cancellation)
    {
        DatasetRun run = new DatasetRunner(backend, digital, options).Run(
            input.Data, input.Samples, input.Population, input.Ticks, new RecordingOptions { Counts = [output] },
            progress: null, cancellation);
        Counters counters = run.Counters.Aggregate(default(Counters), (sum, c) => sum + c);
        return new()
        {
            Accuracies = [Classification.Of(digital, run.Trace, output, input).Accuracy],
            Operations = Operations.PerSample(counters, input.Samples.Count)
                .SetItem("synaptic_event", input.Samples.Count == 0 ? 0 : (double)counters.SynapticEvents / input.Samples.Count),
        };
    }

    private static string Conditions(BindOptions b) => FormattableString.Invariant(
        $"{b.Time:R} s, {b.Temperature:R} K, {(b.DriftCompensation ? "drift compensated" : "no compensation")}");

    // 128 bits tell all points of all studies apart.
    private static string Short(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
