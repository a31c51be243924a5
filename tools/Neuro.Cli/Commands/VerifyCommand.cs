using System.CommandLine;
using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;
using Neuro.Runtime.Verification;
using Neuro.Targets.Ranc;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro verify</c>: runs a program again and names the first cell that differs from a golden.</summary>
internal sealed class VerifyCommand : NeuroCommand
{
    private readonly ProgramArgument _program = new();
    private readonly Argument<string?> _golden = new("golden")
    {
        Description = "What `neuro record` wrote, or an npz with counts[sample, neuron] or spikes[sample, tick, neuron]; or "
            + "a folder of memory images of RANC with a test bench.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _against = new("--against")
    {
        Description = "An ONNX model that `neuro export` wrote: ONNX Runtime has to do what the program does, on --data, or "
            + "without it on random events.",
        HelpName = "net.onnx",
    };
    private readonly DataOptionSet _data = new(required: false);
    private readonly BackendOptionSet _backend = new();
    private readonly ChipOption _chip = new();

    /// <summary>The command.</summary>
    public VerifyCommand(CliHost host)
        : base("verify", "Run a program and compare it with a golden, bit for bit; exit with 3 and the first divergence where " +
            "it differs.", host)
    {
        Validators.Add(result =>
        {
            bool golden = result.GetValue(_golden) is not null, model = result.GetValue(_against) is not null;
            if (golden == model)
                result.AddError(golden ? "give a golden or --against, not both" : "give a golden, or --against a model");
        });
        Add(_program);
        Add(_golden);
        Add(_against);
        _data.AddTo(this);
        _backend.AddTo(this);
        _chip.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro verify net.nrx golden.npz",
        "neuro verify net.nrx golden.npz --backend reference",
        "neuro verify net.nrx from-python.npz --data test.npz",
        "neuro verify net.nrx --against net.onnx --data test.npz",
        "neuro verify ranc-image ranc-image",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro inspect net.nrx --raster --data test.npz --sample 0";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        LoadedProgram loaded = _chip.Fabricate(context, LoadedProgram.Load(context.Get(_program)));
        if (context.Get(_against) is { } model)
            return Against(context, loaded.Program, model);
        string path = context.Get(_golden)!;
        if (RancImage.Claims(path))
            return RancCheck.Run(context, loaded.Program, path, _backend);
        Golden golden = GoldenReader.Read(path, loaded.Program);
        InputData input =
            _data.IsGiven(context) ? GivenInput(context, loaded.Program, golden) : GoldenCheck.StoredInput(path, golden);
        Comparison comparison = GoldenCheck.Run(context, loaded.Program, golden, path, input, _backend);
        return Show(context.Terminal, _backend.Name(context), loaded.Program, comparison);
    }

    private int Against(CommandContext context, SpikeProgram program, string model)
    {
        InputData? input = _data.IsGiven(context) ? _data.Open(context, program) : null;
        Comparison comparison = OnnxCheck.Run(context, program, model, input, _backend);
        return Show(context.Terminal, "onnxruntime", program, comparison);
    }

    private static int Show(Terminal terminal, string backend, SpikeProgram program, Comparison comparison)
    {
        if (terminal.Json)
            WriteJson(terminal, backend, comparison);
        else
            GoldenCheck.Print(terminal, backend, program, comparison);
        return comparison.Agrees ? ExitCode.Ok : ExitCode.Mismatch;
    }

    private InputData GivenInput(CommandContext context, SpikeProgram program, Golden golden)
    {
        InputData given = _data.Open(context, program);
        int beyond = golden.Trace.Samples.DefaultIfEmpty(0).Max();
        if (beyond >= given.Data.Count)
            throw new DiagnosticException(DiagnosticCatalog.NoSuchSample.At(context.Get(_data.Data), beyond, given.Data.Count));
        InputData input = given with
        {
            Samples = golden.Trace.Samples,
            Ticks = golden.Trace.Ticks > 0 ? golden.Trace.Ticks : given.Ticks,
        };
        if (golden.InputDigest is not { } recorded)
            return input;
        SpikeTrain[] trains = [.. input.Samples.Select(s => input.Data[s])];
        string digest = InputDigest.Compute(
            input.Samples, input.Ticks, new Dictionary<string, SpikeTrain[]> { [input.Population] = trains });
        return digest == recorded
            ? input
            : throw new DiagnosticException(DiagnosticCatalog.GoldenOfOtherInput.At(
                context.Get(_data.Data), recorded[..12], digest[..12]));
    }

    private static void WriteJson(Terminal terminal, string backend, Comparison comparison)
    {
        object result = new
        {
            comparison.Agrees,
            Backend = backend,
            comparison.Samples,
            comparison.DifferentSamples,
            comparison.Cells,
            FirstDivergence = comparison.First,
        };
        terminal.WriteJson("verify", result, comparison.Agrees ? "ok" : "mismatch");
    }
}
