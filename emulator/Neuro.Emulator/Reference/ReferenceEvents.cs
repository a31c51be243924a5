using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Reference;

/// <summary>A tick of a program that fires by the event: SEMANTICS.md, section 14.</summary>
internal sealed class ReferenceEvents
{
    private readonly ReferencePopulation[] _populations;
    private readonly ReferenceProjection[][] _outgoing;
    private readonly int _depth;

    /// <summary>Resolves <paramref name="program"/>, whose populations are <paramref name="populations"/>.</summary>
    public ReferenceEvents(SpikeProgram program, ReferencePopulation[] populations)
    {
        _populations = populations;
        _depth = program.EventQueue;
        ReferenceProjection[] all = [.. populations.SelectMany(p => p.Incoming).OrderBy(p => p.Number)];
        _outgoing = [.. populations.Select(p => all.Where(projection => projection.Source == p.Ordinal).ToArray())];
    }

    /// <summary>Processes the external events of <paramref name="tick"/> and all that they cause.</summary>
    /// <exception cref="Ir.Diagnostics.DiagnosticException">NEU6107: there is no end to it.</exception>
    public void Run(ReferenceSlot slot, int number, int tick)
    {
        Queue<(int Population, Event Event)> queue = [];
        int processed = 0;
        foreach (ReferencePopulation input in _populations.Where(p => p.Definition.IsInput))
        {
            foreach (Event external in slot.Events(input.Ordinal, tick))
            {
                (int Population, Event Event) next = (input.Ordinal, external);
                do
                {
                    if (processed++ == SessionChecks.MostEventsInATick)
                        throw SessionChecks.RunAway(number, tick);
                    Process(slot, tick, next.Population, next.Event, queue);
                }
                while (queue.TryDequeue(out next));
            }
        }
    }

    private void Process(ReferenceSlot slot, int tick, int source, Event e, Queue<(int Population, Event Event)> queue)
    {
        Dictionary<int, long[][]> accumulators = [];
        SortedSet<(int Population, int Neuron)> reached = [];
        foreach (ReferenceProjection projection in _outgoing[source])
            Deliver(slot, projection, e, accumulators, reached);
        foreach (ReferenceProjection projection in _outgoing[source])
            projection.Plasticity?.Run(slot, tick, e, [.. projection.Synapses(e.Neuron).Select(s => s.Number)]);
        foreach ((int population, int neuron) in reached)
        {
            int payload = _populations[population].Interpreter!.Step(
                (uint)tick, neuron, slot.Stream, accumulators[population], slot.States[population]);
            slot.Counters += new Counters(0, 0, 0, NeuronUpdates: 1);
            if (payload != 0)
                Emit(slot, tick, population, new(neuron, payload), queue);
        }
    }

    private void Deliver(
        ReferenceSlot slot, ReferenceProjection projection, Event e, Dictionary<int, long[][]> accumulators,
        SortedSet<(int Population, int Neuron)> reached)
    {
        ReferencePopulation target = _populations[projection.Target];
        if (!accumulators.TryGetValue(projection.Target, out long[][]? sums))
        {
            sums = [.. target.Micro!.Accumulators.Select(_ => new long[target.Definition.Size])];
            accumulators.Add(projection.Target, sums);
        }
        int[]? weights = projection.Plasticity is { } plasticity ? slot.Synapses[plasticity.Name]["weight"] : null;
        foreach (Synapse synapse in projection.Synapses(e.Neuron))
        {
            ref long sum = ref sums[projection.Port][synapse.Target];
            sum = checked(sum + (weights?[synapse.Number] ?? synapse.Weight) * synapse.Scale * e.Payload);
            reached.Add((projection.Target, synapse.Target));
            slot.Counters += new Counters(0, 0, SynapticEvents: 1, 0);
        }
    }

    private void Emit(ReferenceSlot slot, int tick, int population, Event e, Queue<(int Population, Event Event)> queue)
    {
        slot.Events(population, tick).Add(e);
        slot.Counters += new Counters(Spikes: 1, 0, 0, 0);
        if (_outgoing[population].Length == 0)
            return;
        if (queue.Count < _depth)
            queue.Enqueue((population, e));
        else
            slot.Counters += new Counters(0, 0, 0, 0, LostEvents: 1);
    }
}
