using System.Collections.Immutable;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>SEMANTICS.md, sections 8 to 10, on reads whose results are worked out by hand.</summary>
public class CrossbarTests
{
    private static readonly ReferenceBackend Backend = new();

    // Two channels, one for each of two outputs.
    private static readonly CrossbarTile Tile = new()
    {
        FirstRow = 0,
        Rows = 2,
        FirstOutput = 0,
        Outputs = 2,
        Conductance = "g",
        Output = -1,
        Coefficient = 1,
        CellsPerRow = 4,
    };

    public static TheoryData<Connectivity> Connectivities =>
    [
        new Dense(),
        new OneToOne(),
        new Sparse("rows", "targets"),
        new Convolution
        {
            InputChannels = 2,
            InputHeight = 3,
            InputWidth = 2,
            OutputChannels = 4,
            OutputHeight = 3,
            OutputWidth = 1,
            KernelHeight = 2,
            KernelWidth = 3,
            PaddingTop = 1,
            PaddingLeft = 1,
            StrideX = 2,
            Groups = 2,
        },
    ];

    [Theory]
    [MemberData(nameof(Connectivities))]
    public void Cells_that_hold_the_weights_exactly_give_their_sums(Connectivity connectivity)
    {
        const int Ticks = 30;
        Random random = new(1);
        SpikeProgram digital = Tiny.Program(
            [Tiny.Input("input", 12), Tiny.Relays("relays", 1, 12)],
            [Tiny.Projection("input", "relays", connectivity, IrValue.FromArray("w")) with
            {
                Multiplier = IrValue.FromArray("m"),
                Shift = 1,
                Delay = 2,
            }],
            [
                Tiny.Array("w", Weights(connectivity), Draw(random, Weights(connectivity).Aggregate(1, (a, b) => a * b), 7)),
                Tiny.Array("m", [connectivity is Convolution ? 4 : 12], Draw(random, connectivity is Convolution ? 4 : 12, 5)),
                Tiny.Array("rows", [13], [0, 2, 2, 5, 6, 6, 8, 8, 8, 9, 10, 11, 12]),
                Tiny.Array("targets", [12], [3, 3, 0, 1, 11, 5, 2, 7, 9, 10, 4, 6]),
            ]);
        InputBatch input = Tiny.Events(digital, Ticks, [.. Enumerable.Range(0, 12 * Ticks).Where(_ => random.Next(4) == 0)
            .Select(i => (i / 12, i % 12, random.Next(-9, 10))).Where(e => e.Item3 != 0)]);
        int[][] expected = Tiny.Trace(Backend, digital, input, Ticks, "relays");
        // Whole in one tile, and cut into small ones; the payload as it is, and as two digits of which the upper has the sign.
        Assert.Equal(expected, Tiny.Trace(Backend, TinyCrossbar.Ideal(digital, 12, 12), input, Ticks, "relays"));
        Assert.Equal(expected, Tiny.Trace(Backend, TinyCrossbar.Ideal(digital, 5, 3), input, Ticks, "relays"));
        InputPlane lower = new(Digit: true, 0, 0, 15, 1);
        InputPlane sign = new(Digit: true, 4, 0, 1, -16);
        Assert.Equal(expected, Tiny.Trace(Backend, TinyCrossbar.Ideal(digital, 7, 5, lower, sign), input, Ticks, "relays"));

        static ImmutableArray<int> Weights(Connectivity connectivity) => connectivity switch
        {
            Dense => [12, 12],
            Convolution => [4, 1, 2, 3],
            _ => [12],
        };
    }

    [Theory]
    [InlineData(Rounding.Nearest, 3, 2)]
    [InlineData(Rounding.Nearest, -3, 0)]
    [InlineData(Rounding.Nearest, 2, 2)]
    [InlineData(Rounding.Floor, 3, 2)]
    [InlineData(Rounding.Floor, -3, -1)]
    [InlineData(Rounding.Nearest, 200, 7)]
    [InlineData(Rounding.Nearest, -200, -8)]
    public void An_ADC_scales_rounds_offsets_and_clips(Rounding rounding, int payload, int expected)
    {
        // code = clamp(payload · 2 · 3 / 2^4 + 1, -8, 7): 18 / 16 = 1.125, 12 / 16 = 0.75.
        CrossbarTile tile = Tile with
        {
            Outputs = 1,
            Gain = 3,
            GainShift = 4,
            Offset = 1,
            Rounding = rounding,
            MinimumCode = -8,
            MaximumCode = 7,
        };
        Assert.Equal(expected, Trace(TinyCrossbar.OfTwoRows(tile, 2, 5), (0, 0, payload))[0][0]);
    }

