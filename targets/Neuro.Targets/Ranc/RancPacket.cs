namespace Neuro.Targets.Ranc;

/// <summary>A packet from outside, which enters the grid at place (0, 0).</summary>
/// <param name="Dx">Column of the core that it goes to.</param>
/// <param name="Dy">Row of the core that it goes to.</param>
/// <param name="Axon">The axon that it goes to.</param>
/// <param name="Tick">Ticks that it takes beyond one.</param>
public readonly record struct RancPacket(int Dx, int Dy, int Axon, int Tick);
