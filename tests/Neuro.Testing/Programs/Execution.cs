using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Testing.Programs;

/// <summary>Everything that can be observed of a run: events, counts and states of every population after every tick, and counters.</summary>
public sealed class Execution
{
    private readonly SpikeProgram _program;
    private readonly Recording _recording;
    private readonly Counters[] _counters;
    private readonly int _ticks;

    private Execution(SpikeProgram program, Recording recording, ISession last)
    {
        _program = program;
        _recording = recording;
        _ticks = last.Tick;
        _counters = [.. Enumerable.Range(0, last.BatchSize).Select(last.Counters)];
    }

    /// <summary>Runs <paramref name="session"/> from where it is, all ticks at once.</summary>
    public static Execution Whole(ISession session, InputBatch input, int ticks)
    {
        Recording recording = Everything(session);
        session.Run(input, ticks, recording);
        return new(session.Program, recording, session);
    }

    /// <summary>
    /// Runs <paramref name="first"/> tick by tick up to <paramref name="stop"/>, saves it, and lets <paramref name="second"/> go on from there.
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
    /// The first thing, by tick and population, in which <paramref name="actual"/> differs in its slots, said with its coordinates;
    /// null where nothing does. It may have fewer slots than this.
    /// </summary>
    public string? FirstDifference(Execution actual)
    {
        if (actual._ticks != _ticks)
            return $"tick: expected {_ticks}, actual {actual._ticks}";
        for (int slot = 0; slot < actual._counters.Length; slot++)
        {
            if (FirstDifference(actual, slot) is { } difference)
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
    private static IEnumerable<Population> Neurons(SpikeProgram program) => program.Populations.Where(p => !p.IsInput).OrderBy(p => p.Phase);

    private string? FirstDifference(Execution actual, int slot)
    {
        Dictionary<string, (SpikeTrain Expected, SpikeTrain Actual)> trains =
            _program.Populations.ToDictionary(p => p.Name, p => (_recording.Spikes(p.Name, slot), actual._recording.Spikes(p.Name, slot)));
        foreach ((string name, (SpikeTrain expected, SpikeTrain found)) in trains)
        {
            if (expected.Ticks != found.Ticks)
                return $"population '{name}': expected {expected.Ticks} recorded ticks, actual {found.Ticks}";
        }
        for (int tick = 0; tick < _ticks; tick++)
        {
            foreach (Population population in _program.Populations.OrderBy(p => p.Phase))
            {
                (SpikeTrain expected, SpikeTrain found) = trains[population.Name];
                string? difference = StateDifference(actual, population, slot, tick) ?? EventDifference(expected, found, population, tick);
                if (difference is not null)
                    return $"tick {tick}, population '{population.Name}', {difference}";
            }
        }
        foreach (Population population in _program.Populations)
        {
            int at = _recording.Counts(population.Name, slot).CommonPrefixLength(actual._recording.Counts(population.Name, slot));
            if (at < population.Size)
                return $"population '{population.Name}', neuron {at}: expected count {_recording.Counts(population.Name, slot)[at]}, actual {actual._recording.Counts(population.Name, slot)[at]}";
        }
        return _counters[slot] == actual._counters[slot] ? null : $"expected {_counters[slot]}, actual {actual._counters[slot]}";
    }

    private string? StateDifference(Execution actual, Population population, int slot, int tick)
    {
        if (population.IsInput)
            return null;
        foreach (StateDeclaration state in _program.Neuron(population.Neuron!).States)
        {
            IReadOnlyList<int> expected = _recording.States(population.Name, state.Name, slot);
            IReadOnlyList<int> found = actual._recording.States(population.Name, state.Name, slot);
            for (int i = tick * population.Size; i < (tick + 1) * population.Size; i++)
            {
                if (i >= found.Count || expected[i] != found[i])
                    return $"neuron {i % population.Size}, state '{state.Name}': expected {expected[i]}, actual {(i < found.Count ? found[i] : "nothing")}";
            }
        }
        return null;
    }

    private static string? EventDifference(SpikeTrain expected, SpikeTrain actual, Population population, int tick)
    {
        int[] Payloads(SpikeTrain train)
        {
            int[] payloads = new int[population.Size];
            for (int e = train.Offsets[tick]; e < train.Offsets[tick + 1]; e++)
                payloads[train.Indices[e]] = train.Payloads?[e] ?? 1;
            return payloads;
        }
        (int[] a, int[] b) = (Payloads(expected), Payloads(actual));
        int at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length ? null : $"neuron {at}: expected payload {a[at]}, actual {b[at]}";
    }
}
