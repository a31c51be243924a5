using Neuro.Cli.Commands;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;

namespace Neuro.Cli;

/// <summary><c>neuro compile net.onnx</c>.</summary>
internal static class AnnCompiler
{
    // Samples for levels and for the report, where none are chosen.
    private const int UsualSamples = 128;

    /// <summary>Compiles the conventional network in <paramref name="path"/>.</summary>
    /// <param name="context">The command.</param>
    /// <param name="path">The model.</param>
    /// <param name="conversion">How it is converted.</param>
    /// <param name="data">Samples, if given.</param>
    /// <param name="options">How it is compiled.</param>
    public static CompileResult Run(
        CommandContext context, string path, ConversionOptionSet conversion, DataOptionSet data, CompileOptions options)
    {
        (Neuro.Compiler.Ann.AnnGraph graph, IReadOnlyList<Diagnostic> warnings) = OnnxFrontend.Load(path);
        foreach (Diagnostic warning in warnings)
            context.Terminal.Report(warning);
        ConversionOptions how = conversion.Resolve(context, path, data.Ticks(context));
        AnalogDataset? samples = null;
        if (data.IsGiven(context))
        {
            AnalogDataset all = data.OpenValues(context, graph.Input.IsInteger);
            IReadOnlyList<int> chosen = data.Samples(context, all.Count);
            samples = all.Select(data.ChoosesSamples(context) ? chosen : [.. chosen.Take(UsualSamples)]);
        }
        using ProgressLine progress = new(context.Terminal, "compiling");
        return AnnPipeline.Run(graph, how, samples, options, (step, number) =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Terminal.Detail($"step {number}/{AnnPipeline.StepNames.Length}: {step}");
            progress.Report(number - 1, AnnPipeline.StepNames.Length, step);
        });
    }
}
