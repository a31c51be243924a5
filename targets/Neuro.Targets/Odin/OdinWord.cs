namespace Neuro.Targets.Odin;

/// <summary>A neuron's word of 128 bits, where it is a leaky integrate-and-fire neuron (bit 0 set).</summary>
public readonly record struct OdinWord
{
    /// <summary>[0]: leaky integrate-and-fire; otherwise Izhikevich's.</summary>
    public bool IsLif { get; init; }

    /// <summary>[7:1]: by which a leak event lowers v.</summary>
    public int Leak { get; init; }

    /// <summary>[8]: whether v leaks.</summary>
    public bool Leaks { get; init; }

    /// <summary>[16:9]: threshold of v.</summary>
    public int Threshold { get; init; }

    /// <summary>[17]: whether calcium changes and synapses into the neuron learn.</summary>
    public bool Calcium { get; init; }

    /// <summary>[25:18]: threshold of v between depression and potentiation.</summary>
    public int ThetaMem { get; init; }

    /// <summary>[28:26]: least calcium at which weights change.</summary>
    public int Theta1 { get; init; }

    /// <summary>[31:29]: calcium from which weights no longer go down.</summary>
    public int Theta2 { get; init; }

    /// <summary>[34:32]: calcium from which weights no longer go up.</summary>
    public int Theta3 { get; init; }

    /// <summary>[39:35]: leak events for which calcium goes down by 1; 0 for never.</summary>
    public int CalciumLeak { get; init; }

    /// <summary>[77:70]: v.</summary>
    public int Membrane { get; init; }

    /// <summary>[80:78]: calcium.</summary>
    public int CalciumLevel { get; init; }

    /// <summary>[85:81]: leak events since calcium last went down.</summary>
    public int CalciumCount { get; init; }

    /// <summary>[127]: whether spikes stay inside.</summary>
    public bool Disabled { get; init; }

    /// <summary>The word.</summary>
    public UInt128 Bits =>
        At(0, IsLif) | At(1, Leak) | At(8, Leaks) | At(9, Threshold) | At(17, Calcium) | At(18, ThetaMem) | At(26, Theta1)
        | At(29, Theta2) | At(32, Theta3) | At(35, CalciumLeak) | At(70, Membrane) | At(78, CalciumLevel) | At(81, CalciumCount)
        | At(127, Disabled);

    /// <summary>The fields of <paramref name="word"/>.</summary>
    public static OdinWord Of(UInt128 word) => new()
    {
        IsLif = Field(word, 0, 1) != 0,
        Leak = Field(word, 1, 7),
        Leaks = Field(word, 8, 1) != 0,
        Threshold = Field(word, 9, 8),
        Calcium = Field(word, 17, 1) != 0,
        ThetaMem = Field(word, 18, 8),
        Theta1 = Field(word, 26, 3),
        Theta2 = Field(word, 29, 3),
        Theta3 = Field(word, 32, 3),
        CalciumLeak = Field(word, 35, 5),
        Membrane = Field(word, 70, 8),
        CalciumLevel = Field(word, 78, 3),
        CalciumCount = Field(word, 81, 5),
        Disabled = Field(word, 127, 1) != 0,
    };

    /// <summary>The fields in words.</summary>
    public override string ToString()
    {
        if (!IsLif) return "izhikevich";
        string text = $"threshold {Threshold} leak {(Leaks ? Leak : 0)} v {Membrane}";
        if (Calcium)
            text += $" theta_mem {ThetaMem} theta {Theta1} {Theta2} {Theta3} ca_leak {CalciumLeak} calcium {CalciumLevel}"
                + $" ca_count {CalciumCount}";
        return Disabled ? $"{text} disabled" : text;
    }

    private static UInt128 At(int bit, int value) => (UInt128)(uint)value << bit;

    private static UInt128 At(int bit, bool value) => At(bit, value ? 1 : 0);

    private static int Field(UInt128 word, int bit, int width) => (int)((uint)(word >> bit) & ((1u << width) - 1));
}
