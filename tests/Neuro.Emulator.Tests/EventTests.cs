using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests;

/// <summary>Programs that fire by the event, on the backends that run them.</summary>
public sealed class EventTests
{
    public static TheoryData<string> Backends => ["reference", "cpu"];

    private static ILearningBackend Backend(string name) => name == "cpu" ? new CpuBackend() : new ReferenceBackend();

    [Theory]
    [MemberData(nameof(Backends))]
    public void Neurons_that_excite_each_other_without_end_end_the_run_with_a_diagnostic(string backend)
    {
        // One neuron that reaches itself, and fires at whatever reaches it.
        SpikeProgram program = Ring(neurons: 1, queue: 1);
        using ISession session = Backend(backend).Open(program, new());
        InputBatch input = Tiny.Events(program, 3, (1, 0, 1));
        Diagnostic diagnostic = Assert.Single(
            Assert.Throws<DiagnosticException>(() => session.Run(input, 3)).Diagnostics);
        Assert.Equal("NEU6107", diagnostic.Code);
        Assert.Contains("slot 0 runs away: tick 1 processes more than 1048576 events", diagnostic.Message);
        session.Reset();
        session.Run(InputBatch.Silent, 2);
        Assert.Equal(new Counters(0, 0, 0, 0), session.Counters(0));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Threads_hand_on_the_diagnostic(string backend)
    {
        SpikeProgram program = Ring(neurons: 1, queue: 1);
        using ISession session = Backend(backend).Open(program, new() { BatchSize = 4, Threads = 2 });
        SpikeTrain train = SpikeTrain.FromEvents(1, 1, [0], [0]);
        InputBatch input = new("in", [SpikeTrain.Empty(1, 1), SpikeTrain.Empty(1, 1), train, SpikeTrain.Empty(1, 1)]);
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => session.Run(input, 1));
        Assert.Contains("slot 2", Assert.Single(error.Diagnostics).Message);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_queue_holds_as_many_events_as_it_is_deep(string backend)
    {
        // The input makes 200 neurons fire at once; those that find room reach one neuron each, which does not fire.
        foreach ((int queue, int lost) in ((int, int)[])[(1, 199), (64, 136), (65, 135), (150, 50), (199, 1), (200, 0), (300, 0)])
        {
            SpikeProgram program = Burst(queue);
            using ISession session = Backend(backend).Open(program, new());
            session.Run(Tiny.Events(program, 1, (0, 0, 1)), 1);
            Counters expected = new(
                Spikes: 200,
                InputEvents: 1,
                SynapticEvents: 200 + (200 - lost),
                NeuronUpdates: 200 + (200 - lost),
                LostEvents: lost);
            Assert.Equal(expected, session.Counters(0));
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Events_are_recorded_and_counted_in_their_order_with_repetitions(string backend)
    {
        // 3 → 1 → 2 → 0, and 0 reaches nothing any more: each passes on what reached it.
        SpikeProgram program = ProgramText.Parse("""
            program p { dt 1
              firing event queue 4
              array rows : u8[5] = [0, 0, 1, 2, 4]
              array to : u8[4] = [2, 0, 0, 1]
              neuron pass { acc x : i32; y = sat x, 8; emit y }
              input in [4] { payload 0 .. 3 }
              population out [4] : pass phase 1 { }
              projection a : in -> out port x { one_to_one; weight 1 }
              projection b : out -> out port x { sparse rows @rows targets @to; weight 1 }
            }
            """, "t");
        using ISession session = Backend(backend).Open(program, new());
        Recording recording = new(program, new() { Spikes = ["in", "out"], Counts = ["out"] }, 1);
        session.Run(Tiny.Events(program, 2, (0, 3, 2), (1, 2, 1), (1, 0, 3)), 2, recording);
        SpikeTrain train = recording.Spikes("out", 0);
        // 3 reaches 0 and 1; of tick 1, 0 comes first.
        Assert.Equal([0, 5, 8], train.Offsets);
        Assert.Equal([3, 0, 1, 2, 0, 0, 2, 0], train.Indices);
        Assert.Equal([2, 2, 2, 2, 2, 3, 1, 1], train.Payloads!);
        Assert.Equal([8, 2, 3, 2], recording.Counts("out", 0).ToArray());
        Assert.Equal([3, 0, 2], recording.Spikes("in", 0).Indices);
        Assert.False(recording.Spikes("in", 0).InOrder);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_train_in_order_is_no_input(string backend)
    {
        SpikeProgram program = Ring(neurons: 2, queue: 1);
        using ISession session = Backend(backend).Open(program, new());
        SpikeTrain train = SpikeTrain.FromEventsInOrder(1, 2, [0, 0], [1, 0]);
        Assert.Throws<ArgumentException>(() => session.Run(new("in", [train]), 1));
        session.Run(new("in", [SpikeTrain.Empty(1, 2)]), 1);
    }

    [Fact]
    public void Backends_that_step_by_the_tick_refuse_them_by_name()
    {
        SpikeProgram program = Ring(neurons: 2, queue: 1);
        Action<SpikeProgram, string>[] checks = [SessionChecks.ByTick, SessionChecks.Static];
        foreach (Action<SpikeProgram, string> check in checks)
        {
            Diagnostic diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => check(program, "gpu")).Diagnostics);
            Assert.Equal("NEU6106", diagnostic.Code);
            Assert.Contains("backend 'gpu' has no neurons that fire by the event", diagnostic.Message);
            check(program with { Firing = Firing.Tick, EventQueue = 0 }, "gpu");
        }
    }

    /// <summary>Neurons that fire at anything, each reached by the input and by the one before it.</summary>
    private static SpikeProgram Ring(int neurons, int queue) => ProgramText.Parse($$"""
        program p { dt 1
          firing event queue {{queue}}
          array rows : u8[{{neurons + 1}}] = [{{string.Join(", ", Enumerable.Range(0, neurons + 1))}}]
          array to : u8[{{neurons}}] = [{{string.Join(", ", Enumerable.Range(1, neurons).Select(n => n % neurons))}}]
          neuron pass { acc x : i32; y = ne x, 0; emit y }
          input in [{{neurons}}] { payload 0 .. 1 }
          population out [{{neurons}}] : pass phase 1 { }
          projection a : in -> out port x { one_to_one; weight 1 }
          projection b : out -> out port x { sparse rows @rows targets @to; weight 1 }
        }
        """, "t");

    private static SpikeProgram Burst(int queue) => ProgramText.Parse($$"""
        program p { dt 1
          firing event queue {{queue}}
          neuron pass { acc x : i32; y = ne x, 0; emit y }
          neuron keep { acc x : i32; state v : s16; w = sat x, 16; store v, w }
          input in [1] { payload 0 .. 1 }
          population first [200] : pass phase 1 { }
          population second [200] : keep phase 1 { }
          projection a : in -> first port x { dense; weight 1 }
          projection b : first -> second port x { one_to_one; weight 1 }
        }
        """, "t");
}
