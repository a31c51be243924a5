namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places of a slot's counters.</summary>
internal static class CounterField
{
    /// <summary>Events of neurons.</summary>
    public const int Spikes = 0;

    /// <summary>External events.</summary>
    public const int InputEvents = 1;

    /// <summary>Deliveries.</summary>
    public const int SynapticEvents = 2;

    /// <summary>Rows of crossbars driven.</summary>
    public const int RowActivations = 3;

    /// <summary>Cells on such rows.</summary>
    public const int CellReads = 4;

    /// <summary>Rows of crossbars read.</summary>
    public const int DacConversions = 5;

    /// <summary>Codes converted.</summary>
    public const int AdcConversions = 6;

    /// <summary>Codes and corrections added up.</summary>
    public const int DigitalAdds = 7;

    /// <summary>Executions of update steps' rules.</summary>
    public const int RuleUpdates = 8;

    /// <summary>Pulses on cells.</summary>
    public const int Pulses = 9;

    /// <summary>Pairs of cells that were refreshed.</summary>
    public const int Refreshes = 10;

    /// <summary>Number of counters.</summary>
    public const int Count = 11;
}
