using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>Ticks, phases, delays, snapshots and refused input.</summary>
public sealed class SessionTests
{
    private static readonly ReferenceBackend Backend = new();

    [Fact]
    public void Events_without_delay_run_through_all_later_phases_in_one_tick()
    {
        // Population order is not the order of phases.
        SpikeProgram program = Tiny.Program(
            [Tiny.Relays("last", 2, 1), Tiny.Input("in", 1), Tiny.Relays("first", 1, 1)],
            [Tiny.Projection("in", "first", new OneToOne(), 2), Tiny.Projection("first", "last", new OneToOne(), 3)]);
        Assert.Equal([[6], [0]], Tiny.Trace(Backend, program, Tiny.Events(program, 2, (0, 0, 1)), 2, "last"));
    }

    [Fact]
    public void An_event_arrives_its_delay_later()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), Tiny.Relays("out", 1, 1)],
            [Tiny.Projection("in", "out", new OneToOne(), 5) with { Delay = 2 }]);
        InputBatch input = Tiny.Events(program, 5, (0, 0, 1), (1, 0, -1));
        Assert.Equal([[0], [0], [5], [-5], [0]], Tiny.Trace(Backend, program, input, 5, "out"));
    }

    [Fact]
    public void Every_synapse_may_have_a_delay_of_its_own()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 2), Tiny.Relays("out", 1, 1)],
            [Tiny.Projection("in", "out", new Dense(), IrValue.FromArray("w")) with { Delay = IrValue.FromArray("d") }],
            [Tiny.Array("w", [2, 1], 1, 10), Tiny.Array("d", [2, 1], 3, 0)]);
        InputBatch input = Tiny.Events(program, 4, (0, 0, 1), (0, 1, 1));
        Assert.Equal([[10], [0], [0], [1]], Tiny.Trace(Backend, program, input, 4, "out"));
    }

    [Fact]
    public void A_recurrent_projection_returns_after_its_delay_with_its_payload()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), Tiny.Relays("out", 1, 1)],
            [
                Tiny.Projection("in", "out", new OneToOne(), 1),
                Tiny.Projection("out", "out", new OneToOne(), -2) with { Delay = 1 },
            ]);
        Assert.Equal([[3], [-6], [12], [-24]], Tiny.Trace(Backend, program, Tiny.Events(program, 1, (0, 0, 3)), 4, "out"));
    }

    [Fact]
    public void A_train_plays_from_its_offset_and_is_silent_outside()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), Tiny.Relays("out", 1, 1)], [Tiny.Projection("in", "out", new OneToOne(), 1)]);
        InputBatch input = new("in", [SpikeTrain.FromDense([7, 8], 2, 1)], offset: 1);
        Assert.Equal([[0], [7], [8], [0]], Tiny.Trace(Backend, program, input, 4, "out"));
    }

    [Fact]
    public void Recordings_keep_events_counts_and_states()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 2), Tiny.Relays("out", 1, 2)], [Tiny.Projection("in", "out", new OneToOne(), 2)]);
        using ISession session = Backend.Open(program, new SessionOptions());
        Recording recording = new(program, new() { Spikes = ["in", "out"], Counts = ["out"], States = [("out", "sum")] }, 1);
        session.Run(Tiny.Events(program, 2, (0, 1, 1), (1, 0, 3), (1, 1, -1)), 2, recording);
        Assert.Equal([0, 1, 3, -1], recording.Spikes("in", 0).ToDense());
        Assert.Equal([0, 2, 6, -2], recording.Spikes("out", 0).ToDense());
        Assert.Equal([6, 0], recording.Counts("out", 0).ToArray());
        Assert.Equal([0, 2, 6, -2], recording.States("out", "sum", 0));
        Assert.Equal(new Counters(Spikes: 3, InputEvents: 3, SynapticEvents: 3, NeuronUpdates: 4), session.Counters(0));
    }

    [Fact]
    public void A_restored_session_goes_on_as_if_it_had_never_stopped()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), Tiny.Relays("out", 1, 1)],
            [
                Tiny.Projection("in", "out", new OneToOne(), 1) with { Delay = 3 },
                Tiny.Projection("out", "out", new OneToOne(), 1) with { Delay = 2 },
            ]);
        InputBatch input = Tiny.Events(program, 6, (0, 0, 1), (3, 0, 5), (5, 0, 7));
        using ISession first = Backend.Open(program, new SessionOptions());
        first.Run(input, 4);
        SessionSnapshot snapshot = first.Save();
        using ISession second = Backend.Open(program, new SessionOptions());
        second.Restore(snapshot);
        Recording expected = new(program, new() { States = [("out", "sum")], Spikes = ["out"] }, 1);
        Recording actual = new(program, expected.Options, 1);
        first.Run(input, 8, expected);
        second.Run(input, 8, actual);
        Assert.Equal(12, second.Tick);
        Assert.Equal(expected.States("out", "sum", 0), actual.States("out", "sum", 0));
        Assert.Equal(expected.Spikes("out", 0).ToDense(), actual.Spikes("out", 0).ToDense());
        Assert.Equal(first.Counters(0), second.Counters(0));
    }

    [Fact]
    public void A_snapshot_holds_as_many_ticks_of_events_as_the_longest_delay()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), Tiny.Relays("out", 1, 1)],
            [Tiny.Projection("in", "out", new OneToOne(), 1) with { Delay = 3 }]);
        using ISession session = Backend.Open(program, new SessionOptions());
        session.Run(Tiny.Events(program, 2, (0, 0, 4), (1, 0, 5)), 2);
        SessionSnapshot snapshot = session.Save();
        Assert.Equal([0, 4, 5], snapshot.History["in"][0].ToDense());
        Assert.DoesNotContain("out", snapshot.History.Keys);
    }

    [Fact]
    public void Reset_forgets_states_events_in_flight_and_counters()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), Tiny.Relays("out", 1, 1)],
            [Tiny.Projection("in", "out", new OneToOne(), 1) with { Delay = 1 }]);
        using ISession session = Backend.Open(program, new SessionOptions());
        session.Run(Tiny.Events(program, 1, (0, 0, 4)), 1);
        session.Reset();
        Assert.Equal(0, session.Tick);
        session.Run(InputBatch.Silent, 2);
        int[] sum = [-1];
        session.ReadState("out", "sum", 0, sum);
        Assert.Equal([0], sum);
        Assert.Equal(new Counters(0, 0, 0, 2), session.Counters(0));
    }

    [Fact]
    public void A_payload_outside_the_inputs_range_is_refused_with_its_place()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 4) with { PayloadMinimum = 0, PayloadMaximum = 1 }, Tiny.Relays("out", 1, 4)], []);
        InputBatch input = Tiny.Events(program, 3, (2, 3, 2));
        using ISession session = Backend.Open(program, new SessionOptions());
        session.Run(input, 2);
        Diagnostic diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => session.Run(input, 1)).Diagnostics);
        Assert.Equal("NEU6101", diagnostic.Code);
        Assert.Equal(
            "input 'in': the event of slot 0 at tick 2, neuron 3 carries payload 2; it may carry 0 to 1", diagnostic.Message);
        Assert.Contains("--input-range 0..3,", diagnostic.Hint);
        Assert.Equal(2, session.Tick);
    }

    [Fact]
    public void Events_for_no_input_of_another_size_or_batch_are_refused()
    {
        SpikeProgram program = Tiny.Program([Tiny.Input("in", 4), Tiny.Relays("out", 1, 4)], []);
        using ISession session = Backend.Open(program, new SessionOptions { BatchSize = 2 });
        SpikeTrain silent = SpikeTrain.Empty(3, 4);
        Assert.Equal("NEU6102", Refused(new("out", [silent, silent])));
        Assert.Equal("NEU6102", Refused(new("nowhere", [silent, silent])));
        Assert.Equal("NEU6103", Refused(new("in", [silent, SpikeTrain.Empty(3, 5)])));
        Assert.Equal("NEU6104", Refused(new("in", [silent])));
        string Refused(InputBatch input) => Assert.Throws<DiagnosticException>(() => session.Run(input, 1)).Diagnostics[0].Code;
    }

    [Fact]
    public void A_snapshot_of_another_batch_size_or_program_is_refused()
    {
        SpikeProgram program = Tiny.Program([Tiny.Input("in", 4), Tiny.Relays("out", 1, 4)], []);
        using ISession pair = Backend.Open(program, new SessionOptions { BatchSize = 2 });
        using ISession single = Backend.Open(program, new SessionOptions());
        SessionSnapshot good = single.Save();
        Assert.Equal("NEU6105", Refused(pair.Save()));
        Assert.Equal("NEU6105", Refused(good with { States = new Dictionary<(string, string), int[]>() }));
        Assert.Equal("NEU6105", Refused(good with { Tick = -1 }));
        string Refused(SessionSnapshot snapshot) =>
            Assert.Throws<DiagnosticException>(() => single.Restore(snapshot)).Diagnostics[0].Code;
    }
}
