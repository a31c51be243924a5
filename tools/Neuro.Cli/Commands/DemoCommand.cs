using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Frontends;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro demo</c>: the whole road with a small network that comes along, trained on the UCI digits.</summary>
internal sealed class DemoCommand : NeuroCommand
{
    // How tools/training/train_lif.py trained the network.
    private const int Ticks = 25;
    private const string EncoderText = "rate";
    private const string DialectText = "--dialect norse --dt 1e-3";

    private readonly BackendOptionSet _backend = new();

    /// <summary>The command.</summary>
    public DemoCommand(CliHost host)
        : base("demo", "Compile, emulate and verify a small digit classifier that comes with neuro.", host) =>
            _backend.AddTo(this);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["neuro demo", "neuro demo --backend reference --json"];

    /// <inheritdoc/>
    public override string Next => "neuro inspect net.nir";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        if (DemoFiles.Missing is { } missing)
            throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, missing));
        string folder = Directory.CreateTempSubdirectory("neuro-demo-").FullName;
        try
        {
            return Run(context, Path.Combine(folder, "digits.nrx"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private int Run(CommandContext context, string package)
    {
        Terminal terminal = context.Terminal;
        Step(terminal, 1, $"compile {Path.GetFileName(DemoFiles.Model)}: 64 inputs, 96 and 10 LIF neurons, trained in float");
        CompileResult compiled = Compile(package);
        LoadedProgram loaded = LoadedProgram.Load(package);
        if (!terminal.Json)
            CompileSummary.Print(terminal, compiled.Report!);

        Step(terminal, 2, "classify held-out digits in fixed point, and in float beside");
        SpikeDataset data = DataFormats.Open(
            DemoFiles.Data, new DataOptions { Encoder = Encoder.Parse(EncoderText), Ticks = Ticks });
        InputData input = new(
            data, [.. Enumerable.Range(0, data.Count)], loaded.Program.Populations.First(p => p.IsInput).Name, Ticks);
        EvaluationResult evaluation =
            Evaluator.Run(context, loaded, input, loaded.Program.Outputs[0], _backend, withFloat: true, chips: []);
        if (!terminal.Json)
            EvaluationReport.Print(terminal, "demo", evaluation);

        Step(terminal, 3, "verify against the recorded golden, bit for bit");
        Golden golden = GoldenReader.Read(DemoFiles.Golden, loaded.Program);
        InputData stored = GoldenCheck.StoredInput(DemoFiles.Golden, golden);
        Comparison comparison = GoldenCheck.Run(context, loaded.Program, golden, DemoFiles.Golden, stored, _backend);
        Finish(context, loaded.Program, input, evaluation, comparison);
        return comparison.Agrees ? ExitCode.Ok : ExitCode.Mismatch;
    }

    private static CompileResult Compile(string package)
    {
        Dialect dialect = DialectRegistry.Norse with { TimeStep = new Rational(1, 1000) };
        CompileResult result = Pipeline.Run(
            FrontendRegistry.Load(DemoFiles.Model).Graph, new CompileOptions { Dialect = dialect });
        ProgramPackage.Save(package, DemoFiles.Model, dialect, result);
        return result;
    }

    private void Finish(
        CommandContext context, SpikeProgram program, InputData input, EvaluationResult evaluation, Comparison comparison)
    {
        Terminal terminal = context.Terminal;
        string backend = _backend.Name(context);
        if (terminal.Json)
        {
            terminal.WriteJson("demo", new
            {
                Backend = backend,
                evaluation.Samples,
                evaluation.Fixed.Accuracy,
                FloatAccuracy = evaluation.Float?.Accuracy,
                Verified = comparison.Agrees,
                VerifiedSamples = comparison.Samples,
            }, comparison.Agrees ? "ok" : "mismatch");
            return;
        }
        GoldenCheck.Print(terminal, backend, program, comparison);
        Step(terminal, 4, "what one digit looks like in spikes");
        DrawFirst(context, program, input, evaluation);
        terminal.Write("");
        terminal.Write($"accuracy {evaluation.Fixed.Accuracy:P2} on {evaluation.Samples} held-out digits in 8-bit fixed point, " +
            $"{evaluation.Float!.Accuracy:P2} in float");
        string feed = $"--data {DemoFiles.Data} --encoder {EncoderText} --ticks {Ticks}";
        terminal.Next(
            $"neuro compile {DemoFiles.Model} {DialectText} --weight-bits 4 -o digits4.nrx",
            $"neuro eval digits4.nrx {feed}",
            $"neuro record digits4.nrx {feed} -o golden.npz",
            "neuro verify digits4.nrx golden.npz --backend reference");
    }

    private void DrawFirst(CommandContext context, SpikeProgram program, InputData input, EvaluationResult evaluation)
    {
        string output = program.Outputs[0];
        RunTrace trace =
            _backend.Run(context, program, input with { Samples = [0] }, new RecordingOptions { Spikes = [output] }).Trace;
        SpikeRaster raster = new(context.Terminal.Width, context.Terminal.Unicode);
        foreach (string line in raster.Render(
            $"digit {input.Data.Labels![0]} -> {evaluation.Fixed.Predictions[0]}, {output}", trace.Spikes[output][0]))
            context.Terminal.Write(line);
    }

    private static void Step(Terminal terminal, int number, string what) =>
        terminal.Note($"{(number > 1 ? "\n" : "")}[{number}/4] {what}");
}
