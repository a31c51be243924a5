using System.Runtime.CompilerServices;
using ILGPU;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// Learning: SEMANTICS.md, section 11, with the names used there. Threads share the triggered synapses, one after the other; what
/// is gathered or ranked is computed first at every such synapse, then combined by a thread for each group.
/// </summary>
internal static class Plasticities
{
    /// <summary>Where the descriptor of step number <paramref name="number"/> begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Step(ref Machine m, long number) => m.FirstStep + number * StepField.Fields;

    /// <summary>Where the descriptor of the plasticity at place <paramref name="place"/> begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long At(ref Machine m, long place) => m.FirstPlasticity + place * PlasticityField.Fields;

    /// <summary>Whether a step runs at the end of <paramref name="tick"/>, or of a sample.</summary>
    public static bool IsDue(ref Machine m, long step, int tick, bool sampleEnds)
    {
        int trigger = (int)m.Table[step + StepField.Trigger];
        if (sampleEnds || trigger == (int)StepTrigger.SampleEnd)
            return sampleEnds && trigger == (int)StepTrigger.SampleEnd;
        return trigger != (int)StepTrigger.Every || (tick + 1L) % m.Table[step + StepField.Period] == 0;
    }

    /// <summary>What rules do after a tick, or at a sample's end, to a slot whose threads are one group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunAll<TNetwork>(ref Machine m, int slot, int tick, int lane, int lanes, int sampleEnds)
        where TNetwork : struct, INetwork
    {
        for (int place = 0; place < m.Plasticities; place++)
            Begin(ref m, At(ref m, place), slot, tick, lane, lanes, sampleEnds != 0);
        Group.Barrier();
        for (int number = 0; number < m.Steps; number++)
        {
            long step = Step(ref m, number);
            if (!IsDue(ref m, step, tick, sampleEnds != 0))
                continue;
            default(TNetwork).Rule(ref m, number, slot, tick, lane, lanes);
            Group.Barrier();
            if (m.Table[step + StepField.Kind] == (int)StepKind.Update)
                continue;
            SynapseGroups.Combine(ref m, number, slot, lane, lanes);
            Group.Barrier();
        }
        for (int place = 0; place < m.Plasticities && sampleEnds == 0; place++)
            End(ref m, At(ref m, place), slot, tick, lane, lanes);
    }

    /// <summary>Forgets what was gathered, and puts the payloads of a tick's events where rules look for them.</summary>
    public static void Begin(ref Machine m, long p, int slot, int tick, int lane, int lanes, bool sampleEnds)
    {
        long first = m.Table[p + PlasticityField.FirstStep];
        for (long number = first; number < first + m.Table[p + PlasticityField.StepCount]; number++)
        {
            long step = Step(ref m, number);
            if (m.Table[step + StepField.Kind] != (int)StepKind.Gather)
                continue;
            long groups = m.Table[step + StepField.Groups];
            for (long g = lane; g < groups; g += lanes)
                m.States[m.Table[step + StepField.Into] + slot * groups + g] = 0;
        }
        if (!sampleEnds)
            Place(ref m, p, slot, tick, lane, lanes, clear: false);
    }

    /// <summary>Takes the payloads away again.</summary>
    public static void End(ref Machine m, long p, int slot, int tick, int lane, int lanes) =>
        Place(ref m, p, slot, tick, lane, lanes, clear: true);

