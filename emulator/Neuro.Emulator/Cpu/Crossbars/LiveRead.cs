namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>A read that drives any row of a tile.</summary>
/// <param name="Read">Its number in the batch.</param>
/// <param name="Active">Rows whose input is not 0.</param>
/// <param name="Inputs">The sum of the inputs.</param>
internal readonly record struct LiveRead(int Read, int Active, int Inputs);
