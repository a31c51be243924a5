using Microsoft.ML.OnnxRuntime;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>The networks that conversion reads compute here what ONNX Runtime computes of the same files.</summary>
public sealed class AnnEvaluatorTests
{
    private const int Samples = 500;

    [Theory]
    [InlineData("mlp", 2e-3)]
    [InlineData("cnn", 2e-3)]
    [InlineData("residual", 2e-3)]
    // Sums in another order may round an activation to the neighbouring step.
    [InlineData("quantised", 3e-2)]
    public void The_evaluator_gives_the_results_and_the_answers_of_ONNX_Runtime(string name, double tolerance)
    {
        Native.Require();
        AnalogDataset images = AnalogDataset.Open(ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"), DataOptions.Default);
        string path = RepositoryRoot.File("tests", "models", $"mnist-{name}.onnx");
        float[] pixels = [.. Enumerable.Range(0, Samples).SelectMany(i => images[i]).Select(v => (float)v)];
        using Microsoft.ML.OnnxRuntime.SessionOptions options = new();
        using InferenceSession session = new(path, options);
        using RunOptions run = new();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels, [Samples, 1, 28, 28]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["image"], [input], ["logits"]);
        float[] expected = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        AnnEvaluator evaluator = new(OnnxFrontend.Load(path).Graph);
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] actual = evaluator.Run(images[sample]);
            double[] theirs = [.. expected[(sample * 10)..(sample * 10 + 10)].Select(v => (double)v)];
            for (int i = 0; i < 10; i++)
            {
                double error = Math.Abs(actual[i] - theirs[i]);
                Assert.True(
                    error < tolerance * (1 + Math.Abs(theirs[i])), $"sample {sample}, class {i}: {actual[i]}, not {theirs[i]}");
            }
            Assert.Equal(Array.IndexOf(theirs, theirs.Max()), Array.IndexOf(actual, actual.Max()));
        }
    }
}
