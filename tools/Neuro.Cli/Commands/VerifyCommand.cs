using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro verify</c>: runs a program again and names the first cell that differs from a golden.</summary>
internal sealed class VerifyCommand : NeuroCommand
{
    private readonly ProgramArgument _program = new();
    private readonly Argument<string> _golden = new("golden")
    {
        Description = "What `neuro record` wrote, or an npz with counts[sample, neuron] or spikes[sample, tick, neuron].",
    };
    private readonly DataOptionSet _data = new(required: false);
    private readonly BackendOptionSet _backend = new();

    /// <summary>The command.</summary>
    public VerifyCommand(CliHost host)
        : base("verify", "Run a program and compare it with a golden, bit for bit; exit with 3 and the first divergence where it differs.", host)
    {
        Add(_program);
        Add(_golden);
        _data.AddTo(this);
        _backend.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro verify net.nrx golden.npz",
        "neuro verify net.nrx golden.npz --backend reference",
        "neuro verify net.nrx from-python.npz --data test.npz",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro inspect net.nrx --raster --data test.npz --sample 0";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        LoadedProgram loaded = LoadedProgram.Load(context.Get(_program));
        string path = context.Get(_golden);
        Golden golden = GoldenReader.Read(path, loaded.Program);
        InputData input = _data.IsGiven(context) ? GivenInput(context, loaded.Program, golden) : StoredInput(path, golden);
        WarnOfAnotherProgram(context.Terminal, loaded.Program, golden, path);
        RunTrace expected = golden.Trace with { Ticks = input.Ticks };
        RunTrace actual = _backend.Run(context, loaded.Program, input, expected.Recording).Trace;
        Comparison comparison = TraceComparer.Compare(loaded.Program, expected, actual);
        Print(context.Terminal, _backend.Backend(context).Name, loaded.Program, comparison, path);
        return comparison.Agrees ? ExitCode.Ok : ExitCode.Mismatch;
    }

    private static InputData StoredInput(string path, Golden golden)
    {
        if (golden.Inputs.IsEmpty || golden.Trace.Ticks == 0)
            throw new DiagnosticException(DiagnosticCatalog.GoldenWithoutInput.At(null, path));
        (string population, SpikeTrain[] trains) = golden.Inputs.First();
        // Samples keep their numbers, which their random streams count with.
        Dictionary<int, SpikeTrain> byNumber = [];
        for (int index = 0; index < trains.Length; index++)
            byNumber[golden.Trace.Samples[index]] = trains[index];
        SpikeDataset data = new(path, [trains.Length > 0 ? trains[0].Neurons : 0], golden.Trace.Ticks, byNumber.Keys.DefaultIfEmpty(-1).Max() + 1, s => byNumber[s]);
        return new(data, golden.Trace.Samples, population, golden.Trace.Ticks);
    }

    private InputData GivenInput(CommandContext context, SpikeProgram program, Golden golden)
    {
        InputData given = _data.Open(context, program);
        int beyond = golden.Trace.Samples.DefaultIfEmpty(0).Max();
        if (beyond >= given.Data.Count)
            throw new DiagnosticException(DiagnosticCatalog.NoSuchSample.At(context.Get(_data.Data), beyond, given.Data.Count));
        InputData input = given with { Samples = golden.Trace.Samples, Ticks = golden.Trace.Ticks > 0 ? golden.Trace.Ticks : given.Ticks };
        if (golden.InputDigest is not { } recorded)
            return input;
        SpikeTrain[] trains = [.. input.Samples.Select(s => input.Data[s])];
        string digest = InputDigest.Compute(input.Samples, input.Ticks, new Dictionary<string, SpikeTrain[]> { [input.Population] = trains });
        return digest == recorded
            ? input
            : throw new DiagnosticException(DiagnosticCatalog.GoldenOfOtherInput.At(context.Get(_data.Data), recorded[..12], digest[..12]));
    }

    private static void WarnOfAnotherProgram(Terminal terminal, SpikeProgram program, Golden golden, string path)
    {
        string digest = ProgramDigest.Compute(program);
        if (golden.ProgramDigest is { } recorded && recorded != digest)
            terminal.Report(DiagnosticCatalog.GoldenOfAnotherProgram.At(path, recorded[..12], digest[..12]));
    }

    private static void Print(Terminal terminal, string backend, SpikeProgram program, Comparison comparison, string path)
    {
        if (comparison.First is { } first)
        {
            terminal.Report(DiagnosticCatalog.Divergence.At(path, first));
            terminal.Note($"{comparison.DifferentSamples} of {comparison.Samples} samples differ");
        }
        if (terminal.Json)
        {
            terminal.WriteJson("verify", new
            {
                comparison.Agrees,
                Backend = backend,
                comparison.Samples,
                comparison.DifferentSamples,
                comparison.Cells,
                FirstDivergence = comparison.First,
            }, comparison.Agrees ? "ok" : "mismatch");
            return;
        }
        if (comparison.First is { } divergence)
            PrintContext(terminal, program, divergence);
        else
            terminal.Write($"identical: {comparison.Samples} samples, {comparison.Cells} values compared on backend {backend}");
    }

    private static void PrintContext(Terminal terminal, SpikeProgram program, Divergence divergence)
    {
        ImmutableArray<int> shape = program.Population(divergence.Population).Shape;
        string place = shape.Length > 1 ? $"neuron {divergence.Neuron} = ({string.Join(", ", Coordinates(divergence.Neuron, shape))})" : $"neuron {divergence.Neuron}";
        terminal.Write($"first divergence: sample {divergence.Sample}, population {divergence.Population}, {place}{(divergence.State is { } s ? $", state {s}" : "")}");
        if (divergence.Context.IsEmpty)
        {
            terminal.Write($"  spike count: expected {divergence.Expected}, actual {divergence.Actual}");
            return;
        }
        Spectre.Console.Table table = Tables.Create("#tick", "#expected", "#actual", "");
        foreach (DivergenceContext at in divergence.Context)
            table.Row(at.Tick, at.Expected, at.Actual, at.Tick == divergence.Tick ? "<- first" : at.Expected != at.Actual ? "differs" : "");
        terminal.Write(table);
    }

    // Row-major: the last extent varies fastest.
    private static int[] Coordinates(int neuron, ImmutableArray<int> shape)
    {
        int[] coordinates = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
            (neuron, coordinates[axis]) = Math.DivRem(neuron, shape[axis]);
        return coordinates;
    }
}
