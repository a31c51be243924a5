using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Tests.Passes;

public class MappingTests
{
    [Fact]
    public void What_cores_lack_is_told_with_everything_else()
    {
        TargetProfile target = Target(new()
        {
            NeuronsPerCore = 4,
            Cores = 2,
            AxonsOutPerCore = 3,
            MaxDelay = 1,
            FanOutAverage = 2.5,
            Inputs = 3,
            Outputs = 2,
        }) with
        {
            Arithmetic = new() { StateBits = 8, WeightBits = 3 },
        };
        SpikeProgram program = Chain([6, 8, 6], delay: 2);
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Legalise.Run(program, target, allowSplit: false));
        Assert.Equal(
            ["NEU4004", "NEU4006", "NEU4007", "NEU4011", "NEU4012", "NEU4013", "NEU4014", "NEU4052"],
            error.Diagnostics.Select(d => d.Code).Distinct().Order());
        Assert.Contains("program 'chain' needs 4 cores; target small has 2", error.Diagnostics.Select(d => d.Message));
        Assert.Contains("program 'chain' has 6 input neurons; target small has 3 input channels",
            error.Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public void Runs_that_listen_to_the_same_sources_share_rows()
    {
        // Two layers hear the same ten inputs: twenty rows apart, ten together.
        SpikeProgram program = Chain([10, 3]);
        program = program with
        {
            Populations = program.Populations.Add(program.Populations[1] with { Name = "twin" }),
            Projections = program.Projections.Add(program.Projections[0] with { Name = "twin.w", Target = "twin" }),
        };
        Assert.Equal(1, Place.Run(program, Target(new() { RowsPerCore = 12 })).Placement!.Cores);
    }

    [Fact]
    public void Layers_that_leave_gaps_one_after_the_other_are_packed_with_fewer_cores()
    {
        // By rows: one after the other, a core holds 'b' (8) alone, 'c' (3) alone, 'd' (8) alone; decreasing, c joins b.
        SpikeProgram program = Chain([8, 3, 8, 2]);
        TargetLimits limits = new() { RowsPerCore = 11 };
        Placement placement = Place.Run(program, Target(limits)).Placement!;
        Assert.Equal(2, placement.Cores);
        Assert.Empty(ProgramVerifier.Verify(program with { Placement = placement }));
    }

    [Fact]
    public void Populations_that_talk_to_each_other_come_to_the_same_core()
    {
        // a and c talk, b and d talk; in order, a would sit with b.
        SpikeProgram program = Pairs();
        Placement placement = Place.Run(program, Target(new() { NeuronsPerCore = 8 })).Placement!;
        int Core(string name) => Assert.Single(placement.Assignments, a => a.Population == name).Core;
        Assert.Equal(2, placement.Cores);
        Assert.Equal((Core("a"), Core("b")), (Core("c"), Core("d")));
        MappingReport map = new MappingReporter(
            program with { Placement = placement }, Target(new() { NeuronsPerCore = 8 }), null).Mapping();
        Assert.Equal((32.0, 0.0), (map.Traffic, map.Crossing));
        Assert.All(map.Cores, c => Assert.Equal(1.0, c.Utilisation));
    }

    [Fact]
    public void Recorded_rates_decide_which_populations_stay_together()
    {
        // b hears a and c alike, and there is room for one of them beside it.
        SpikeProgram program = Pairs() with
        {
            Projections = [Between("a", "b"), Between("c", "b"), Between("d", "d")],
        };
        TargetProfile target = Target(new() { NeuronsPerCore = 8 });
        int Core(Placement p, string name) => p.Assignments.First(a => a.Population == name).Core;
        foreach (string busy in (string[])["a", "c"])
        {
            Dictionary<string, double> rates = new() { ["a"] = 0.01, ["c"] = 0.01, [busy] = 0.5 };
            Placement placement = Place.Run(program, target, rates).Placement!;
            Assert.Equal(Core(placement, "b"), Core(placement, busy));
        }
    }

    [Fact]
    public void The_map_counts_rows_of_inputs_axons_and_traffic()
    {
        TargetProfile target = Target(new() { NeuronsPerCore = 4, RowsPerCore = 16 });
        SpikeProgram program = Place.Run(Chain([6, 4, 4]), target);
        MappingReport map = new MappingReporter(program, target, null).Mapping();
        Assert.Equal([(0, 4, 6, 6, 4), (1, 4, 4, 0, 0)],
            map.Cores.Select(c => (c.Core, c.Neurons, c.Rows, c.InputRows, c.AxonsOut)));
        Assert.Equal((16.0, 16.0), (map.Traffic, map.Crossing));
        Assert.Equal(new TrafficReport(0, 1, 16), Assert.Single(map.Busiest));
    }

    [Fact]
    public void Board_time_follows_the_published_costs_of_the_busiest_core()
    {
        // tinyODIN: 2 (MAX_NEUR + 1) + 16 cycles an event, 6 a spike.
        TargetProfile target = Target(new() { NeuronsPerCore = 10 }) with
        {
            Events = new() { Clock = 75e6, Event = 16, EventAndNeuron = 2, Spike = 6, Source = "a page" },
        };
        SpikeProgram program = Place.Run(Chain([6, 10]), target);
        BoardTimeReport time = new MappingReporter(program, target, new Dictionary<string, double> { ["p0"] = 0.5, ["p1"] = 0.1 })
            .Time()!;
        Assert.Equal(6 * (16 + 2 * 10) + 10 * 6, time.WorstCycles);
        Assert.Equal(3 * (16 + 2 * 10) + 1 * 6, time.RecordedCycles);
        Assert.Equal(time.WorstCycles / 75e6, time.WorstSeconds);
        Assert.Equal("a page", time.Source);
        Assert.Null(new MappingReporter(program, target with { Events = null }, null).Time());
        Assert.Null(MappingReporter.ConstantTime(target));
        TargetProfile scanning = target with { Events = new() { Tick = 9, Source = "a page" } };
        Assert.Equal(9, MappingReporter.ConstantTime(scanning)!.WorstCycles);
    }

    [Fact]
    public void Splitting_adds_relays_for_the_sums_and_says_why_where_it_cannot()
    {
        TargetLimits limits = new() { RowsPerCore = 10 };
        SpikeProgram split = Legalise.Run(Chain([24, 2]), Target(limits), allowSplit: true);
        Assert.Equal(["p0", "p1", "p1.part0", "p1.part1", "p1.part2"], split.Populations.Select(p => p.Name));
        Assert.Empty(ProgramVerifier.Verify(split));

        TargetProfile spikes = Target(limits) with { Arithmetic = new() { PayloadBits = 1, SignedPayloads = false } };
        Diagnostic refused = Assert.Single(Assert.Throws<DiagnosticException>(
            () => Legalise.Run(Chain([24, 2]), spikes, allowSplit: true)).Diagnostics);
        Assert.Equal("NEU4015", refused.Code);
        Assert.Equal("layer 'p1' needs 24 rows; target small has 10, and partial sums are not possible: "
            + "events carry no negative sums", refused.Message);
    }

    [Fact]
    public void Cores_that_add_up_partial_sums_need_no_relays()
    {
        TargetProfile target = Target(new() { RowsPerCore = 10 }) with { Arithmetic = new() { PartialSums = true } };
        SpikeProgram program = Place.Run(Legalise.Run(Chain([24, 2]), target, allowSplit: true), target);
        Assert.Equal(2, program.Populations.Length);
        Assert.Equal(3, program.Placement!.Cores);
    }

    [Theory]
    [InlineData(Rounding.Floor, true)]
    [InlineData(Rounding.Stochastic, false)]
    public void Neurons_are_copied_for_their_fan_out_unless_they_draw_random_numbers(Rounding rounding, bool copied)
    {
        MicroProgramBuilder code = new("half");
        code.Emit(code.Shr(code.Accumulator("in"), 1, rounding));
        SpikeProgram program = Chain([2, 3, 8]);
        program = program with
        {
            Neurons = program.Neurons.Add(code.Build()),
            Populations = program.Populations.SetItem(1, new() { Name = "p1", Shape = [3], Neuron = "half", Phase = 1 }),
        };
        TargetProfile target = Target(new() { FanOut = 6 });
        if (copied)
        {
            Assert.Contains("p1.copy1", Legalise.Run(program, target, allowSplit: true).Populations.Select(p => p.Name));
            return;
        }
        Diagnostic refused = Assert.Single(Assert.Throws<DiagnosticException>(
            () => Legalise.Run(program, target, allowSplit: true)).Diagnostics);
        Assert.Contains("its neurons draw random numbers of their own", refused.Message, StringComparison.Ordinal);
    }

    private static TargetProfile Target(TargetLimits limits) => new() { Name = "small", Limits = limits };

    /// <summary>An input and layers of these sizes, each fully connected to the next.</summary>
    private static SpikeProgram Chain(int[] sizes, int delay = 0) => new()
    {
        Name = "chain",
        TimeStep = new Rational(1, 1000),
        Neurons = [new LinearNeuronTemplate { Kind = "IF" }.Expand("if")],
        Arrays = [.. Enumerable.Range(1, sizes.Length - 1).Select(k => Weights($"w{k}", sizes[k - 1], sizes[k]))],
        Populations = [.. sizes.Select((size, k) => Population($"p{k}", size, k))],
        Projections =
        [
            .. Enumerable.Range(1, sizes.Length - 1).Select(k => new Projection
            {
                Name = $"w{k}",
                Source = $"p{k - 1}",
                Target = $"p{k}",
                Port = "in",
                Connectivity = new Dense(),
                Weight = IrValue.FromArray($"w{k}"),
                Delay = delay,
            }),
        ],
        Outputs = [$"p{sizes.Length - 1}"],
    };

    private static SpikeProgram Pairs() => new()
    {
        Name = "pairs",
        TimeStep = new Rational(1, 1000),
        Neurons = [new LinearNeuronTemplate { Kind = "IF" }.Expand("if")],
        Arrays = [Weights("w", 4, 4)],
        Populations = [.. ((string[])["a", "b", "c", "d"]).Select((name, k) => Population(name, 4, k + 1))],
        Projections = [Between("a", "c"), Between("b", "d")],
        Outputs = ["d"],
    };

    private static Projection Between(string source, string target) => new()
    {
        Name = $"{source}{target}",
        Source = source,
        Target = target,
        Port = "in",
        Connectivity = new Dense(),
        Weight = IrValue.FromArray("w"),
        Delay = 1,
    };

    private static Population Population(string name, int size, int phase) => phase == 0
        ? new() { Name = name, Shape = [size] }
        : new()
        {
            Name = name,
            Shape = [size],
            Neuron = "if",
            Phase = phase,
            Parameters = ImmutableSortedDictionary<string, IrValue>.Empty.Add("threshold", 100),
        };

    private static IrArray Weights(string name, int sources, int targets) => IrArray.Create(
        name, [sources, targets], 8, signed: true, [.. Enumerable.Range(0, sources * targets).Select(i => 1 + (i % 100))]);
}
