using Neuro.Compiler;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Templates;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;

namespace Neuro.Conformance.Tests;

/// <summary>Converted networks do what the conventional ones do, in every code and on every backend.</summary>
public sealed class ConversionTests
{
    [Theory]
    [InlineData(SpikeCode.Graded, 1)]
    [InlineData(SpikeCode.Unary, 15)]
    [InlineData(SpikeCode.Ternary, 15)]
    [InlineData(SpikeCode.Bitwise, 5)]
    public void Whole_numbers_are_those_of_the_rounded_network_in_every_code(SpikeCode code, int window)
    {
        AnnGraph graph = Branching(code != SpikeCode.Unary);
        double[][] samples = Samples(graph, 12);
        ConversionOptions options = new() { Method = ConversionMethod.Integer, Code = code, ActivationBits = 4 };
        CompileResult result = Compile(graph, options, samples);
        ConvertedNetwork converted = result.Converted!;
        Assert.Equal(0, converted.Ticks % window);
        Assert.True(result.Report!.Conversion!.Layers.Count(l => l.Error is not null) >= 4);
        foreach (ConversionLayer layer in result.Report!.Conversion!.Layers.Where(l => l.Error is not null))
            Assert.True(layer.Error is < 1e-9, $"{layer.Population} is off by {layer.Error}");
        Assert.Equal(1, Agreement(converted.Graph, result, samples));
    }

    [Fact]
    public void Rates_come_closer_with_time()
    {
        AnnGraph graph = Branching(signed: true);
        double[][] samples = Samples(graph, 12);
        double[] errors =
        [
            .. new[] { 16, 64, 256 }.Select(ticks => Compile(graph, new() { Ticks = ticks, Percentile = 100 }, samples)
                .Report!.Conversion!.Layers.Max(l => l.Error ?? 0)),
        ];
        Assert.True(errors[0] > errors[1] && errors[1] > errors[2], string.Join(", ", errors));
        Assert.InRange(errors[2], 0, 0.1);
    }

    [Theory]
    [InlineData(ConversionMethod.Rate, SpikeCode.Graded)]
    [InlineData(ConversionMethod.Integer, SpikeCode.Bitwise)]
    [InlineData(ConversionMethod.Integer, SpikeCode.Ternary)]
    public void Converted_programs_are_bit_identical_on_the_reference_and_the_CPU(ConversionMethod method, SpikeCode code)
    {
        AnnGraph graph = Branching(signed: true);
        double[][] samples = Samples(graph, 4);
        CompileResult result = Compile(graph, new() { Method = method, Code = code, Ticks = 20, ActivationBits = 4 }, samples);
        SpikeProgram program = result.Program!;
        RecordingOptions recording = new() { Spikes = [.. program.Populations.Where(p => !p.IsInput).Select(p => p.Name)] };
        RunTrace reference = Trace(new ReferenceBackend(), program, result.Converted!, samples, recording);
        RunTrace cpu = Trace(new CpuBackend(), program, result.Converted!, samples, recording);
        foreach (string population in recording.Spikes)
            for (int s = 0; s < samples.Length; s++)
                Assert.Equal(reference.Spikes[population][s].ToDense(), cpu.Spikes[population][s].ToDense());
    }

