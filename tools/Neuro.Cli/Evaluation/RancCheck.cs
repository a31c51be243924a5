using Neuro.Cli.Commands;
using Neuro.Cli.Options;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Targets.Ranc;

namespace Neuro.Cli.Evaluation;

/// <summary>Compares what leaves a memory image of RANC cores with what its test bench expects.</summary>
internal static class RancCheck
{
    /// <summary>Runs the bench of <paramref name="folder"/> and reports; the exit code tells whether all packets agree.</summary>
    public static int Run(CommandContext context, SpikeProgram program, string folder, BackendOptionSet backend)
    {
        RancImage image = RancReader.Read(folder);
        if (image.Outputs.IsEmpty)
            throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                null, $"'{folder}' has no test bench: no outputs that are expected", "give a folder with tb_correct.txt"));
        SpikeDataset bench = RancBench.Data(image);
        string input = program.Populations.First(p => p.IsInput).Name, output = program.Outputs[0];
        RunTrace trace = backend.Run(
            context, program, new InputData(bench, [0], input, bench.Ticks), new RecordingOptions { Spikes = [output] }).Trace;
        string? divergence = RancBench.Compare(image, trace.Spikes[output][0]);
        int ticks = image.Outputs.Length, packets = image.Outputs.Sum(t => t.Length);
        if (context.Terminal.Json)
            context.Terminal.WriteJson(
                "verify", new { Agrees = divergence is null, Ticks = ticks, Packets = packets, FirstDivergence = divergence },
                divergence is null ? "ok" : "mismatch");
        else
            context.Terminal.Write(divergence ?? $"all {packets} packets of {ticks} ticks agree");
        return divergence is null ? ExitCode.Ok : ExitCode.Mismatch;
    }
}
