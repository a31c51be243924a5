using System.Collections.Immutable;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Runtime.Runs;
using Neuro.Targets;
using Neuro.Targets.Loihi;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>Float networks on target loihi1.</summary>
public sealed class LoihiLoweringTests
{
    private const int Chains = 40;
    private static readonly TargetProfile Loihi = TargetCatalog.Load("loihi1");

    [Fact]
    public void Random_networks_agree_between_backends_and_with_what_is_read_back_of_their_export()
    {
        long spikes = 0;
        for (int seed = 0; seed < Chains; seed++)
        {
            SpikeProgram program = Compiled(new RandomChains(seed).Network());
            byte[] bytes = LavaNetWriter.ToArray(program).Bytes;
            SpikeProgram decoded = Placed(LavaNetFrontend.Read(bytes, "chain.net", new()).Program);
            Assert.Equal(ProgramDigest.Compute(program), ProgramDigest.Compute(decoded));
            InputBatch input = Input(seed, program);
            Execution reference = Run(new ReferenceBackend(), program, input);
            Assert.True(reference.FirstDifference(Run(new CpuBackend(), program, input)) is not { } difference,
                $"chain {seed}: {reference.FirstDifference(Run(new CpuBackend(), program, input))}");
            Assert.Null(reference.FirstDifference(Run(new CpuBackend(), decoded, input)));
            spikes += reference.Spikes;
        }
        Assert.InRange(spikes, 1000, long.MaxValue);
    }

    [Fact]
    public void Random_networks_fire_about_as_often_as_in_float()
    {
        const int Ticks = 200;
        (double floats, double integers, double apart) = (0, 0, 0);
        for (int seed = 0; seed < Chains; seed++)
        {
            DiscreteNetwork network = new RandomChains(seed).Network();
            if (network.Population("out").Model is LinearNeuronModel { Spike: null }) continue;
            SpikeProgram program = Compiled(network);
            SpikeTrain train = Train(new Random(seed), Ticks, 60);
            double[] expected = new FloatInterpreter(network).Run(train)[0];
            // A tick a layer later than in float.
            Recording run = Runs.Run(new CpuBackend(), program, Ticks + 3, new() { Counts = ["out"] }, train);
            for (int n = 0; n < expected.Length; n++)
            {
                long count = run.Counts("out", 0)[n];
                floats += expected[n];
                integers += count;
                apart += Math.Abs(count - expected[n]);
            }
        }
        Assert.InRange(integers / floats, 0.98, 1.02);
        Assert.InRange(apart / floats, 0, 0.05);
    }

    [Fact]
    public void The_neuron_of_the_NIR_paper_spikes_when_it_did_in_Lava()
    {
        string model = ReferenceData.Path("lif_dialects/lif_norse.nir");
        CompileResult result = Compile(model, DialectRegistry.Lava);
        string trace = ReferenceData.Path("lif_dialects/lif_lava_cpu_float.csv");
        string[][] rows = [.. File.ReadLines(trace).Select(l => l.Split(','))];
        int[] Column(int c) =>
            [.. rows.Select(r => (int)double.Parse(r[c], System.Globalization.CultureInfo.InvariantCulture))];
        string output = result.Program!.Outputs.Single();
        SpikeTrain input = SpikeTrain.FromDense(Column(0), rows.Length, 1);
        Recording run = Runs.Run(new CpuBackend(), result.Program, rows.Length, new() { Spikes = [output] }, input);
        Runs.Same(Column(2), run.Spikes(output, 0).ToDense(), 1, "spikes");
    }

