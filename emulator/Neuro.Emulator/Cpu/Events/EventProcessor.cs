using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Delivery;
using Neuro.Emulator.Cpu.Learning;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Cpu.Events;

/// <summary>
/// A tick of a program that fires by the event (SEMANTICS.md, section 14): the event in process stands alone in its population's
/// history, where the deliveries and rules of programs that fire by the tick find it, and neurons are stepped by their kernels.
/// </summary>
internal sealed unsafe class EventProcessor
{
    private readonly EventSource[] _sources;
    private readonly EventSource[] _inputs;
    private readonly EventSource[] _neurons;
    private readonly EventQueue[] _queues;

    /// <summary>The processor of <paramref name="program"/>, whose populations and rules are in one part.</summary>
    public EventProcessor(SpikeProgram program, CpuPopulation[] populations, LearningRules rules, int slots)
    {
        _sources = [.. populations.Select(source => Source(program, populations, rules, source))];
        _inputs = [.. _sources.Where(s => s.Population.Definition.IsInput)];
        _neurons = [.. _sources.Where(s => !s.Population.Definition.IsInput)];
        _queues = [.. Enumerable.Range(0, slots).Select(_ => new EventQueue(program.EventQueue))];
    }

    /// <summary>Processes the external events of a slot at <paramref name="tick"/> and all that they cause.</summary>
    /// <exception cref="Ir.Diagnostics.DiagnosticException">NEU6107: there is no end to it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(RunRequest request, int tick, int slot, uint* streams, SlotCounters counters)
    {
        EventQueue queue = _queues[slot];
        queue.Clear();
        foreach (EventSource source in _neurons)
            source.Population.Log!.Clear(slot);
        int left = SessionChecks.MostEventsInATick;
        int trainTick = tick - request.Offset;
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (request.Trains[i] is not { } trains || (uint)trainTick >= (uint)trains[slot].Ticks)
                continue;
            SpikeTrain train = trains[slot];
            for (int e = train.Offsets[trainTick]; e < train.Offsets[trainTick + 1]; e++)
            {
                if (left-- == 0)
                    throw SessionChecks.RunAway(slot, tick);
                Process(_inputs[i], train.Indices[e], train.Payloads?[e] ?? 1, tick, slot, streams, counters);
                while (queue.TryDequeue(out (int Population, int Neuron, int Payload) next))
                {
                    if (left-- == 0)
                        throw SessionChecks.RunAway(slot, tick);
                    Process(_sources[next.Population], next.Neuron, next.Payload, tick, slot, streams, counters);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Process(
        EventSource source, int neuron, int payload, int tick, int slot, uint* streams, SlotCounters counters)
    {
        EventHistory history = source.Population.History;
        history.Set(history.Place(tick), slot, new(in neuron), new(in payload));
        foreach (Delivery.Delivery delivery in source.Deliveries)
            delivery.Run(tick, slot, slot + 1, part: 0, streams, counters);
        if (source.Steps.Length > 0)
        {
            StepScope scope = new(tick, slot, streams[slot], FirstPart: 0, EndPart: 1, counters);
            foreach (RuleStep step in source.Steps)
                step.Run(scope);
        }
        foreach (EventReach reach in source.Reached)
        {
            int[] runs = reach.Runs(neuron);
            for (int run = 0; run < runs.Length; run += 2)
            {
                counters.NeuronUpdates[slot] += runs[run + 1] - runs[run];
                Step(reach.Target, runs[run], runs[run + 1], tick, slot, streams, counters);
            }
        }
    }

    // Whole registers of neurons by the kernel of the machine's width, the rest one by one.
    private void Step(CpuPopulation target, int start, int end, int tick, int slot, uint* streams, SlotCounters counters)
    {
        int lanes = target.Lanes;
        int from = (start + lanes - 1) / lanes * lanes;
        int to = end == target.Size ? end : end / lanes * lanes;
        if (to <= from)
        {
            Take(target, target.StepSingly(tick, slot, start, end, streams), slot, counters);
            return;
        }
        if (start < from)
            Take(target, target.StepSingly(tick, slot, start, from, streams), slot, counters);
        Take(target, target.StepTogether(tick, slot, from, to, streams), slot, counters);
        if (to < end)
            Take(target, target.StepSingly(tick, slot, to, end, streams), slot, counters);
    }

    private void Take(CpuPopulation population, EventList events, int slot, SlotCounters counters)
    {
        EventQueue queue = _queues[slot];
        bool leaves = _sources[population.Ordinal].Deliveries.Length > 0;
        counters.Spikes[slot] += events.Count;
        for (int e = 0; e < events.Count; e++)
        {
            (int neuron, int payload) = (events.Indices[e], events.Payloads == null ? 1 : events.Payloads[e]);
            population.Log!.Add(slot, neuron, payload);
            if (leaves && !queue.TryEnqueue(population.Ordinal, neuron, payload))
                counters.LostEvents[slot]++;
        }
    }

    private static EventSource Source(
        SpikeProgram program, CpuPopulation[] populations, LearningRules rules, CpuPopulation source)
    {
        CpuPopulation Target(Projection p) => populations.First(t => t.Definition.Name == p.Target);
        Projection[] projections = [.. program.Projections.Where(p => p.Source == source.Definition.Name)];
        return new(
            source,
            [.. projections.SelectMany(p =>
                DeliveryFactory.Create(program, p, source, Target(p), parts: 1, rules.Find(p.Name)?.Weights))],
            [.. projections.SelectMany(p => rules.Steps(p.Name))],
            [.. projections.GroupBy(Target).OrderBy(g => g.Key.Ordinal)
                .Select(g => new EventReach(program, g, source.Size, g.Key))]);
    }
}
