using System.CommandLine;
using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro eval</c>: accuracy and cost on labelled data, fixed point beside float.</summary>
internal sealed class EvalCommand : NeuroCommand
{
    private readonly ProgramArgument _program = new();
    private readonly DataOptionSet _data = new(required: true);
    private readonly BackendOptionSet _backend = new();
    private readonly Option<string?> _output = new("--output-population")
    {
        Description = "Output whose largest count is the answer, where there are several.",
        HelpName = "population",
    };
    private readonly Option<bool> _noFloat = new("--no-float") { Description = "Do not run the float network beside." };

    /// <summary>The command.</summary>
    public EvalCommand(CliHost host)
        : base(
            "eval", "Measure a program's accuracy, spikes and synaptic events on labelled data, beside the float network.", host)
    {
        Add(_program);
        _data.AddTo(this);
        Add(_output);
        Add(_noFloat);
        _backend.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro eval net.nrx --data test.npz",
        "neuro eval net.nrx --data t10k-images-idx3-ubyte --labels t10k-labels-idx1-ubyte --encoder rate --ticks 50",
        "neuro eval net.nrx --data samples/ --samples 0..99 --json",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro record net.nrx --data test.npz -o golden.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        LoadedProgram loaded = LoadedProgram.Load(context.Get(_program));
        InputData input = _data.Open(context, loaded.Program);
        if (input.Data.Labels is null)
            throw new DiagnosticException(DiagnosticCatalog.NoLabels.At(null, context.Get(_data.Data)));
        string output = OutputOf(context, loaded.Program);
        CheckLabels(input, loaded.Program.Population(output));
        EvaluationResult result = Evaluator.Run(context, loaded, input, output, _backend, !context.Get(_noFloat));
        EvaluationReport.Print(context.Terminal, "eval", result);
        context.Terminal.Next($"neuro record {loaded.Path} {_data.Repeat(context)} -o golden.npz",
            $"neuro inspect {loaded.Path} --raster {_data.Repeat(context)} --sample 0");
        return ExitCode.Ok;
    }

    private static void CheckLabels(InputData input, Population output)
    {
        foreach (int sample in input.Samples)
        {
            int label = input.Data.Labels![sample];
            if (label < 0 || label >= output.Size)
            {
                throw new DiagnosticException(
                    DiagnosticCatalog.NoSuchClass.At(input.Data.Name, sample, label, output.Name, output.Size - 1));
            }
        }
    }

    private string OutputOf(CommandContext context, SpikeProgram program)
    {
        string names = string.Join(", ", program.Outputs);
        if (context.Get(_output) is { } name)
        {
            return program.Outputs.Contains(name)
                ? name
                : throw new DiagnosticException(DiagnosticCatalog.NoSuchPopulation.At(null, name, $"the outputs are {names}"));
        }
        return program.Outputs.Length == 1
            ? program.Outputs[0]
            : throw new DiagnosticException(DiagnosticCatalog.SeveralOutputs.At(null, names));
    }
}
