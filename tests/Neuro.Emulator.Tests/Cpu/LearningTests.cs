using System.Collections.Immutable;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Cpu;

/// <summary>Learning where populations are larger than a register, a part or a block of synapses: CPU backend and reference
/// agree.</summary>
public sealed class LearningTests
{
    private const int Ticks = 4;

    /// <summary>Connectivity, sources, targets, delay.</summary>
    public static TheoryData<string, int, int, int> Shapes => new()
    {
        { "dense", 1100, 3, 0 },
        { "dense", 40, 200, 2 },
        { "sparse", 600, 90, 1 },
        { "sparse", 90, 600, 0 },
        { "one_to_one", 300, 300, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_trigger_visits_its_synapses(string connectivity, int sources, int targets, int delay) =>
        Check(Program(connectivity, sources, targets, delay, Steps()), "visits");

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gathers_and_ranks_see_all_synapses_of_a_group(string connectivity, int sources, int targets, int delay) =>
        Check(Program(connectivity, sources, targets, delay, Groups()), "groups");

    [Theory]
    [InlineData(-100, 100)]
    [InlineData(0, 200)]
    [InlineData(-20_000, 20_000)]
    [InlineData(0, 40_000)]
    [InlineData(-70_000, 70_000)]
    public void Weights_of_every_width_are_learned_down_columns(int minimum, int maximum)
    {
        MicroProgramBuilder b = new("rule");
        Value change = b.Sub(b.MulShift(b.Param("x"), maximum / 40, 1, Rounding.Nearest), maximum / 9);
        b.Store("w", b.Max(b.Min(b.Add(b.State("w", 18), change), maximum), minimum));
        PlasticityStep step = new()
        {
            Rule = "rule",
            Trigger = StepTrigger.Post,
            Arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight"),
            Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                .Add("x", new(RuleInputKind.PreState, Name: "trace")),
        };
        SpikeProgram program = Program("dense", 61, 37, 0, ([step], [b.Build()]));
        Projection plastic = program.Projections[1];
        program = program with
        {
            Projections =
            [
                program.Projections[0],
                plastic with { Plasticity = plastic.Plasticity! with { WeightMinimum = minimum, WeightMaximum = maximum } },
            ],
        };
        Check(program, $"{minimum} to {maximum}");
        using ILearningSession session = Learn(new CpuBackend(), program, threads: 1);
        int[] weights = new int[61 * 37];
        session.ReadSynapses("plastic", "weight", 0, weights);
        Assert.True(weights.Distinct().Count() > 5, "few weights differ");
    }

    [Fact]
    public void A_new_sample_keeps_weights_and_kept_states_and_nothing_else()
    {
        (PlasticityStep[] steps, MicroProgram[] rules) = Steps();
        PlasticityStep[] duringSamples = [.. steps.Where(s => s.Trigger != StepTrigger.SampleEnd)];
        SpikeProgram program = Program("dense", 3, 5, 1, (duringSamples, rules));
        using ILearningSession session = new CpuBackend().OpenLearning(program, new());
        session.Run(RandomProgram.Input(program, 1, 1, Ticks), Ticks);
        int[] weights = Synapses(session, "weight"), kept = State(session, "kept");
        Assert.Contains(kept, v => v != 0);
        session.NextSample();

        Assert.Equal(0, session.Tick);
        Assert.Equal(weights, Synapses(session, "weight"));
        Assert.Equal(kept, State(session, "kept"));
        Assert.All(State(session, "trace"), v => Assert.Equal(0, v));
        Assert.All(Synapses(session, "tag"), v => Assert.Equal(3, v));
        session.Reset();
        Assert.All(Synapses(session, "weight"), v => Assert.Equal(2, v));
    }

    [Fact]
    public void A_session_that_does_not_learn_leaves_weights_alone()
    {
        SpikeProgram program = Program("dense", 3, 5, 1, Steps());
        using ISession session = new CpuBackend().Open(program, new());
        session.Run(RandomProgram.Input(program, 1, 1, Ticks), Ticks);

        Assert.IsNotType<ILearningSession>(session, exactMatch: false);
        Assert.Empty(session.Save().Synapses);
    }

    private static void Check(SpikeProgram program, string what)
    {
        using ILearningSession expected = Learn(new ReferenceBackend(), program, threads: 1);
        foreach (SimdWidth width in Agreement.Widths)
            Compare(new CpuBackend(width), threads: 1);
        foreach (int threads in (int[])[2, 3])
            Compare(new CpuBackend { SharesShortTicks = true }, threads);

        void Compare(CpuBackend backend, int threads)
        {
            using ILearningSession actual = Learn(backend, program, threads);
            string? difference = LearningState.FirstDifference(expected, actual);
            Assert.True(difference is null, $"{what}, {backend.Description}, {threads} threads: {difference}");
        }
    }

    private static ILearningSession Learn(ILearningBackend backend, SpikeProgram program, int threads)
    {
        ILearningSession session = backend.OpenLearning(program, new() { BatchSize = 2, Threads = threads });
        for (int sample = 0; sample < 2; sample++)
        {
            session.Run(RandomProgram.Input(program, 1 + sample, 2, Ticks), Ticks);
            session.NextSample();
        }
        return session;
    }

    private static int[] Synapses(ILearningSession session, string array)
    {
        int[] values = new int[15];
        session.ReadSynapses("plastic", array, 0, values);
        return values;
    }

    private static int[] State(ILearningSession session, string state)
    {
        int[] values = new int[5];
        session.ReadState("targets", state, 0, values);
        return values;
    }

    // One update for each trigger, each of which leaves its own mark.
    private static (PlasticityStep[] Steps, MicroProgram[] Rules) Steps()
    {
        StepTrigger[] triggers = Enum.GetValues<StepTrigger>();
        return (
            [.. triggers.Select((trigger, i) => new PlasticityStep
            {
                Rule = $"rule{i}",
                Trigger = trigger,
                Period = trigger == StepTrigger.Every ? 4 : 1,
                Arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight").Add("tag", "tag"),
                Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                    .Add("x", new(RuleInputKind.PreState, Name: "trace"))
                    .Add("y", new(RuleInputKind.PostState, Name: "trace"))
                    .Add("event", new(trigger is StepTrigger.Pre ? RuleInputKind.PreEvent : RuleInputKind.PostDelayed)),
            })],
            [.. triggers.Select((_, i) => Rule(i))]);
    }

    private static MicroProgram Rule(int number)
    {
        MicroProgramBuilder b = new($"rule{number}");
        Value change = b.Add(b.Sub(b.Param("x"), b.MulShift(b.Param("y"), 3, 1, Rounding.Nearest)), b.Rand(3));
        Value w = b.Add(b.State("w", 9), b.Add(b.Shr(change, 2, Rounding.Stochastic), b.Param("event")));
        b.Store("w", b.Max(b.Min(w, 200), -200));
        b.Store("tag", b.Wrap(b.Add(b.State("tag", 20), b.Add(w, number + 1)), 20));
        return b.Build();
    }

    // Gathers of every kind over every group, whose vectors change the weights, and ranks.
    private static (PlasticityStep[] Steps, MicroProgram[] Rules) Groups()
    {
        List<PlasticityStep> steps = [];
        MicroProgramBuilder read = new("read");
        read.Emit(read.Sub(read.State("w", 9), read.Rand(6)));
        MicroProgramBuilder write = new("write");
        Value some = write.Shr(write.Param("vector"), 3, Rounding.Floor);
        write.Store("w", write.Max(write.Min(write.Add(write.State("w", 9), some), 200), -200));
        ImmutableSortedDictionary<string, string> arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight");
        StepTrigger[] triggers = [StepTrigger.Tick, StepTrigger.Pre, StepTrigger.Post, StepTrigger.SampleEnd];
        foreach (SynapseGroup group in Enum.GetValues<SynapseGroup>())
        {
            foreach (GatherOperation operation in Enum.GetValues<GatherOperation>())
            {
                StepTrigger trigger = triggers[steps.Count % triggers.Length];
                PlasticityStep gather = new() { Kind = StepKind.Gather, Rule = "read", Trigger = trigger, Arrays = arrays };
                string vector = $"{group}{operation}";
                steps.Add(gather with { Group = group, Gather = operation, Into = vector });
                steps.Add(gather with
                {
                    Kind = StepKind.Update,
                    Rule = "write",
                    Trigger = StepTrigger.Tick,
                    Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                        .Add("vector", new(RuleInputKind.Gathered, Name: vector)),
                });
            }
            StepTrigger rank = triggers[(int)group];
            PlasticityStep marks = new() { Kind = StepKind.Rank, Rule = "read", Trigger = rank, Arrays = arrays };
            steps.Add(marks with { Group = group, Count = 5, Into = "tag" });
        }
        return ([.. steps], [read.Build(), write.Build()]);
    }

    private static SpikeProgram Program(
        string connectivity, int sources, int targets, int delay, (PlasticityStep[] Steps, MicroProgram[] Rules) rules)
    {
        (Connectivity pattern, IrArray[] arrays) = connectivity switch
        {
            "dense" => (new Dense(), []),
            "one_to_one" => ((Connectivity)new OneToOne(), Array.Empty<IrArray>()),
            _ => Scattered(sources, targets),
        };
        return new()
        {
            Name = "learning",
            TimeStep = new(1, 1000),
            Seed = 5,
            Arrays = [.. arrays],
            Neurons = [Neuron()],
            Rules = [.. rules.Rules],
            Populations =
            [
                new() { Name = "in", Shape = [sources] },
                new() { Name = "sources", Shape = [sources], Neuron = "neuron", Phase = 1 },
                new() { Name = "targets", Shape = [targets], Neuron = "neuron", Phase = 2, Kept = ["kept"] },
            ],
            Projections =
            [
                new() { Name = "relay", Source = "in", Target = "sources", Port = "x", Connectivity = new OneToOne(),
                    Weight = 30 },
                new()
                {
                    Name = "plastic",
                    Source = "sources",
                    Target = "targets",
                    Port = "x",
                    Connectivity = pattern,
                    Weight = 2,
                    Delay = delay,
                    Plasticity = new()
                    {
                        WeightMinimum = -200,
                        WeightMaximum = 200,
                        Arrays = [new("tag", 20, true, 3, PerSample: true)],
                        Steps = [.. rules.Steps],
                    },
                },
            ],
        };
    }

    private static MicroProgram Neuron()
    {
        MicroProgramBuilder b = new("neuron");
        Value x = b.Accumulator("x");
        Value fired = b.Or(b.Gt(x, 20), b.Gt(b.Rand(4), 13));
        Value trace = b.MulShift(b.State("trace", 8), 200, 8, Rounding.Floor);
        b.Store("trace", b.Sat(b.Add(trace, b.Shl(fired, 5)), 8));
        b.Store("kept", b.Sat(b.Add(b.State("kept", 16), fired), 16));
        b.Emit(fired);
        return b.Build();
    }

    // Every source to some targets at uneven distances.
    private static (Connectivity Sparse, IrArray[] Arrays) Scattered(int sources, int targets)
    {
        List<int> rows = [0];
        List<int> all = [];
        for (int i = 0; i < sources; i++)
        {
            for (int j = i % 5; j < targets; j += 1 + (3 * i + j) % 9)
                all.Add(j);
            rows.Add(all.Count);
        }
        return (
            new Sparse("rows", "targets"),
            [
                IrArray.Create("rows", [rows.Count], 31, signed: false, [.. rows]),
                IrArray.Create("targets", [all.Count], 16, signed: false, [.. all]),
            ]);
    }
}
