namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a plane of a crossbar read.</summary>
internal static class PlaneField
{
    /// <summary>Whether inputs are digits of payloads.</summary>
    public const int Digit = 0;

    /// <summary>Right shift of a payload.</summary>
    public const int Shift = 1;

    /// <summary>Smallest input.</summary>
    public const int Minimum = 2;

    /// <summary>Largest input.</summary>
    public const int Maximum = 3;

    /// <summary>What the plane is worth.</summary>
    public const int Weight = 4;

    /// <summary>Fields of a descriptor.</summary>
    public const int Count = 5;
}
