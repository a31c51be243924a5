using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A per-synapse array of a plastic projection, with an element of 32 bits for each synapse.</summary>
/// <param name="Place">Its place in S.</param>
/// <param name="Minimum">Smallest element it can hold.</param>
/// <param name="Maximum">Largest element it can hold.</param>
/// <param name="Initial">Its elements at first.</param>
/// <param name="PerSample">Whether a new sample returns it to these.</param>
internal sealed record PlasticArray(long Place, int Minimum, int Maximum, IrValue Initial, bool PerSample);
