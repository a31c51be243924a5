using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Reference;

/// <summary>One sample in execution: states, recent events and counters of its own.</summary>
internal sealed class ReferenceSlot
{
    private readonly ReferencePopulation[] _populations;
    private readonly ReferencePlasticity[] _plasticities;
    private readonly ReferenceEvents? _byEvent;

    // By population and tick modulo (longest delay + 1): the events of the last ticks and of this one.
    private readonly List<Event>[][] _events;

    /// <summary>A slot in its initial state.</summary>
    /// <param name="populations">The program's populations.</param>
    /// <param name="stream">The random stream.</param>
    /// <param name="byEvent">How a tick goes where neurons fire by the event, else null.</param>
    public ReferenceSlot(ReferencePopulation[] populations, uint stream, ReferenceEvents? byEvent)
    {
        _populations = populations;
        _byEvent = byEvent;
        _plasticities =
            [.. populations.SelectMany(p => p.Incoming).Select(p => p.Plasticity).OfType<ReferencePlasticity>()
                .OrderBy(p => p.Number)];
        Stream = stream;
        States = [.. populations.Select(p => p.InitialStates())];
        Synapses = _plasticities.ToDictionary(p => p.Name, p => p.InitialArrays());
        _events = [.. populations.Select(p => Enumerable.Range(0, p.LongestDelay + 1).Select(_ => new List<Event>()).ToArray())];
    }

    /// <summary>The random stream it draws.</summary>
    public uint Stream { get; private set; }

    /// <summary>By population and state, one value per neuron.</summary>
    public int[][][] States { get; }

    /// <summary>By plastic projection and array ("weight" included), one value per synapse.</summary>
    public Dictionary<string, Dictionary<string, int[]>> Synapses { get; }

    /// <summary>What has been executed.</summary>
    public Counters Counters { get; set; }

    /// <summary>What learning has executed.</summary>
    public LearningCounters Learning { get; set; }

    /// <summary>Neurons of a population.</summary>
    public int Size(int population) => _populations[population].Definition.Size;

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
        if (_byEvent is not null)
        {
            _byEvent.Run(this, slot, tick);
            return;
        }
        foreach (IGrouping<int, ReferencePopulation> phase in
            _populations.Where(p => !p.Definition.IsInput).GroupBy(p => p.Definition.Phase).OrderBy(g => g.Key))
        {
            // Reductions read the states of their own phase as they were, so that all deliveries come first.
            (ReferencePopulation Population, long[][] Sums)[] delivered = [.. phase.Select(p => (p, Deliver(p, tick)))];
            foreach ((ReferencePopulation population, long[][] sums) in delivered)
                Update(population, tick, sums);
        }
        foreach (ReferencePlasticity plasticity in _plasticities)
            plasticity.Run(this, tick);
    }

    /// <summary>Ends a sample of <paramref name="ticks"/> ticks and begins the next, which draws
    /// <paramref name="stream"/>.</summary>
    public void NextSample(int ticks, uint stream)
    {
        foreach (ReferencePlasticity plasticity in _plasticities)
            plasticity.EndSample(this, ticks);
        Stream = stream;
        foreach (ReferencePopulation population in _populations)
        {
            foreach (List<Event> events in _events[population.Ordinal])
                events.Clear();
            int[][] initial = population.InitialStates();
            for (int state = 0; state < initial.Length; state++)
            {
                if (!population.Definition.Kept.Contains(population.Micro!.States[state].Name))
                    States[population.Ordinal][state] = initial[state];
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
            int[]? weights = projection.Plasticity is { } plasticity ? Synapses[plasticity.Name]["weight"] : null;
            for (int delay = 0; delay <= projection.LongestDelay; delay++)
            {
                foreach (Event e in Events(projection.Source, tick - delay))
                {
                    foreach (Synapse synapse in projection.Synapses(e.Neuron))
                    {
                        if (synapse.Delay != delay)
                            continue;
                        ref long sum = ref accumulators[projection.Port][synapse.Target];
                        int weight = weights?[synapse.Number] ?? synapse.Weight;
                        sum = checked(sum + weight * synapse.Scale * e.Payload);
                        deliveries++;
                    }
                }
            }
        }
        foreach (ReferenceReduction reduction in population.Reductions)
            reduction.Add(States[reduction.Source][reduction.State], accumulators[reduction.Port]);
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
