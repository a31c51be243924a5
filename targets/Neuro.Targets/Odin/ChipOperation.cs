namespace Neuro.Targets.Odin;

/// <summary>What a word of a command stream does; the numbers are those of the file.</summary>
public enum ChipOperation
{
    /// <summary>SPI write of data B to address A.</summary>
    Write = 1,

    /// <summary>Event of address B on the input AER bus.</summary>
    Event = 2,

    /// <summary>Wait until the chip is idle; the next step begins.</summary>
    Step = 3,

    /// <summary>SPI read of address A.</summary>
    Read = 4,

    /// <summary>Pulse of the reset line, which empties the event queue; memories and registers stay.</summary>
    Reset = 5,

    /// <summary>Dump of the neurons' states, for the one who drives the chip.</summary>
    DumpNeurons = 6,

    /// <summary>Dump of the synapse memory, for the one who drives the chip.</summary>
    DumpSynapses = 7,
}
