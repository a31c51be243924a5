using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Onnx;
using Neuro.Runtime.Data;
using Neuro.Targets.Onnx;
using Neuro.Testing.Programs;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>Models in files, of one tick and of sequences.</summary>
public sealed class FileTests
{
    private const int Programs = 20;
    private const int Ticks = 6;

    [Theory]
    [InlineData(OnnxShape.Step)]
    [InlineData(OnnxShape.Sequence)]
    public void A_file_gives_the_spikes_of_every_tick_and_the_states_after_the_last(OnnxShape shape)
    {
        Native.Require();
        using ScratchFolder folder = new();
        for (int seed = 0; seed < Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed + 5000, largest: 10);
            Compare(program, seed, Write(program, shape, folder[$"{seed}.onnx"]));
        }
    }

    public static TheoryData<string> Names => TrainedNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_onnx_package_accepts_the_trained_networks(string name)
    {
        using ScratchFolder folder = new();
        SpikeProgram program = TrainedNetworks.Load(name).Program;
        Check([Write(program, OnnxShape.Step, folder["step.onnx"]), Write(program, OnnxShape.Sequence, folder["sequence.onnx"])]);
    }

    [Fact]
    public void The_onnx_package_accepts_what_random_programs_become()
    {
        using ScratchFolder folder = new();
        Check([.. Enumerable.Range(0, 2 * Programs).Select(n => Write(
            OnnxExporter.WithoutReadNoise(RandomProgram.Generate(n, largest: 10, crossbars: n % 4 == 0 ? 0.8 : 0)),
            n % 2 == 0 ? OnnxShape.Step : OnnxShape.Sequence, folder[$"{n}.onnx"]))]);
    }

    [Fact]
    public void A_model_whose_weights_lie_in_a_second_file_does_the_same()
    {
        using ScratchFolder folder = new();
        SpikeProgram program = TrainedNetworks.Load("digits").Program;
        (ModelProto model, _) = OnnxExporter.Export(program, new OnnxExportOptions());
        OnnxExporter.Save(model, folder["net.onnx"], largestSingleFile: 0);
        Assert.True(new FileInfo(folder["net.onnx.data"]).Length > 4096);
        Check([folder["net.onnx"]]);
        Native.Require();
        Compare(program, seed: 0, folder["net.onnx"]);
    }

    [Fact]
    public void A_model_of_another_program_is_refused()
    {
        Native.Require();
        using ScratchFolder folder = new();
        string file = Write(RandomProgram.Generate(1), OnnxShape.Step, folder["other.onnx"]);
        DiagnosticException e = Assert.Throws<DiagnosticException>(
            () => new OnnxRuntimeBackend().OpenFile(RandomProgram.Generate(2), file, new SessionOptions()));
        Assert.Equal("NEU6542", e.Diagnostics[0].Code);
        File.WriteAllBytes(file, [1, 2, 3]);
        e = Assert.Throws<DiagnosticException>(
            () => new OnnxRuntimeBackend().OpenFile(RandomProgram.Generate(1), file, new SessionOptions()));
        Assert.Equal("NEU6542", e.Diagnostics[0].Code);
    }

    [Fact]
    public void A_provider_that_is_not_there_is_said_to_be_refused()
    {
        Native.Require();
        OnnxRuntimeBackend backend = new(OnnxRuntimeBackend.Cuda);
        Assert.SkipWhen(backend.Refused is null, "there is CUDA here");
        Assert.Equal("CPUExecutionProvider", backend.ObtainedProvider);
        Assert.Contains("CPUExecutionProvider", backend.Description);
    }

    private static void Compare(SpikeProgram program, int seed, string path)
    {
        InputBatch input = RandomProgram.Input(program, seed, 1, Ticks);
        SessionOptions options = new();
        using ISession reference = new ReferenceBackend().Open(program, options);
        using ISession file = new OnnxRuntimeBackend().OpenFile(program, path, options).Session;
        RecordingOptions outputs = new() { Spikes = program.Outputs };
        Recording expected = new(program, outputs, 1), actual = new(program, outputs, 1);
        reference.Run(input, Ticks, expected);
        file.Run(input, Ticks, actual);
        foreach (string output in program.Outputs)
        {
            (SpikeTrain a, SpikeTrain b) = (expected.Spikes(output, 0), actual.Spikes(output, 0));
            Assert.True(
                a.Offsets.SequenceEqual(b.Offsets) && a.Indices.SequenceEqual(b.Indices)
                    && Enumerable.Range(0, Ticks).All(t => a.PayloadsAt(t).SequenceEqual(b.PayloadsAt(t))),
                $"program {seed}: events of '{output}' differ");
        }
        foreach (Population population in program.Populations.Where(p => !p.IsInput))
        {
            foreach (StateDeclaration state in program.Neuron(population.Neuron!).States)
            {
                int[] a = new int[population.Size], b = new int[population.Size];
                reference.ReadState(population.Name, state.Name, 0, a);
                file.ReadState(population.Name, state.Name, 0, b);
                Assert.True(a.SequenceEqual(b), $"program {seed}: '{population.Name}.{state.Name}' differs");
            }
        }
    }

    private static string Write(SpikeProgram program, OnnxShape shape, string path)
    {
        (ModelProto model, _) = OnnxExporter.Export(program, new OnnxExportOptions { Shape = shape });
        OnnxExporter.Save(model, path);
        return path;
    }

    private static void Check(string[] files)
    {
        const string script = """
            import sys, onnx
            for path in sys.argv[1:]:
                try:
                    onnx.checker.check_model(path, full_check=True)
                    model = onnx.load(path)
                    assert model.ir_version == 8 and [(o.domain, o.version) for o in model.opset_import] == [("", 17)]
                    print("accepted")
                except Exception as e:
                    print(path, e)
            """;
        string output = Python.Run(script, ["onnx"], files);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == files.Length && lines.All(l => l == "accepted"), output);
    }
}
