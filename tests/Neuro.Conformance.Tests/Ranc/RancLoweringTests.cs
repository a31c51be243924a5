using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Passes;
using Neuro.Conformance.Tests.Loihi;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Targets;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Runtime.Runs;
using Neuro.Targets;
using Neuro.Targets.Ranc;

namespace Neuro.Conformance.Tests.Ranc;

/// <summary>Float networks on target ranc: lowered, laid out on cores, written, read, and run.</summary>
public sealed class RancLoweringTests
{
    private const int Networks = 25, Ticks = 60;
    private static readonly TargetProfile Ranc = TargetCatalog.Load("ranc");

    /// <summary>Cores of which the networks need many, and the usual ones.</summary>
    public static TheoryData<int, int> CoreSizes => new() { { 256, 256 }, { 176, 40 } };

    [Theory]
    [MemberData(nameof(CoreSizes))]
    public void What_is_read_back_of_an_export_has_the_spikes_of_the_program(int axons, int neurons)
    {
        using ScratchFolder folder = new();
        (long spikes, int most) = (0, 0);
        TargetProfile target = Ranc with { Limits = Ranc.Limits with { RowsPerCore = axons, NeuronsPerCore = neurons } };
        for (int seed = 0; seed < Networks; seed++)
        {
            SpikeProgram program = Lowered(new RandomFeedForward(seed).Network(), target);
            RancMapping mapping = RancEncoder.Encode(program, target);
            RancWriter.Write(mapping.Image, folder.Path);
            SpikeProgram decoded = RancImages.Decode(RancReader.Read(folder.Path));
            SpikeTrain input = Train(new Random(seed), 60);
            most = Math.Max(most, mapping.Image.Cores.Count);
            foreach (string output in program.Outputs)
            {
                int[] expected = Run(new ReferenceBackend(), program, input, output).ToDense();
                int size = program.Population(output).Size;
                Runs.Same(expected, Run(new CpuBackend(), program, input, output).ToDense(), size, $"{seed}: {output} on cpu");
                Runs.Same(expected, Run(new CpuBackend(), decoded, input, output).ToDense(), size, $"{seed}: {output} decoded");
                spikes += expected.Sum();
            }
        }
        Assert.InRange(spikes, 1000, long.MaxValue);
        Assert.Equal(axons == 256, most <= 3);
    }

    [Fact]
    public void Potentials_that_reset_to_zero_never_wrap_around()
    {
        int compared = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            SpikeProgram program = Lowered(new RandomFeedForward(seed).Network(), Ranc);
            // The same neurons with more bits, which leave what nine bits hold as it is.
            MicroProgram[] wide = [.. program.Neurons.Select(n => Ir.Templates.NeuronTemplates.Find("ranc").Expand(
                n.Name, ("potential_bits", "20")))];
            SpikeTrain input = Train(new Random(seed), 60);
            Population[] resetting =
            [
                .. program.Populations.Where(p => p.Name == "conv" && p.Parameters["linear"] == (IrValue)0),
            ];
            compared += resetting.Length;
            foreach (Population population in resetting)
                Runs.Same(
                    States(program, input, population.Name), States(program with { Neurons = [.. wide] }, input, population.Name),
                    population.Size, $"{seed}: {population.Name}.v");
        }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void The_digits_fill_two_cores_and_keep_their_accuracy_within_three_points()
    {
        const int Encoded = 25;
        SpikeDataset data = DataFormats.Open(
            RepositoryRoot.File("tools", "Neuro.Cli", "Demo", "digits-test.npz"),
            new() { Encoder = new RateEncoder(), Ticks = Encoded });
        Dialect dialect = DialectRegistry.Norse with { TimeStep = new Rational(1, 1000) };
        string model = RepositoryRoot.File("tools", "Neuro.Cli", "Demo", "digits-if.nir");
        int usual = Right(Compile(model, dialect, TargetProfile.Emulator), data, Encoded);
        SpikeProgram program = Compile(model, dialect, Ranc);
        RancMapping mapping = RancEncoder.Encode(program, Ranc);
        Assert.Equal(2, mapping.Image.Cores.Count);
        int right = Right(program, data, Encoded + 2);
        Assert.True(
            Math.Abs(right - usual) <= data.Count * 3 / 100, $"{right} right on ranc, {usual} on the emulator, of {data.Count}");
        Assert.Equal(right, Right(RancImages.Decode(mapping.Image), data, Encoded + 2));
    }

    private static SpikeProgram Lowered(DiscreteNetwork network, TargetProfile target)
    {
        SpikeProgram program = Legalise.Run(
            LowerRanc.Run(network, new FixedPointFormat { WeightBits = 8, InputMaximum = 1 }, target, []).Program, target, false);
        Assert.Empty(ProgramVerifier.Verify(program));
        return program;
    }

    private static SpikeProgram Compile(string model, Dialect dialect, TargetProfile target) =>
        Pipeline.Run(FrontendRegistry.Load(model).Graph, new CompileOptions { Dialect = dialect, Target = target }).Program!;

    private static SpikeTrain Run(IBackend backend, SpikeProgram program, SpikeTrain input, string output) =>
        Runs.Run(backend, program, Ticks, new() { Spikes = [output] }, input).Spikes(output, 0);

    private static IReadOnlyList<int> States(SpikeProgram program, SpikeTrain input, string population) =>
        Runs.Run(new CpuBackend(), program, Ticks, new() { States = [(population, "v")] }, input).States(population, "v", 0);

    private static int Right(SpikeProgram program, SpikeDataset data, int ticks)
    {
        string input = program.Populations.Single(p => p.IsInput).Name, output = program.Outputs.Single();
        DatasetRunner runner = new(new CpuBackend(), program, new SessionOptions { BatchSize = 60 });
        RunTrace trace = runner.Run(
            data, [.. Enumerable.Range(0, data.Count)], input, ticks, new RecordingOptions { Counts = [output] }).Trace;
        return Enumerable.Range(0, data.Count).Count(s =>
        {
            long[] counts = trace.CountsOf(output, s).ToArray();
            return Array.IndexOf(counts, counts.Max()) == data.Labels![s];
        });
    }

    private static SpikeTrain Train(Random random, int size) => SpikeTrain.FromDense(
        [.. Enumerable.Range(0, Ticks * size).Select(_ => random.Next(5) == 0 ? 1 : 0)], Ticks, size);
}
