namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>What a program is in a device's memory: contents of what stays, and sizes of what changes.</summary>
/// <param name="slots">Number of slots.</param>
internal sealed class DeviceImage(int slots)
{
    /// <summary>Number of slots.</summary>
    public int Slots { get; } = slots;

    /// <summary>Descriptors.</summary>
    public Pool<long> Table { get; } = new();

    /// <summary>Parameters, tables, row pointers, geometry.</summary>
    public Pool<int> Constants { get; } = new();

    /// <summary>Targets of sparse synapses.</summary>
    public Pool<int> Targets { get; } = new();

    /// <summary>Weights of 8 bits.</summary>
    public Pool<sbyte> Weights8 { get; } = new();

    /// <summary>Weights of 16 bits.</summary>
    public Pool<short> Weights16 { get; } = new();

    /// <summary>Weights of 32 bits.</summary>
    public Pool<int> Weights32 { get; } = new();

    /// <summary>Weights of 64 bits.</summary>
    public Pool<long> Weights64 { get; } = new();

    /// <summary>Elements of states.</summary>
    public long States { get; set; }

    /// <summary>Elements of narrow sums.</summary>
    public long Sums { get; set; }

    /// <summary>Elements of wide sums.</summary>
    public long WideSums { get; set; }

    /// <summary>Elements of events.</summary>
    public long Events { get; set; }

    /// <summary>Elements of payloads.</summary>
    public long Payloads { get; set; }

    /// <summary>Elements of counts.</summary>
    public long Counts { get; set; }

    /// <summary>Elements of crossbars' outputs.</summary>
    public long Outputs { get; set; }

    /// <summary>Words of events as bits.</summary>
    public long Bits { get; set; }

    /// <summary>Elements of crossbars' patches.</summary>
    public long Patches { get; set; }
}
