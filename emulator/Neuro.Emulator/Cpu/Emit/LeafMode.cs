namespace Neuro.Emulator.Cpu.Emit;

/// <summary>How a kernel finds the value of its n-th neuron or synapse.</summary>
internal enum LeafMode
{
    /// <summary>Element n of an array.</summary>
    Elements,

    /// <summary>One value for all that a call works on.</summary>
    Broadcast,

    /// <summary>Element indices[n] of an array of 32-bit integers.</summary>
    Indexed,

    /// <summary>Elements that lie as far apart as the call says: a column of a dense matrix.</summary>
    Strided,
}
