namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a population.</summary>
internal static class PopulationField
{
    /// <summary>Number of neurons.</summary>
    public const int Size = 0;

    /// <summary>Elements between the rows of two slots.</summary>
    public const int Stride = 1;

    /// <summary>Ticks kept.</summary>
    public const int Ring = 2;

    /// <summary>First of its events.</summary>
    public const int Events = 3;

    /// <summary>First of its payloads; −1 where every payload is 1.</summary>
    public const int Payloads = 4;

    /// <summary>First of its counts.</summary>
    public const int Counts = 5;

    /// <summary>Number among the inputs; −1 for neurons.</summary>
    public const int Input = 6;

    /// <summary>First word of its events as bits, [slot, word], where a batch is delivered so; −1 where not.</summary>
    public const int Bits = 7;

    /// <summary>Fields of a descriptor.</summary>
    public const int Count = 8;
}