    [Theory]
    [InlineData(SpikeCode.Graded)]
    [InlineData(SpikeCode.Bitwise)]
    public void The_float_interpretation_gives_the_same_numbers(SpikeCode code)
    {
        AnnGraph graph = Branching(signed: true);
        double[][] samples = Samples(graph, 3);
        ConversionOptions options = new() { Method = ConversionMethod.Integer, Code = code, ActivationBits = 4 };
        ConvertedNetwork converted = ConvertAnn.Run(graph, options, samples, []);
        FloatInterpreter interpreter = new(converted.Network);
        AnnEvaluator evaluator = new(converted.Graph);
        foreach (double[] sample in samples)
        {
            double[] expected = evaluator.Run(sample);
            double[] actual = interpreter.Run(converted.Encoder.Encode(sample, converted.Ticks, 0), converted.Ticks)[0];
            Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public void The_running_maximum_of_spike_trains_counts_what_the_fullest_train_counts()
    {
        MicroProgram maximum = new MaximumTemplate { Ports = 2 }.Expand("max");
        SpikeProgram program = new()
        {
            Name = "max",
            TimeStep = new Rational(1, 1000),
            Neurons = [maximum],
            Populations =
            [
                new Population { Name = "a", Shape = [1] },
                new Population { Name = "b", Shape = [1] },
                new Population { Name = "m", Shape = [1], Neuron = "max", Phase = 1 },
            ],
            Projections =
            [
                Into("a", MaximumTemplate.Port(0)), Into("b", MaximumTemplate.Port(1)),
            ],
            Outputs = ["m"],
        };
        ProgramVerifier.ThrowIfInvalid(program);
        (int[] a, int[] b) = ([1, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0, 0, 0, 1, 0]);
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { Spikes = ["m"] }, 1);
        session.Reset([0]);
        InputBatch inputs = new(new Dictionary<string, IReadOnlyList<SpikeTrain>>
        {
            ["a"] = [SpikeTrain.FromDense(a, a.Length, 1)],
            ["b"] = [SpikeTrain.FromDense(b, b.Length, 1)],
        });
        session.Run(inputs, a.Length, recording);
        int[] spikes = recording.Spikes("m", 0).ToDense();
        for (int t = 0; t < a.Length; t++)
            Assert.Equal(Math.Max(a[..(t + 1)].Sum(), b[..(t + 1)].Sum()), spikes[..(t + 1)].Sum());
    }

    private static Projection Into(string source, string port) =>
        new() { Name = source, Source = source, Target = "m", Port = port, Connectivity = new OneToOne(), Weight = 1 };

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual")]
    [InlineData("quantised")]
    public void Trained_networks_keep_their_accuracy_at_64_ticks(string name)
    {
        (AnnGraph graph, AnalogDataset train, AnalogDataset test) = Trained(name, 300);
        CompileResult result = Compile(graph, new(), [.. Enumerable.Range(0, 64).Select(i => train[i])]);
        (double ann, double snn, _) = Accuracy(graph, result, test);
        Assert.InRange(snn, ann - 0.01, 1);
    }

    /// <summary>On all of the test images; the other codes carry the same numbers in more ticks.</summary>
    [Fact]
    public void A_network_of_8_bit_integers_answers_as_its_conventional_form_does()
    {
        (AnnGraph graph, _, AnalogDataset test) = Trained("quantised", 5000);
        CompileResult result = Compile(graph, new() { Method = ConversionMethod.Integer }, null);
        (double ann, double snn, double same) = Accuracy(graph, result, test);
        Assert.Equal(ann, snn);
        Assert.Equal(1, same);
    }

    /// <summary>Convolutions, a residual sum, a join, a max pool, a permuted view and a read-out.</summary>
    private static AnnGraph Branching(bool signed)
    {
        Convolution same = new()
        {
            InputChannels = 2,
            InputHeight = 4,
            InputWidth = 4,
            OutputChannels = 2,
            OutputHeight = 4,
            OutputWidth = 4,
            KernelHeight = 3,
            KernelWidth = 3,
            PaddingTop = 1,
            PaddingLeft = 1,
        };
        Convolution pool = same with
        {
            OutputChannels = 4,
            InputChannels = 4,
            OutputHeight = 2,
            OutputWidth = 2,
            KernelHeight = 2,
            KernelWidth = 2,
            PaddingTop = 0,
            PaddingLeft = 0,
            StrideY = 2,
            StrideX = 2,
            Groups = 4,
        };
        AnnNode Conv(string name, string input, double bias) => new AnnLinear
        {
            Name = name,
            Inputs = [input],
            Shape = [2, 4, 4],
            Map = new ConvolutionMap(same, Some(name, 36)),
            Bias = [bias, -bias],
        };
        AnnNode Relu(string name, string input, int channels = 2) =>
            new AnnActivation { Name = name, Inputs = [input], Shape = [channels, 4, 4] };
        return new()
        {
            Name = "branching",
            Nodes =
            [
                new AnnInput { Name = "x", Inputs = [], Shape = [2, 4, 4] },
                Conv("c1", "x", 0.1), Relu("r1", "c1"), Conv("c2", "r1", 0.05), Relu("r2", "c2"), Conv("c3", "r2", 0),
                new AnnAdd { Name = "sum", Inputs = ["c3", "r1"], Shape = [2, 4, 4] },
                signed
                    ? new AnnActivation
                    {
                        Name = "r3", Inputs = ["sum"], Shape = [2, 4, 4], Minimum = double.NegativeInfinity, NegativeSlope = 0.25,
                    }
                    : Relu("r3", "sum"),
                Conv("c4", "r3", -0.1), Relu("r4", "c4"),
                new AnnConcat { Name = "join", Inputs = ["r4", "r2"], Shape = [4, 4, 4] },
                new AnnMaxPool { Name = "pool", Inputs = ["join"], Shape = [4, 2, 2], Geometry = pool },
                new AnnPermute
                {
                    Name = "back", Inputs = ["pool"], Shape = [2, 2, 4],
                    Order = [.. Enumerable.Range(0, 16).Select(i => i % 4 * 4 + i / 4)],
                },
                new AnnLinear
                {
                    Name = "fc", Inputs = ["back"], Shape = [5], Map = new DenseMap(Some("fc", 80)), Bias = Some("b", 5),
                },
            ],
            Output = "fc",
        };
    }

    private static double[] Some(string name, int count)
    {
        Random random = new(name.Sum(c => c));
        return [.. Enumerable.Range(0, count).Select(_ => Math.Round((random.NextDouble() - 0.4) * 12) / 16)];
    }

    private static double[][] Samples(AnnGraph graph, int count)
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, count).Select(_ =>
            Enumerable.Range(0, graph.Input.Size).Select(_ => Math.Round(random.NextDouble() * 15) / 15).ToArray())];
    }

    private static CompileResult Compile(AnnGraph graph, ConversionOptions options, double[][]? samples) => AnnPipeline.Run(
        graph, options, samples is null ? null : AnalogDataset.Of("samples", samples),
        new CompileOptions { Dialect = DialectRegistry.Exact, Backend = new CpuBackend() });

    private static RunTrace Trace(
        IBackend backend, SpikeProgram program, ConvertedNetwork converted, double[][] samples, RecordingOptions recording)
    {
        SpikeDataset trains = AnalogDataset.Of("samples", samples).Encode(converted.Encoder, converted.Ticks);
        string input = program.Populations.First(p => p.IsInput).Name;
        return new DatasetRunner(backend, program, new SessionOptions { BatchSize = 3 })
            .Run(trains, [.. Enumerable.Range(0, samples.Length)], input, converted.Ticks, recording).Trace;
    }

    private static double Agreement(AnnGraph graph, CompileResult result, double[][] samples)
    {
        ConversionReport report = ConversionMeter.Measure(
            result.Report!.Conversion!, result.Program!, graph, AnalogDataset.Of("samples", samples),
            AnalogDataset.Of("samples", samples).Encode(result.Converted!.Encoder, result.Converted.Ticks), new CpuBackend());
        return report.SameAnswers!.Value;
    }

    private static (AnnGraph Graph, AnalogDataset Train, AnalogDataset Test) Trained(string name, int images)
    {
        AnnGraph graph = OnnxFrontend.Load(RepositoryRoot.File("tests", "models", $"mnist-{name}.onnx")).Graph;
        AnalogDataset Open(string part) =>
            AnalogDataset.Open(ReferenceData.Path($"mnist/{part}-images-idx3-ubyte.gz"), DataOptions.Default);
        return (graph, Open("train3750"), Open("test5000").Select([.. Enumerable.Range(0, images)]));
    }

    private static (double Ann, double Snn, double Same) Accuracy(AnnGraph graph, CompileResult result, AnalogDataset test)
    {
        ConversionReport report = ConversionMeter.Measure(
            result.Report!.Conversion! with { Layers = [] }, result.Program!, graph, test,
            test.Encode(result.Converted!.Encoder, result.Converted.Ticks), new CpuBackend());
        return (report.AnnAccuracy!.Value, report.Accuracy[^1].Accuracy, report.SameAnswers!.Value);
    }
}
