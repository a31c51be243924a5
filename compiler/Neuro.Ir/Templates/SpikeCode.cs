namespace Neuro.Ir.Templates;

/// <summary>How a whole number is sent during a window of ticks.</summary>
public enum SpikeCode
{
    /// <summary>One event whose payload is the number; a window is one tick.</summary>
    Graded,

    /// <summary>As many spikes as the number says, one a tick from the first tick on; no negative numbers.</summary>
    Unary,

    /// <summary>As many spikes as its magnitude says, of payload 1 or −1.</summary>
    Ternary,

    /// <summary>Its bits, the highest first: a spike for a one. Receivers double what they have before they add.</summary>
    Bitwise,
}