    /// <summary>Runs the rule of step number <paramref name="number"/> at the synapses that fall to a thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRule, TAdder>(ref Machine m, int number, int slot, int tick, int lane, int lanes)
        where TRule : struct, IRule
        where TAdder : struct, IAdder
    {
        long step = Step(ref m, number);
        long p = At(ref m, m.Table[step + StepField.Plasticity]);
        int trigger = (int)m.Table[step + StepField.Trigger];
        long synapses = m.Table[p + PlasticityField.Synapses];
        LearningTally tally = default;
        if (trigger > (int)StepTrigger.PostDelayed)
        {
            for (long synapse = lane; synapse < synapses; synapse += lanes)
                RunAt<TRule>(ref m, p, step, number, slot, tick, (int)synapse, ref tally);
            tally.Count<TAdder>(ref m, slot);
            return;
        }
        // The rows of the sources, or the columns of the targets, that have an event.
        bool post = trigger >= (int)StepTrigger.Post;
        bool delayed = trigger == (int)StepTrigger.Pre || trigger == (int)StepTrigger.PostDelayed;
        int group = post ? (int)SynapseGroup.Post : (int)SynapseGroup.Pre;
        long population = m.Table[p + (post ? PlasticityField.Target : PlasticityField.Source)] * PopulationField.Count;
        long longest = m.Table[p + (post ? PlasticityField.LongestColumn : PlasticityField.LongestRow)];
        DueEvents events = DueEvents.Of(
            ref m, population, slot, delayed ? tick - (int)m.Table[p + PlasticityField.Delay] : tick);
        for (long unit = lane; unit < events.Count * longest; unit += lanes)
        {
            long e = unit / longest;
            int k = (int)(unit - e * longest);
            int neuron = events.Neuron(ref m, e);
            if (k < SynapseGroups.Count(ref m, p, group, neuron))
                RunAt<TRule>(ref m, p, step, number, slot, tick, SynapseGroups.Member(ref m, p, group, neuron, k), ref tally);
        }
        tally.Count<TAdder>(ref m, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunAt<TRule>(
        ref Machine m, long p, long step, int number, int slot, int tick, int synapse, ref LearningTally tally)
        where TRule : struct, IRule
    {
        int source = Source(ref m, p, synapse);
        int target = Target(ref m, p, synapse, source);
        long at = slot * m.Table[p + PlasticityField.Synapses] + synapse;
        int emitted = default(TRule).Step(ref m, slot, synapse, at, tick, source, target);
        if (m.Table[step + StepField.Kind] != (int)StepKind.Update)
        {
            m.States[m.Table[p + PlasticityField.Values] + at] = emitted;
            return;
        }
        tally.Updates++;
        long commit = m.Table[p + PlasticityField.Commit];
        if (emitted != 0 && commit >= 0)
            Pulses.Apply(ref m, p, commit, number, slot, tick, synapse, emitted, ref tally);
    }

    /// <summary>The source neuron of a synapse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Source(ref Machine m, long p, int synapse) => m.Table[p + PlasticityField.Rows] < 0
        ? synapse / (int)m.Table[p + PlasticityField.Width]
        : m.Constants[m.Table[p + PlasticityField.Sources] + synapse];

    /// <summary>The target neuron of a synapse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Target(ref Machine m, long p, int synapse, int source) => m.Table[p + PlasticityField.Rows] < 0
        ? synapse - source * (int)(m.Table[p + PlasticityField.Width] - m.Table[p + PlasticityField.TargetStep])
        : m.Targets[m.Table[p + PlasticityField.Targets] + synapse];

    /// <summary>Whether a step runs at a synapse.</summary>
    public static bool IsTriggered(ref Machine m, long p, long step, int slot, int source, int target)
    {
        int trigger = (int)m.Table[step + StepField.Trigger];
        if (trigger > (int)StepTrigger.PostDelayed)
            return true;
        bool post = trigger >= (int)StepTrigger.Post;
        int field = trigger == (int)StepTrigger.Pre ? PlasticityField.PreEvent
            : trigger == (int)StepTrigger.PreEmitted ? PlasticityField.PreEmitted
            : trigger == (int)StepTrigger.Post ? PlasticityField.PostEvent
            : PlasticityField.PostDelayed;
        long population = m.Table[p + (post ? PlasticityField.Target : PlasticityField.Source)] * PopulationField.Count;
        long row = m.Table[p + field] + slot * m.Table[population + PopulationField.Stride];
        return m.States[row + (post ? target : source)] != 0;
    }

    private static void Place(ref Machine m, long p, int slot, int tick, int lane, int lanes, bool clear)
    {
        int earlier = tick - (int)m.Table[p + PlasticityField.Delay];
        long source = m.Table[p + PlasticityField.Source];
        long target = m.Table[p + PlasticityField.Target];
        Place(ref m, m.Table[p + PlasticityField.PreEmitted], source, slot, tick, lane, lanes, clear);
        Place(ref m, m.Table[p + PlasticityField.PreEvent], source, slot, earlier, lane, lanes, clear);
        Place(ref m, m.Table[p + PlasticityField.PostEvent], target, slot, tick, lane, lanes, clear);
        Place(ref m, m.Table[p + PlasticityField.PostDelayed], target, slot, earlier, lane, lanes, clear);
    }

    private static void Place(ref Machine m, long first, long number, int slot, int tick, int lane, int lanes, bool clear)
    {
        if (first < 0)
            return;
        long population = number * PopulationField.Count;
        long row = first + slot * m.Table[population + PopulationField.Stride];
        DueEvents events = DueEvents.Of(ref m, population, slot, tick);
        for (int e = lane; e < events.Count; e += lanes)
            m.States[row + events.Neuron(ref m, e)] = clear ? 0 : events.Payload(ref m, e);
    }
}
