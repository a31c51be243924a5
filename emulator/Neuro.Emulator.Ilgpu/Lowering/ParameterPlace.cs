namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>Where a rule's parameter is found.</summary>
/// <param name="First">First element.</param>
/// <param name="Stride">Elements between two slots; 0 where all have the same.</param>
/// <param name="By">What chooses the element.</param>
/// <param name="IsConstant">Whether it lies among the constants; else among the states.</param>
internal readonly record struct ParameterPlace(long First, long Stride, ParameterIndex By, bool IsConstant = false);
