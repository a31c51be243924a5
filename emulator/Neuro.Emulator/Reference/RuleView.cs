namespace Neuro.Emulator.Reference;

/// <summary>What the rules of a projection may look at after one tick, when a sample ends, or at one event.</summary>
internal sealed class RuleView
{
    /// <summary>The end of <paramref name="tick"/>; where the sample ends, of none of its ticks: there are no events
    /// then.</summary>
    public RuleView(ReferencePlasticity plasticity, ReferenceSlot slot, int tick, bool sampleEnds)
    {
        (Slot, Tick, SampleEnds) = (slot, tick, sampleEnds);
        Arrays = slot.Synapses[plasticity.Name];
        PreEmitted = Payloads(plasticity.Source, tick);
        PreEvent = Payloads(plasticity.Source, tick - plasticity.Delay);
        PostEvent = Payloads(plasticity.Target, tick);
        PostDelayed = Payloads(plasticity.Target, tick - plasticity.Delay);
    }

    /// <summary>One event of tick <paramref name="tick"/>, where neurons fire by the event.</summary>
    public RuleView(ReferencePlasticity plasticity, ReferenceSlot slot, int tick, Event e)
    {
        (Slot, Tick) = (slot, tick);
        Arrays = slot.Synapses[plasticity.Name];
        PreEvent = new int[slot.Size(plasticity.Source)];
        PreEvent[e.Neuron] = e.Payload;
        (PreEmitted, PostEvent, PostDelayed) = ([], [], []);
    }

    /// <summary>The slot, with the states of all neurons.</summary>
    public ReferenceSlot Slot { get; }

    /// <summary>t.</summary>
    public int Tick { get; }

    /// <summary>Whether it is the end of a sample.</summary>
    public bool SampleEnds { get; }

    /// <summary>The weights and per-synapse arrays.</summary>
    public Dictionary<string, int[]> Arrays { get; }

    /// <summary>The vectors that earlier steps of this tick gathered.</summary>
    public Dictionary<string, int[]> Gathered { get; } = [];

    /// <summary>By source neuron: the payload of its event of tick t; 0 for none.</summary>
    public int[] PreEmitted { get; }

    /// <summary>By source neuron: the payload of its event of tick t − d; 0 for none.</summary>
    public int[] PreEvent { get; }

    /// <summary>By target neuron: the payload of its event of tick t; 0 for none.</summary>
    public int[] PostEvent { get; }

    /// <summary>By target neuron: the payload of its event of tick t − d; 0 for none.</summary>
    public int[] PostDelayed { get; }

    private int[] Payloads(int population, int tick)
    {
        int[] payloads = new int[Slot.Size(population)];
        if (SampleEnds)
            return payloads;
        foreach (Event e in Slot.Events(population, tick))
            payloads[e.Neuron] = e.Payload;
        return payloads;
    }
}
