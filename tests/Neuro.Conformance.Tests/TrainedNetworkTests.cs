using System.Collections.Concurrent;
using Neuro.Compiler;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>Networks that somebody trained: the same events, states after every tick and counters on every backend.</summary>
public sealed class TrainedNetworkTests
{
    private const int Samples = 3;
    private const int CalibrationSamples = 32;
    private const int RateTicks = 12;

    // The reference takes a while for some of them; one run of it serves every backend.
    private static readonly ConcurrentDictionary<string, Lazy<Network>> Known = new();

    /// <summary>Every backend with every network.</summary>
    public static TheoryData<string, string> BackendsAndNetworks()
    {
        string[] converted = ["mlp", "cnn", "residual", "quantised"];
        TheoryData<string, string> data = [];
        foreach (ITheoryDataRow backend in BackendsUnderTest.All)
            foreach (string network in TrainedNetworks.Names.Select(row => row.Data).Concat(converted.Select(c => $"mnist-{c}")))
                data.Add((string)backend.GetData()[0]!, network);
        return data;
    }

    [Theory]
    [MemberData(nameof(BackendsAndNetworks), DisableDiscoveryEnumeration = true)]
    public void A_trained_network_does_what_it_does_on_the_reference(string device, string network)
    {
        IBackend backend = BackendsUnderTest.Open(device);
        (SpikeProgram program, InputBatch input, int ticks, Execution expected) =
            Known.GetOrAdd(network, n => new(() => Load(n))).Value;
        using ISession session = backend.Open(program, new SessionOptions { BatchSize = Samples, Threads = 2 });
        string? difference = expected.FirstDifference(Execution.Whole(session, input, ticks));
        Assert.True(difference is null, $"{device}, {network}: {difference}");
        Assert.True(expected.Spikes > 0, $"{network} is silent");
    }

    private static Network Load(string network)
    {
        (SpikeProgram program, SpikeDataset data) =
            network.StartsWith("mnist-", StringComparison.Ordinal) ? Converted(network) : TrainedNetworks.Load(network);
        InputBatch input = new(
            program.Populations.Single(p => p.IsInput).Name, [.. Enumerable.Range(0, Samples).Select(s => data[s])]);
        using ISession reference = new ReferenceBackend().Open(program, new SessionOptions { BatchSize = Samples });
        return new(program, input, data.Ticks, Execution.Whole(reference, input, data.Ticks));
    }

    /// <summary>A conventional network, as rates; that of 8-bit integers, as whole numbers.</summary>
    private static (SpikeProgram Program, SpikeDataset Data) Converted(string network)
    {
        AnnGraph graph = OnnxFrontend.Load(RepositoryRoot.File("tests", "models", $"{network}.onnx")).Graph;
        string file = ReferenceData.Path("mnist/train3750-images-idx3-ubyte.gz");
        AnalogDataset images = AnalogDataset.Open(file, DataOptions.Default);
        ConversionOptions options = network == "mnist-quantised"
            ? new() { Method = ConversionMethod.Integer }
            : new() { Ticks = RateTicks };
        CompileResult result = AnnPipeline.Run(
            graph, options, images.Select([.. Enumerable.Range(0, CalibrationSamples)]),
            new CompileOptions { Dialect = DialectRegistry.Exact, Backend = new CpuBackend() });
        AnalogDataset few = images.Select([.. Enumerable.Range(CalibrationSamples, Samples)]);
        return (result.Program!, few.Encode(result.Converted!.Encoder, result.Converted.Ticks));
    }

    private sealed record Network(SpikeProgram Program, InputBatch Input, int Ticks, Execution Expected);
}
