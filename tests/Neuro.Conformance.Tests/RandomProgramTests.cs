using System.Collections.Immutable;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>The random programs are worth comparing backends with: they differ, they are active, they use everything.</summary>
public sealed class RandomProgramTests
{
    private const int Programs = 400;
    private const int Ticks = 10;

    [Fact]
    public void The_same_seed_gives_the_same_program() =>
        Assert.Null(Run(7).FirstDifference(Run(7)));

    [Fact]
    public void Every_program_passes_the_verifier()
    {
        for (int seed = 0; seed < 5 * Programs; seed++)
        {
            ImmutableArray<Diagnostic> findings = ProgramVerifier.Verify(RandomProgram.Generate(seed));
            Assert.True(findings.IsEmpty, $"program {seed}: {string.Join('\n', findings)}");
        }
    }

    [Fact]
    public void Every_program_with_crossbars_passes_the_verifier_and_survives_its_text()
    {
        for (int seed = 0; seed < 2 * Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, crossbars: 0.7);
            ImmutableArray<Diagnostic> findings = ProgramVerifier.Verify(program);
            Assert.True(findings.IsEmpty, $"program {seed}: {string.Join('\n', findings)}");
            string text = ProgramText.Print(program);
            Assert.Equal(text, ProgramText.Print(ProgramText.Parse(text, $"program {seed}")));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void Most_programs_have_neurons_that_fire_sometimes(double crossbars)
    {
        IEnumerable<Execution> runs = Enumerable.Range(0, Programs).Select(seed => Run(seed, crossbars));
        double[] rates = [.. runs.Select(e => e.Spikes / (double)e.NeuronUpdates)];
        double lively = rates.Count(r => r is > 0.01 and < 0.99) / (double)Programs;
        Assert.True(lively > 0.6, $"{lively:P0} of the programs have between 1% and 99% of their neurons firing");
    }

    [Fact]
    public void All_operations_roundings_connectivities_and_delays_occur()
    {
        SpikeProgram[] programs = [.. Enumerable.Range(0, Programs).Select(seed => RandomProgram.Generate(seed))];
        Instruction[] instructions = [.. programs.SelectMany(p => p.Neurons).SelectMany(n => n.Body)];
        foreach (OpCode op in Enum.GetValues<OpCode>())
            Assert.Contains(instructions, i => i.Op == op);
        foreach (Rounding rounding in Enum.GetValues<Rounding>())
        {
            Assert.Contains(instructions, i => i.Op == OpCode.Shr && i.Rounding == rounding);
            Assert.Contains(instructions, i => i.Op == OpCode.MulShift && i.Rounding == rounding);
        }
        Projection[] projections = [.. programs.SelectMany(p => p.Projections)];
        foreach (Type kind in (Type[])[typeof(Dense), typeof(Sparse), typeof(Convolution), typeof(OneToOne)])
        {
            Assert.Contains(projections, p => p.Connectivity.GetType() == kind && p.Delay.Scalar == 0);
            Assert.Contains(projections, p => p.Connectivity.GetType() == kind && (p.Delay.IsArray || p.Delay.Scalar > 1));
        }
        Assert.Contains(projections, p => p.Source == p.Target);
        IEnumerable<int> widths = programs.SelectMany(p => p.Neurons).SelectMany(n => n.Accumulators).Select(a => a.Bits);
        Assert.Equal([32, 64], widths.Distinct().Order());
    }

    [Fact]
    public void All_ways_to_read_a_crossbar_occur()
    {
        SpikeProgram[] programs = [.. Enumerable.Range(0, Programs).Select(seed => RandomProgram.Generate(seed, crossbars: 0.7))];
        Projection[] projections = [.. programs.SelectMany(p => p.Projections).Where(p => p.Read is not null)];
        foreach (Type kind in (Type[])[typeof(Dense), typeof(Sparse), typeof(Convolution), typeof(OneToOne)])
            Assert.Contains(projections, p => p.Connectivity.GetType() == kind && p.Delay.Scalar > 0);
        Assert.Contains(projections, p => p.Delay.Scalar == 0 && p.Multiplier.IsArray && p.Shift > 0);
        InputPlane[] planes = [.. projections.SelectMany(p => p.Read!.Planes)];
        Assert.Contains(planes, p => p.Digit && p.Shift > 0);
        Assert.Contains(planes, p => p.Digit && p.Weight < 0);
        Assert.Contains(planes, p => !p.Digit && p.Minimum < 0);
        CrossbarTile[] tiles = [.. projections.SelectMany(p => p.Read!.Tiles)];
        Assert.Contains(tiles, t => t.FirstRow > 0 && t.FirstOutput > 0);
        Assert.Contains(tiles, t => t.Group > 0);
        Assert.Contains(tiles, t => t.Variance is not null && t.NoiseShift < 22);
        Assert.Contains(tiles, t => t.Gain.IsArray && t.Offset.IsArray && t.Coefficient.IsArray);
        Assert.Contains(tiles, t => t.InputCoefficient is < int.MinValue or > int.MaxValue);
        Assert.Contains(tiles, t => t.MinimumCode == 0);
        Assert.Contains(tiles, t => t.MinimumCode == int.MinValue);
        Assert.Equal([Rounding.Floor, Rounding.Nearest], tiles.Select(t => t.Rounding).Distinct().Order());
        Assert.Contains(programs, p => p.Arrays.Any(a => a.Name.Contains(".output") && ArrayHas(a, -1)));

        static bool ArrayHas(IrArray array, int value) => Enumerable.Range(0, array.Length).Any(i => array[i] == value);
    }

    [Fact]
    public void A_difference_is_named_by_slot_tick_population_neuron_and_state()
    {
        SpikeProgram program = TwoCounters(step: 1);
        Execution expected = Run(program);
        Assert.Equal(
            "slot 0, tick 0, population 'counters', neuron 1, state 'n': expected 1, actual 2",
            expected.FirstDifference(Run(TwoCounters(step: 2))));
        Assert.Equal("tick: expected 10, actual 9", expected.FirstDifference(Run(program, ticks: 9)));
    }

    /// <summary>Two neurons that count ticks, the second by <paramref name="step"/>.</summary>
    private static SpikeProgram TwoCounters(int step)
    {
        MicroProgramBuilder b = new("counter");
        b.Store("n", b.Add(b.State("n", 32), b.Param("step")));
        return new()
        {
            Name = "counters",
            TimeStep = new(1, 1000),
            Neurons = [b.Build()],
            Arrays = [IrArray.Create("steps", [2], 8, signed: true, [1, step])],
            Populations =
            [
                new()
                {
                    Name = "counters",
                    Shape = [2],
                    Neuron = "counter",
                    Phase = 1,
                    Parameters = ImmutableSortedDictionary<string, IrValue>.Empty.Add("step", IrValue.FromArray("steps")),
                },
            ],
        };
    }

    private static Execution Run(int seed, double crossbars = 0) =>
        Run(RandomProgram.Generate(seed, crossbars: crossbars), seed: seed);

    private static Execution Run(SpikeProgram program, int ticks = Ticks, int seed = 0)
    {
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        return Execution.Whole(session, RandomProgram.Input(program, seed, 1, ticks), ticks);
    }
}
