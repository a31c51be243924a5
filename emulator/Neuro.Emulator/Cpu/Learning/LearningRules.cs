using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Cpu.Threading;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>All plastic projections of a program and what they do after every tick and at a sample's end.</summary>
internal sealed unsafe class LearningRules
{
    private readonly RuleStep[] _steps;
    private readonly Dictionary<string, RuleStep[]> _byProjection = [];
    private readonly List<EventPayloads> _payloads = [];
    private readonly int _parts;

    /// <summary>The rules of <paramref name="compiled"/>, with arrays of every slot in their initial state.</summary>
    /// <param name="compiled">The program that is executed.</param>
    /// <param name="populations">Its populations.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="parts">Number of parts that slots are cut into.</param>
    /// <param name="width">Registers that kernels use.</param>
    public LearningRules(
        CompiledProgram compiled, IReadOnlyList<CpuPopulation> populations, int slots, int parts, SimdWidth width)
    {
        _parts = parts;
        Projections = [.. compiled.Program.Projections.Where(p => p.Plasticity is not null)
            .Select(p => new PlasticProjection(compiled, p, populations, slots, parts))];
        List<RuleStep> steps = [];
        foreach (PlasticProjection projection in Projections)
        {
            RuleStep[] own = [.. projection.MakeSteps(steps.Count, Payloads, width)];
            _byProjection.Add(projection.Definition.Name, own);
            steps.AddRange(own);
        }
        _steps = [.. steps];
    }

    /// <summary>The plastic projections, in the program's order.</summary>
    public IReadOnlyList<PlasticProjection> Projections { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Projections.Count == 0;

    /// <summary>The projection called <paramref name="name"/>, or null where it is not plastic.</summary>
    public PlasticProjection? Find(string name) => Projections.FirstOrDefault(p => p.Definition.Name == name);

    /// <summary>The steps of the projection called <paramref name="name"/>; none where it is not plastic.</summary>
    public RuleStep[] Steps(string name) => _byProjection.GetValueOrDefault(name, []);

    /// <summary>Runs what is due after <paramref name="tick"/>, or at the end of a sample of so many ticks, at the synapses of
    /// one
    /// part of some slots.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="sampleEnds">Whether a sample ends.</param>
    /// <param name="firstSlot">First slot.</param>
    /// <param name="endSlot">One after the last.</param>
    /// <param name="part">The part.</param>
    /// <param name="streams">Random stream of each slot.</param>
    /// <param name="counters">What counts.</param>
    /// <param name="barrier">Where the threads of several parts meet.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(
        int tick, bool sampleEnds, int firstSlot, int endSlot, int part, uint* streams, SlotCounters counters,
        SpinBarrier? barrier)
    {
        if (!sampleEnds)
            SetPayloads(tick, firstSlot, endSlot, part, present: true);
        foreach (RuleStep step in _steps)
        {
            if (_parts == 1 || !step.NeedsAllParts)
            {
                Run(step, tick, sampleEnds, firstSlot, endSlot, part, part + 1, streams, counters);
                continue;
            }
            barrier!.Wait();
            if (part == 0)
                Run(step, tick, sampleEnds, firstSlot, endSlot, 0, _parts, streams, counters);
            barrier.Wait();
        }
        if (!sampleEnds)
            SetPayloads(tick, firstSlot, endSlot, part, present: false);
    }

    private static void Run(
        RuleStep step, int tick, bool sampleEnds, int firstSlot, int endSlot, int firstPart, int endPart, uint* streams,
        SlotCounters counters)
    {
        bool due = step.IsDue(tick, sampleEnds);
        for (int slot = firstSlot; slot < endSlot; slot++)
        {
            StepScope scope = new(tick, slot, streams[slot], firstPart, endPart, counters);
            if (due)
                step.Run(scope);
            else
                step.Skip(scope);
        }
    }

    private void SetPayloads(int tick, int firstSlot, int endSlot, int part, bool present)
    {
        foreach (EventPayloads payloads in _payloads)
        {
            for (int slot = firstSlot; slot < endSlot; slot++)
                payloads.Set(tick, slot, part, present);
        }
    }

    private EventPayloads Payloads(CpuPopulation population, int delay)
    {
        EventPayloads? payloads = _payloads.FirstOrDefault(p => p.Population == population && p.Delay == delay);
        if (payloads is null)
            _payloads.Add(payloads = new(population, delay, _parts));
        return payloads;
    }
}