    [Fact]
    public void The_MNIST_network_keeps_its_accuracy_within_a_point()
    {
        DataOptions encoding = new() { Encoder = new RateEncoder(), Ticks = 25 };
        SpikeDataset data = DataFormats.Open(ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"), encoding);
        string model = RepositoryRoot.File("tests", "models", "mnist.nir");
        Dialect dialect = DialectRegistry.Norse with { TimeStep = new Rational(1, 1000) };
        int usual = Right(Compile(model, dialect, TargetProfile.Emulator).Program!, data, 25);
        SpikeProgram program = Compile(model, dialect).Program!;
        int right = Right(program, data, 25 + 2);
        Assert.NotNull(program.Placement);
        Assert.True(
            Math.Abs(right - usual) <= data.Count / 100, $"{right} right on loihi1, {usual} on the emulator, of {data.Count}");
    }

    [Theory]
    [InlineData(ResetMode.Subtract, false, SpikeDecision.AfterUpdate, "resets by subtraction")]
    [InlineData(ResetMode.Zero, true, SpikeDecision.AfterUpdate, "spikes several times a tick")]
    [InlineData(ResetMode.Zero, false, SpikeDecision.BeforeUpdate, "decides spikes before the update")]
    public void What_compartments_cannot_do_is_refused_with_a_hint(
        ResetMode reset, bool multiSpike, SpikeDecision decision, string words)
    {
        DiscreteNetwork network = new RandomChains(0).Network();
        DiscretePopulation hidden = network.Population("hidden");
        LinearNeuronModel model = (LinearNeuronModel)hidden.Model;
        model = model with { Spike = model.Spike! with { Reset = reset, MultiSpike = multiSpike, Decision = decision } };
        network = network with { Populations = network.Populations.Replace(hidden, hidden with { Model = model }) };
        Diagnostic error = Assert.Single(Assert.Throws<DiagnosticException>(() => Compiled(network)).Diagnostics);
        Assert.Equal("NEU3701", error.Code);
        Assert.Contains(words, error.Message);
        Assert.NotEmpty(error.Hint);
    }

    private static SpikeProgram Compiled(DiscreteNetwork network) => Placed(LowerLoihi.Run(
        network, new FixedPointFormat { WeightBits = 8, InputMaximum = 1 }, Loihi,
        ImmutableDictionary<string, PopulationActivity>.Empty, []).Program);

    private static SpikeProgram Placed(SpikeProgram program)
    {
        program = Place.Run(Legalise.Run(program, Loihi, allowSplit: false), Loihi);
        Assert.Empty(ProgramVerifier.Verify(program));
        return program;
    }

    private static CompileResult Compile(string model, Dialect dialect, TargetProfile? target = null) =>
        Pipeline.Run(FrontendRegistry.Load(model).Graph, new CompileOptions { Dialect = dialect, Target = target ?? Loihi });

    private static int Right(SpikeProgram program, SpikeDataset data, int ticks)
    {
        string input = program.Populations.Single(p => p.IsInput).Name, output = program.Outputs.Single();
        DatasetRunner runner = new(new CpuBackend(), program, new SessionOptions { BatchSize = 50 });
        RunTrace trace = runner.Run(
            data, [.. Enumerable.Range(0, data.Count)], input, ticks, new RecordingOptions { Counts = [output] }).Trace;
        return Enumerable.Range(0, data.Count).Count(s =>
        {
            long[] counts = trace.CountsOf(output, s).ToArray();
            return Array.IndexOf(counts, counts.Max()) == data.Labels![s];
        });
    }

    private static Execution Run(IBackend backend, SpikeProgram program, InputBatch input)
    {
        using ISession session = backend.Open(program, new SessionOptions { BatchSize = 2 });
        return Execution.Whole(session, input, 40);
    }

    private static InputBatch Input(int seed, SpikeProgram program)
    {
        Random random = new(seed);
        int size = program.Populations[0].Size;
        return new("in", [Train(random, 40, size), Train(random, 40, size)]);
    }

    private static SpikeTrain Train(Random random, int ticks, int size) => SpikeTrain.FromDense(
        [.. Enumerable.Range(0, ticks * size).Select(_ => random.Next(5) == 0 ? 1 : 0)], ticks, size);
}
