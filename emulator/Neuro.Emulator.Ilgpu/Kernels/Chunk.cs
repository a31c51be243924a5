namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// The ticks of one launch, or of one row of launches, and its input: for each input population, in order, ticks · slots + 1
/// offsets of its events, [tick, slot]; then the neurons; then, <see cref="Payloads"/> later, their payloads.
/// </summary>
internal struct Chunk
{
    /// <summary>First tick.</summary>
    public int FirstTick;

    /// <summary>Number of ticks.</summary>
    public int Ticks;

    /// <summary>Distance from a neuron to its payload; 0 where every payload is 1.</summary>
    public int Payloads;

    /// <summary>Population or projection that the launch is about, where it is about one.</summary>
    public int Object;

    /// <summary>The tick that the launch is about, where it is about one.</summary>
    public int Tick;

    /// <summary>Whether the launch takes away what it would place: not 0.</summary>
    public int Clear;

    /// <summary>Whether the launch is about the end of a sample: not 0.</summary>
    public int SampleEnds;

    /// <summary>Number of groups that share a slot.</summary>
    public int GroupsPerSlot;
}
