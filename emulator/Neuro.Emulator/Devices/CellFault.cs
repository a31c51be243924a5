namespace Neuro.Emulator.Devices;

/// <summary>What is wrong with a cell.</summary>
public enum CellFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It stays at the largest conductance.</summary>
    StuckOn,

    /// <summary>It stays at the smallest conductance.</summary>
    StuckOff,
}
