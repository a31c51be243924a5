using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Reference;

/// <summary>One sample in execution: states, recent events and counters of its own.</summary>
internal sealed class ReferenceSlot
{
    private readonly ReferencePopulation[] _populations;

    // By population and tick modulo (longest delay + 1): the events of the last ticks and of this one.
    private readonly List<Event>[][] _events;

    /// <summary>A slot in its initial state.</summary>
    public ReferenceSlot(ReferencePopulation[] populations, uint stream)
    {
        _populations = populations;
        Stream = stream;
        States = [.. populations.Select(p => p.InitialStates())];
        _events = [.. populations.Select(p => Enumerable.Range(0, p.LongestDelay + 1).Select(_ => new List<Event>()).ToArray())];
    }

    /// <summary>The random stream it draws.</summary>
    public uint Stream { get; }

    /// <summary>By population and state, one value per neuron.</summary>
    public int[][][] States { get; }

    /// <summary>What has been executed.</summary>
    public Counters Counters { get; set; }

    /// <summary>The events of a population at a tick that is not longer ago than its longest delay; none before tick 0.</summary>
    public List<Event> Events(int population, int tick)
    {
        List<Event>[] ring = _events[population];
        return ring[((tick % ring.Length) + ring.Length) % ring.Length];
    }

    /// <summary>
    /// Executes one tick; of <paramref name="input"/> it plays the trains of slot number <paramref name="slot"/>.
    /// </summary>
    public void Step(int tick, InputBatch input, int slot)
    {
        foreach (ReferencePopulation population in _populations)
        {
            Events(population.Ordinal, tick).Clear();
            if (population.Definition.IsInput)
                Place(population, input, slot, tick);
        }
        foreach (IGrouping<int, ReferencePopulation> phase in
            _populations.Where(p => !p.Definition.IsInput).GroupBy(p => p.Definition.Phase).OrderBy(g => g.Key))
        {
            foreach (ReferencePopulation population in phase)
            {
                long[][] accumulators = Deliver(population, tick);
                Update(population, tick, accumulators);
            }
        }
    }

    private void Place(ReferencePopulation population, InputBatch input, int slot, int tick)
    {
        if (!input.Trains.TryGetValue(population.Definition.Name, out IReadOnlyList<SpikeTrain>? trains))
            return;
        SpikeTrain train = trains[slot];
        int trainTick = tick - input.Offset;
        if (trainTick < 0 || trainTick >= train.Ticks)
            return;
        List<Event> events = Events(population.Ordinal, tick);
        for (int e = train.Offsets[trainTick]; e < train.Offsets[trainTick + 1]; e++)
            events.Add(new(train.Indices[e], train.Payloads?[e] ?? 1));
        Counters = Counters with { InputEvents = Counters.InputEvents + events.Count };
    }

    /// <summary>The sums of everything due at <paramref name="tick"/>, [port][neuron].</summary>
    private long[][] Deliver(ReferencePopulation population, int tick)
    {
        long[][] accumulators = [.. population.Micro!.Accumulators.Select(_ => new long[population.Definition.Size])];
        long deliveries = 0;
        foreach (ReferenceProjection projection in population.Incoming)
        {
            if (projection.Crossbar is { } crossbar)
            {
                List<Event> due = Events(projection.Source, tick - projection.LongestDelay);
                Counters += crossbar.Read(tick, Stream, due, accumulators[projection.Port]);
                continue;
            }
            for (int delay = 0; delay <= projection.LongestDelay; delay++)
            {
                foreach (Event e in Events(projection.Source, tick - delay))
                {
                    foreach (Synapse synapse in projection.Synapses(e.Neuron))
                    {
                        if (synapse.Delay != delay)
                            continue;
                        ref long sum = ref accumulators[projection.Port][synapse.Target];
                        sum = checked(sum + synapse.Weight * e.Payload);
                        deliveries++;
                    }
                }
            }
        }
        Counters = Counters with { SynapticEvents = Counters.SynapticEvents + deliveries };
        return accumulators;
    }

    private void Update(ReferencePopulation population, int tick, long[][] accumulators)
    {
        List<Event> events = Events(population.Ordinal, tick);
        for (int neuron = 0; neuron < population.Definition.Size; neuron++)
        {
            int payload = population.Interpreter!.Step((uint)tick, neuron, Stream, accumulators, States[population.Ordinal]);
            if (payload != 0)
                events.Add(new(neuron, payload));
        }
        Counters = Counters with
        {
            Spikes = Counters.Spikes + events.Count,
            NeuronUpdates = Counters.NeuronUpdates + population.Definition.Size,
        };
    }
}
