using System.Collections.Immutable;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Learning;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Random;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>Learning on cells of devices.</summary>
public sealed class DeviceLearningTests
{
    private const int Bits = 16;
    private const int Largest = 1000;

    [Fact]
    public void A_session_moves_a_cell_pulse_by_pulse_as_the_tables_of_its_device_do()
    {
        foreach (DeviceModel device in Pulsed())
        {
            foreach (bool up in device.Pulse is OneSided ? [true] : new[] { true, false })
            {
                DeviceLearningOptions options = new()
                {
                    Bits = Bits,
                    Rounding = PulseRounding.Nearest,
                    MostPulses = 1,
                    Spread = false,
                    RefreshAbove = 1,
                };
                SpikeProgram digital = OneSynapse(up ? 0 : Largest, up ? Largest : -Largest);
                SpikeProgram program = Insisting(DeviceLearning.Bind(digital, device, options));
                ProgramVerifier.ThrowIfInvalid(program);
                PulseTables tables = PulseTables.Compile(PulseResponse.Mean(device.Pulse!), Bits);
                Compare(program, tables, up, device.Name);
            }
        }
    }

    [Fact]
    public void A_rule_that_stores_the_weight_learns_the_same_on_a_device_of_fine_linear_steps()
    {
        NonlinearPulse fine = new() { PMax = 2000, NlLtp = 0, NlLtd = 0 };
        DeviceModel device = new() { Name = "fine", GMin = 0, GMax = 1, Pulse = fine };
        SpikeProgram digital = OneSynapse(0, 7);
        SpikeProgram pulsed = DeviceLearning.Bind(digital, device, new() { Rounding = PulseRounding.Accumulate });
        using ILearningSession a = new ReferenceBackend().OpenLearning(digital, new());
        using ILearningSession b = new ReferenceBackend().OpenLearning(pulsed, new());
        SpikeTrain train = Steady(60);
        a.Run(new InputBatch("in", [train]), 60);
        b.Run(new InputBatch("in", [train]), 60);
        Assert.InRange(Weight(b, pulsed) - Weight(a, digital), -1, 1);
        Assert.Equal(420, Weight(a, digital));
    }

    [Theory]
    [InlineData(DeviceUpdate.Bidirectional)]
    [InlineData(DeviceUpdate.Differential)]
    [InlineData(DeviceUpdate.Unidirectional)]
    public void Cells_begin_with_the_initial_weights_and_stuck_ones_stay(DeviceUpdate update)
    {
        DeviceModel device = DeviceCatalog.Load("epiram") with { StuckOn = 0.1, StuckOff = 0.1 };
        SpikeProgram digital = StdpNetwork.Create(8, 500, pixels: 64);
        SpikeProgram sound = DeviceLearning.Bind(digital, device, new() { Update = update, Spread = false });
        SpikeProgram faulty = DeviceLearning.Bind(digital, device, new() { Update = update });
        ProgramVerifier.ThrowIfInvalid(sound);
        ProgramVerifier.ThrowIfInvalid(faulty);
        int[] meant = digital.Array("weights").ToInt32();
        int[] held = sound.Array("weights").ToInt32();
        for (int k = 0; k < meant.Length; k++)
            Assert.True(Math.Abs(meant[k] - held[k]) <= 1, $"synapse {k}: {held[k]}, meant {meant[k]}");
        PulseCellSpread spread = faulty.Projections[1].Plasticity!.Commit!.Spread!;
        int[] low = faulty.Array(spread.Low).ToInt32(), high = faulty.Array(spread.High).ToInt32();
        double stuck = Enumerable.Range(0, low.Length).Count(c => low[c] == high[c]) / (double)low.Length;
        Assert.InRange(stuck, 0.1, 0.3);
    }

    [Fact]
    public void Chips_differ_and_one_chip_is_always_the_same()
    {
        DeviceModel device = DeviceCatalog.Load("ecram");
        SpikeProgram digital = StdpNetwork.Create(4, 500, pixels: 16);
        string Digest(int chip) => ProgramDigest.Compute(DeviceLearning.Bind(digital, device, new() { Chip = chip }));
        Assert.Equal(Digest(3), Digest(3));
        Assert.NotEqual(Digest(3), Digest(4));
    }

