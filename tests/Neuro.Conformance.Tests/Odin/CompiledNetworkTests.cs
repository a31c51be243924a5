using System.Collections.Immutable;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Runtime.Runs;
using Neuro.Targets;
using Neuro.Targets.Odin;

namespace Neuro.Conformance.Tests.Odin;

/// <summary>Our own networks on ODIN and tinyODIN.</summary>
public sealed class CompiledNetworkTests
{
    private const int Ticks = 25;
    private static readonly string Digits = RepositoryRoot.File("tools", "Neuro.Cli", "Demo", "digits.nir");
    private static readonly string SmallDigits = RepositoryRoot.File("tests", "models", "digits-odin.nir");

    // tinyODIN has room for the demo's network; ODIN, whose rows have a sign, for one that was trained for it.
    public static TheoryData<string, string, double> Networks => new()
    {
        { Digits, "tinyodin", 0.95 },
        { SmallDigits, "tinyodin", 0.88 },
        { SmallDigits, "odin", 0.86 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Digits_are_told_apart_on_the_chip(string model, string target, double least)
    {
        SpikeProgram program = Compile(model, target);
        SpikeDataset data = Data();
        DatasetRun run = new DatasetRunner(new CpuBackend(), program, new() { BatchSize = 60, Threads = 2 }).Run(
            data, [.. Enumerable.Range(0, data.Count)], "input", Ticks, new() { Counts = program.Outputs },
            cancellation: TestContext.Current.CancellationToken);
        int right = 0;
        for (int s = 0; s < data.Count; s++)
            if (Best(run.Trace.CountsOf(program.Outputs[0], s)) == data.Labels![s]) right++;
        Assert.True(right >= least * data.Count, $"{right} of {data.Count} right");
    }

    public static TheoryData<string, string> Streams => new()
    {
        { Digits, "tinyodin" },
        { SmallDigits, "tinyodin" },
        { SmallDigits, "odin" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void The_decoded_stream_agrees_with_the_program_on_every_event(string model, string target)
    {
        SpikeProgram program = Compile(model, target);
        ChipLayout layout = ChipLayout.Of(program)!;
        SpikeDataset data = Data();
        foreach (int sample in (int[])[0, 7, 42])
        {
            InputBatch input = new("input", [data[sample]]);
            (ImmutableArray<StimulusEvent> events, ImmutableArray<int> ticks) = layout.Stimulus(input, Ticks);
            CrossbarImage image = Again(ProgramImage.Of(program) with { Events = events });
            ChipRun chip = ChipRun.Of(image, new ReferenceBackend());
            // The chip's steps are events; a tick of the program has many.
            List<(int Tick, int Neuron)> actual = [.. chip.Spikes.Select(s => (ticks[s.Step], s.Neuron))];
            (List<(int Tick, int Neuron)> expected, Func<int, int> membrane) = Run(program, layout, input);
            Assert.NotEmpty(expected);
            foreach (Population population in program.Populations.Where(p => !p.IsInput))
            {
                int first = layout.First(population.Name);
                bool Mine((int Tick, int Neuron) s) => s.Neuron >= first && s.Neuron < first + population.Size;
                Assert.Equal(expected.Where(Mine), actual.Where(Mine));
                for (int n = first; n < first + population.Size; n++) Assert.Equal(membrane(n), chip.Neuron(n)[0]);
            }
            Assert.Equal(expected.Count, actual.Count);
        }
    }

    [Fact]
    public void A_network_that_needs_more_numbers_than_the_crossbar_has_is_refused_with_the_account()
    {
        Diagnostic finding = Assert.Single(Assert.Throws<DiagnosticException>(() => Compile(Digits, "odin")).Diagnostics);
        Assert.Equal("NEU3712", finding.Code);
        Assert.Contains("input 64 + 64", finding.Message);
        Assert.Contains("has 256", finding.Message);
    }

    [Fact]
    public void Everything_that_the_neurons_cannot_do_is_said_at_once()
    {
        Dialect dialect = Norse with { Reset = ResetMode.Subtract, MultiSpike = true, InputLag = 1 };
        ImmutableArray<Diagnostic> findings =
            Assert.Throws<DiagnosticException>(() => Compile(Digits, "tinyodin", dialect)).Diagnostics;
        Assert.All(findings, f => Assert.Equal("NEU3711", f.Code));
        Assert.Equal(2, findings.Count(f => f.Message.Contains("resets by subtraction")));
        Assert.Equal(2, findings.Count(f => f.Message.Contains("several spikes of a tick")));
        Assert.Single(findings, f => f.Message.Contains("a delay of 1 ticks"));
    }

    [Fact]
    public void A_fixed_leak_in_place_of_a_decay_is_told()
    {
        CompileResult result = Result(SmallDigits, "tinyodin", Norse);
        Assert.Equal(2, result.Diagnostics.Count(d => d.Code == "NEU3713"));
    }

    private static Dialect Norse => DialectRegistry.Norse with { TimeStep = new(1, 1000) };

    private static SpikeProgram Compile(string model, string target, Dialect? dialect = null) =>
        Result(model, target, dialect ?? Norse).Program!;

    private static CompileResult Result(string model, string target, Dialect dialect) => Pipeline.Run(
        FrontendRegistry.Load(model).Graph, new() { Dialect = dialect, Target = TargetCatalog.Load(target) });

    private static SpikeDataset Data() => DataFormats.Open(
        RepositoryRoot.File("tools", "Neuro.Cli", "Demo", "digits-test.npz"),
        new DataOptions { Encoder = new RateEncoder(), Ticks = Ticks });

    private static CrossbarImage Again(CrossbarImage image)
    {
        string text = CommandStream.Print(ImageWriter.Write(image));
        (CrossbarImage again, ImmutableArray<Diagnostic> warnings) =
            ImageReader.Read(CommandStream.Parse(new StringReader(text), "stream"), "stream");
        Assert.Empty(warnings);
        return again;
    }

    private static (List<(int, int)> Spikes, Func<int, int> Membrane) Run(
        SpikeProgram program, ChipLayout layout, InputBatch input)
    {
        Population[] neurons = [.. program.Populations.Where(p => !p.IsInput)];
        using ISession session = new CpuBackend().Open(program, new());
        Recording recording = new(program, new() { Spikes = [.. neurons.Select(p => p.Name)] }, 1);
        session.Run(InputFeed.Complete(program, input, 1, Ticks), Ticks, recording);
        List<(int, int)> spikes = [];
        for (int tick = 0; tick < Ticks; tick++)
            foreach (Population population in neurons)
                foreach (int n in recording.Spikes(population.Name, 0).IndicesAt(tick))
                    spikes.Add((tick, layout.First(population.Name) + n));
        int[] membranes = new int[CrossbarChip.Size];
        foreach (Population population in neurons)
            session.ReadState(population.Name, "v", 0, membranes.AsSpan(layout.First(population.Name), population.Size));
        return (spikes, n => membranes[n]);
    }

    private static int Best(ReadOnlySpan<long> counts)
    {
        int best = 0;
        for (int i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best]) best = i;
        return best;
    }
}
