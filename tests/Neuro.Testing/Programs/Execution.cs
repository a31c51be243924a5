using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Testing.Programs;

/// <summary>
/// Everything that can be observed of a run: events, counts and states of every population after every tick, and counters.
/// </summary>
public sealed class Execution
{
    private readonly SpikeProgram _program;
    private readonly Dictionary<string, SpikeTrain[]> _events = [];
    private readonly Dictionary<string, long[][]> _counts = [];
    private readonly Dictionary<(string Population, string State), int[][]> _states = [];
    private readonly Counters[] _counters;
    private readonly int _ticks;

    private Execution(SpikeProgram program, Recording recording, ISession last)
    {
        _program = program;
        _ticks = last.Tick;
        int[] slots = [.. Enumerable.Range(0, last.BatchSize)];
        _counters = [.. slots.Select(last.Counters)];
        foreach (string name in recording.Options.Spikes)
            _events[name] = [.. slots.Select(slot => recording.Spikes(name, slot))];
        foreach (string name in recording.Options.Counts)
            _counts[name] = [.. slots.Select(slot => recording.Counts(name, slot).ToArray())];
        foreach ((string population, string state) in recording.Options.States)
            _states[(population, state)] = [.. slots.Select(slot => recording.States(population, state, slot).ToArray())];
    }

    /// <summary>Runs <paramref name="session"/> from where it is, all ticks at once.</summary>
    public static Execution Whole(ISession session, InputBatch input, int ticks)
    {
        Recording recording = Everything(session);
        session.Run(input, ticks, recording);
        return new(session.Program, recording, session);
    }

    /// <summary>
    /// Runs <paramref name="first"/> tick by tick up to <paramref name="stop"/>, saves it, and lets <paramref name="second"/> go
    /// on from there.
    /// </summary>
    public static Execution Interrupted(ISession first, ISession second, InputBatch input, int ticks, int stop)
    {
        Recording recording = Everything(first);
        for (int tick = 0; tick < stop; tick++)
            first.Run(input, 1, recording);
        second.Restore(first.Save());
        second.Run(input, ticks - stop, recording);
        return new(first.Program, recording, second);
    }

    /// <summary>Number of events that neurons emitted, over all slots.</summary>
    public long Spikes => _counters.Sum(c => c.Spikes);

    /// <summary>Number of executions of micro-programs, over all slots.</summary>
    public long NeuronUpdates => _counters.Sum(c => c.NeuronUpdates);

    /// <summary>
    /// The first thing, by tick and population, in which <paramref name="actual"/> differs in its slots, said with its
    /// coordinates; null where nothing does. It may have fewer slots than this.
    /// </summary>
    /// <param name="actual">The other run.</param>
    /// <param name="counters">Whether counters are compared too: a crossbar counts other things than digital weights.</param>
    public string? FirstDifference(Execution actual, bool counters = true)
    {
        if (actual._ticks != _ticks)
            return $"tick: expected {_ticks}, actual {actual._ticks}";
        for (int slot = 0; slot < actual._counters.Length; slot++)
        {
            if (FirstDifference(actual, slot, counters) is { } difference)
                return $"slot {slot}, {difference}";
        }
        return null;
    }

    private static Recording Everything(ISession session)
    {
        SpikeProgram program = session.Program;
        return new(
            program,
            new()
            {
                Spikes = [.. program.Populations.Select(p => p.Name)],
                Counts = [.. program.Populations.Select(p => p.Name)],
                States = [.. Neurons(program).SelectMany(p => program.Neuron(p.Neuron!).States.Select(s => (p.Name, s.Name)))],
            },
            session.BatchSize);
    }

    /// <summary>Populations of neurons by phase: the order in which a difference spreads.</summary>
    private static IEnumerable<Population> Neurons(SpikeProgram program) =>
        program.Populations.Where(p => !p.IsInput).OrderBy(p => p.Phase);

    private string? FirstDifference(Execution actual, int slot, bool counters)
    {
        foreach (Population population in _program.Populations)
        {
            (int expected, int found) = (_events[population.Name][slot].Ticks, actual._events[population.Name][slot].Ticks);
            if (expected != found)
                return $"population '{population.Name}': expected {expected} recorded ticks, actual {found}";
        }
        for (int tick = 0; tick < _ticks; tick++)
        {
            foreach (Population population in _program.Populations.OrderBy(p => p.Phase))
            {
                string? difference =
                    StateDifference(actual, population, slot, tick) ?? EventDifference(actual, population, slot, tick);
                if (difference is not null)
                    return $"tick {tick}, population '{population.Name}', {difference}";
            }
        }
        foreach (Population population in _program.Populations)
        {
            (long[] expected, long[] found) = (_counts[population.Name][slot], actual._counts[population.Name][slot]);
            int at = expected.AsSpan().CommonPrefixLength(found);
            if (at < population.Size)
                return $"population '{population.Name}', neuron {at}: expected count {expected[at]}, actual {found[at]}";
        }
        return !counters || _counters[slot] == actual._counters[slot]
            ? null
            : $"expected {_counters[slot]}, actual {actual._counters[slot]}";
    }

    private string? StateDifference(Execution actual, Population population, int slot, int tick)
    {
        if (population.IsInput)
            return null;
        foreach (StateDeclaration state in _program.Neuron(population.Neuron!).States)
        {
            ReadOnlySpan<int> expected = Values(this);
            ReadOnlySpan<int> found = Values(actual);
            int at = expected.CommonPrefixLength(found);
            if (at < expected.Length)
                return $"neuron {at}, state '{state.Name}': expected {expected[at]}, actual {found[at]}";

            ReadOnlySpan<int> Values(Execution execution) =>
                execution._states[(population.Name, state.Name)][slot].AsSpan(tick * population.Size, population.Size);
        }
        return null;
    }

    /// <summary>Events in order: which one differs.</summary>
    private static string FirstEvent(SpikeTrain expected, SpikeTrain found, int tick)
    {
        (string[] a, string[] b) = (Events(expected), Events(found));
        int at = a.AsSpan().CommonPrefixLength(b);
        return $"event {at}: expected {a.ElementAtOrDefault(at) ?? "none"}, actual {b.ElementAtOrDefault(at) ?? "none"}";

        string[] Events(SpikeTrain train) =>
            [.. Enumerable.Range(train.Offsets[tick], train.Offsets[tick + 1] - train.Offsets[tick])
                .Select(e => $"neuron {train.Indices[e]} with payload {train.Payloads?[e] ?? 1}")];
    }

    private string? EventDifference(Execution actual, Population population, int slot, int tick)
    {
        SpikeTrain expected = _events[population.Name][slot];
        SpikeTrain found = actual._events[population.Name][slot];
        if (expected.IndicesAt(tick).SequenceEqual(found.IndicesAt(tick))
            && expected.PayloadsAt(tick).SequenceEqual(found.PayloadsAt(tick)))
            return null;
        if (expected.InOrder)
            return FirstEvent(expected, found, tick);
        (int[] a, int[] b) = (Payloads(expected), Payloads(found));
        int at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length ? null : $"neuron {at}: expected payload {a[at]}, actual {b[at]}";

        int[] Payloads(SpikeTrain train)
        {
            int[] payloads = new int[population.Size];
            for (int e = train.Offsets[tick]; e < train.Offsets[tick + 1]; e++)
                payloads[train.Indices[e]] = train.Payloads?[e] ?? 1;
            return payloads;
        }
    }
}
