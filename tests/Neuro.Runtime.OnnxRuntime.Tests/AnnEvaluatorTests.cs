using Microsoft.ML.OnnxRuntime;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>
/// The networks that conversion reads answer here what they answer on ONNX Runtime, on all of MNIST's test images.
/// </summary>
public sealed class AnnEvaluatorTests
{
    private const int Classes = 10;

    // Theirs sums in single precision, ours in double: in the logits, relative to 1 + |logit|; in activations, in steps.
    private const double Rounding = 1e-4;

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual")]
    [InlineData("quantised")]
    public void The_evaluator_has_the_answers_and_the_accuracy_of_ONNX_Runtime(string name)
    {
        Native.Require();
        AnalogDataset images = AnalogDataset.Open(
            ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"),
            DataOptions.Default with { Labels = ReferenceData.Path("mnist/test5000-labels-idx1-ubyte.gz") });
        string path = RepositoryRoot.File("tests", "models", $"mnist-{name}.onnx");
        (double[] Logits, double Edge)[] ours = Evaluate(OnnxFrontend.Load(path).Graph, images);
        int[] answers = [.. ours.Select(o => Largest(o.Logits))];
        double[][] theirs = OnnxRuntimeLogits(path, images, GraphOptimizationLevel.ORT_DISABLE_ALL);
        Assert.Empty(Different(ours, theirs));
        Assert.Equal([.. theirs.Select(Largest)], answers);
        // Optimised, it rounds the biases of networks of 8-bit integers, which moves logits by up to 1 %.
        int[] optimised = [.. OnnxRuntimeLogits(path, images, GraphOptimizationLevel.ORT_ENABLE_ALL).Select(Largest)];
        Assert.Equal(Right(optimised, images), Right(answers, images));
        Assert.Equal(optimised, answers);
        Assert.InRange(Right(answers, images), 0.85 * answers.Length, answers.Length);
    }

    private static int Right(int[] answers, AnalogDataset images) => answers.Zip(images.Labels!).Count(p => p.First == p.Second);

    private static string[] Different((double[] Logits, double Edge)[] ours, double[][] theirs) =>
    [
        .. Enumerable.Range(0, ours.Length)
            .Select(i => (Sample: i, Error: ours[i].Logits.Zip(theirs[i], (a, b) => Math.Abs(a - b) / (1 + Math.Abs(b))).Max()))
            .Where(e => e.Error > Rounding && ours[e.Sample].Edge > Rounding)
            .Select(e => $"sample {e.Sample}: error {e.Error}, nearest middle {ours[e.Sample].Edge} steps away"),
    ];

    private static double[][] OnnxRuntimeLogits(string path, AnalogDataset images, GraphOptimizationLevel level)
    {
        float[] pixels = [.. Enumerable.Range(0, images.Count).SelectMany(i => images[i]).Select(v => (float)v)];
        using Microsoft.ML.OnnxRuntime.SessionOptions options = new() { GraphOptimizationLevel = level };
        using InferenceSession session = new(path, options);
        using RunOptions run = new();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels, [images.Count, 1, 28, 28]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["image"], [input], ["logits"]);
        float[] logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        return [.. logits.Chunk(Classes).Select(c => Array.ConvertAll(c, v => (double)v))];
    }

    // With the logits, how near an activation comes to the middle between two steps of its quantiser, in steps: there, single
    // precision may round to the neighbouring step.
    private static (double[] Logits, double Edge)[] Evaluate(AnnGraph graph, AnalogDataset images)
    {
        ILookup<string, double> steps = graph.Nodes.OfType<AnnQuantise>().ToLookup(q => q.Inputs[0], q => q.Scale);
        (double[], double)[] results = new (double[], double)[images.Count];
        Parallel.For(
            0, results.Length, () => new AnnEvaluator(graph),
            (i, _, evaluator) =>
            {
                double edge = double.PositiveInfinity;
                double[] logits = evaluator.Run(images[i], (node, values) =>
                {
                    foreach (double step in steps[node.Name])
                        foreach (double value in values)
                            edge = Math.Min(edge, Math.Abs(value / step - Math.Floor(value / step) - 0.5));
                });
                results[i] = (logits, edge);
                return evaluator;
            },
            _ => { });
        return results;
    }

    private static int Largest(double[] values) => Array.IndexOf(values, values.Max());
}