    [Fact]
    public void Halves_of_a_code_and_of_an_input_round_away_from_zero()
    {
        CrossbarTile tile = Tile with { Outputs = 1, GainShift = 1 };
        Assert.Equal(2, Trace(TinyCrossbar.OfTwoRows(tile, 1, 0), (0, 0, 3))[0][0]);
        Assert.Equal(-2, Trace(TinyCrossbar.OfTwoRows(tile, 1, 0), (0, 0, -3))[0][0]);
        SpikeProgram coarse = WithPlane(TinyCrossbar.OfTwoRows(Tile with { Outputs = 1 }, 1, 0), new(false, 1, -3, 3, 10));
        Assert.Equal(20, Trace(coarse, (0, 0, 3))[0][0]);
        Assert.Equal(-20, Trace(coarse, (0, 0, -3))[0][0]);
        Assert.Equal(30, Trace(coarse, (0, 0, 100))[0][0]);
    }

    [Fact]
    public void A_channel_of_all_outputs_and_the_inputs_sum_correct_every_output()
    {
        // Outputs 0 and 1 from channels 0 and 2; channel 1 is a reference column that is subtracted from both.
        CrossbarTile tile = Tile with
        {
            Output = IrValue.FromArray("output"),
            Coefficient = IrValue.FromArray("coefficient"),
            InputCoefficient = 100,
        };
        SpikeProgram program = TinyCrossbar.OfTwoRows(tile, 5, 2, 7, 1, 3, 4);
        program = program with
        {
            Arrays =
            [
                .. program.Arrays,
                Tiny.Array("output", [3], 0, -1, 1),
                Tiny.Array("coefficient", [3], 2, -1, 1),
            ],
        };
        // x = (3, -1): channels 14, 3, 17; Σ x = 2.
        Assert.Equal([28 - 3 + 200, 17 - 3 + 200], Trace(program, (0, 0, 3), (0, 1, -1))[0]);
        using ISession session = Backend.Open(program, new());
        session.Run(Tiny.Events(program, 3, (0, 0, 3), (1, 0, 1), (1, 1, 1)), 3);
        // Two reads, one of one row and one of two: 3 channels; one addition for each of the two channels of an output, two for
        // that of all, two for the inputs.
        Assert.Equal(
            new Counters(Spikes: session.Counters(0).Spikes, 3, 0, 6, 3, 3 * 4, 2 * 2, 2 * 3, 2 * 6), session.Counters(0));
    }

    [Fact]
    public void Noise_is_the_deviate_of_the_word_times_the_root_of_the_variance()
    {
        CrossbarTile tile = Tile with { Outputs = 1, Variance = "variance", NoiseShift = 12 };
        SpikeProgram program = TinyCrossbar.OfTwoRows(tile, 10, 0) with { Seed = 0x1122334455667788 };
        program = program with { Arrays = [.. program.Arrays, Tiny.Array("variance", [2, 1], 300, 9)] };
        int[][] trace = Trace(program, (0, 0, 2), (3, 0, -2), (3, 1, 10));
        // ⌊√(V · 2^16)⌋ for V = 4 · 300 and 4 · 300 + 100 · 9; the tick and the projection's number count, the payloads do not.
        Assert.Equal(20 + Noise(tick: 0, 8867), trace[0][0]);
        Assert.Equal(0, trace[1][0]);
        Assert.Equal(-20 + Noise(tick: 3, 11731), trace[3][0]);

        static int Noise(uint tick, long root)
        {
            uint word = Philox4x32.Block(tick, 1u << 31, 0, 0, 0x1122334455667788).X0;
            return (int)MicroOps.ShiftRight(NormalTable.Deviate(word) * root, 12, Rounding.Nearest);
        }
    }

    [Fact]
    public void The_outputs_are_scaled_down_by_the_fraction_after_multiplier_and_shift()
    {
        SpikeProgram program = TinyCrossbar.OfTwoRows(Tile with { Outputs = 1 }, 1, 0);
        Projection projection = program.Projections[0];
        projection = projection with { Multiplier = 3, Shift = 1, Read = projection.Read! with { FractionBits = 2 } };
        program = program with { Projections = [projection] };
        Assert.Equal(2, Trace(program, (0, 0, 1))[0][0]);
        Assert.Equal(-2, Trace(program, (0, 0, -1))[0][0]);
        Assert.Equal(3, Trace(program, (0, 0, 2))[0][0]);
    }

    [Fact]
    public void A_projection_that_is_bound_but_not_fabricated_is_refused_by_every_backend()
    {
        SpikeProgram program = TinyCrossbar.OfTwoRows(Tile with { Outputs = 1 }, 1, 0);
        Projection bound = program.Projections[0] with { Read = null, Crossbar = new() { Device = "d", Array = "a" } };
        program = program with { Projections = [bound] };
        foreach (IBackend backend in (IBackend[])[Backend, new CpuBackend()])
            Assert.Contains("input-relays", Assert.Throws<ArgumentException>(() => backend.Open(program, new())).Message);
    }

    private static SpikeProgram WithPlane(SpikeProgram program, InputPlane plane)
    {
        Projection projection = program.Projections[0];
        return program with { Projections = [projection with { Read = projection.Read! with { Planes = [plane] } }] };
    }

    private static int[][] Trace(SpikeProgram program, params (int Tick, int Neuron, int Payload)[] events) =>
        Tiny.Trace(Backend, program, Tiny.Events(program, 5, events), 5, "relays");

    private static int[] Draw(Random random, int count, int most) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(-most, most + 1))];
}