    [Fact]
    public void What_cannot_learn_on_a_device_is_refused()
    {
        SpikeProgram digital = StdpNetwork.Create(4, 500, pixels: 16);
        DeviceModel epiram = DeviceCatalog.Load("epiram");
        Assert.Equal("NEU3570", Refused(() => DeviceLearning.Bind(digital, DeviceCatalog.Load("ideal"), new())));
        SpikeProgram frozen = digital with { Projections = [.. digital.Projections.Select(p => p with { Plasticity = null })] };
        Assert.Equal("NEU3571", Refused(() => DeviceLearning.Bind(frozen, epiram, new())));
        SpikeProgram bound = DeviceLearning.Bind(digital, epiram, new());
        Assert.Equal("NEU3574", Refused(() => DeviceLearning.Bind(bound, epiram, new())));
    }

    private static string Refused(Action action) => Assert.Throws<DiagnosticException>(action).Diagnostics[0].Code;

    private static IEnumerable<DeviceModel> Pulsed() =>
        DeviceCatalog.Presets.Select(DeviceCatalog.Load).Where(d => d.Pulse is not null);

    private static void Compare(SpikeProgram program, PulseTables tables, bool up, string device)
    {
        const int Pulses = 100;
        using ILearningSession session = new ReferenceBackend().OpenLearning(program, new());
        SpikeTrain train = Steady(1);
        int[] code = new int[1];
        session.ReadSynapses("synapse", "plus", 0, code);
        int expected = code[0];
        for (int tick = 0; tick < Pulses; tick++)
        {
            session.Run(new InputBatch("in", [train], tick), 1);
            session.ReadSynapses("synapse", "plus", 0, code);
            // SEMANTICS.md, section 12: pulse 0 of cell 0 at synapse 0, step 0.
            (uint word, _, _, _) = Philox4x32.Block((uint)tick, (1u << 30) + (1u << 29), 0, 1, program.Seed);
            expected = tables.Pulse(expected, up, NormalTable.Deviate(word));
            Assert.True(expected == code[0], $"{device}, {(up ? "up" : "down")}, pulse {tick}: code {code[0]}, not {expected}");
        }
    }

    // At a bound nothing is left to change; this rule asks for a pulse all the same.
    private static SpikeProgram Insisting(SpikeProgram program)
    {
        MicroProgramBuilder rule = new("constant_proposed");
        rule.State("w", 16);
        rule.Emit(rule.Shl(rule.Param("change"), 7));
        return program with { Rules = [.. program.Rules.Where(r => r.Name != "constant_proposed"), rule.Build()] };
    }

    private static int Weight(ILearningSession session, SpikeProgram program)
    {
        int[] weight = new int[1];
        session.ReadSynapses(program.Projections[0].Name, "weight", 0, weight);
        return weight[0];
    }

    private static SpikeTrain Steady(int ticks) => SpikeTrain.FromDense([.. Enumerable.Repeat((byte)1, ticks)], ticks, 1);

    /// <summary>A synapse whose weight is changed by <paramref name="change"/> with every event.</summary>
    private static SpikeProgram OneSynapse(int weight, int change)
    {
        MicroProgramBuilder neuron = new("sink");
        neuron.State("v", 16);
        neuron.Store("v", neuron.Sat(neuron.Accumulator("x"), 16));
        MicroProgramBuilder rule = new("constant");
        Value next = rule.Add(rule.State("w", 16), rule.Param("change"), "next");
        rule.Store("w", rule.Min(rule.Max(next, 0), Largest));
        return new()
        {
            Name = "one",
            TimeStep = new Rational(1, 1000),
            Seed = 7,
            Arrays = [IrArray.Create("w", [1, 1], 16, true, [weight])],
            Neurons = [neuron.Build()],
            Rules = [rule.Build()],
            Populations = [new() { Name = "in", Shape = [1] }, new() { Name = "out", Shape = [1], Neuron = "sink", Phase = 1 }],
            Projections =
            [
                new()
                {
                    Name = "synapse", Source = "in", Target = "out", Port = "x", Connectivity = new Dense(),
                    Weight = IrValue.FromArray("w"),
                    Plasticity = new()
                    {
                        WeightMinimum = 0,
                        WeightMaximum = Largest,
                        Steps =
                        [
                            new()
                            {
                                Rule = "constant",
                                Trigger = StepTrigger.Pre,
                                Arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight"),
                                Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                                    .Add("change", new(RuleInputKind.Constant, change)),
                            },
                        ],
                    },
                },
            ],
            Outputs = ["out"],
        };
    }
}
