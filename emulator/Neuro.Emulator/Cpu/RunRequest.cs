using Neuro.Runtime.Data;

namespace Neuro.Emulator.Cpu;

/// <summary>What one call of <see cref="CpuSession.Run"/> asks for.</summary>
/// <param name="Trains">By input population, one train per slot; null where the population is silent.</param>
/// <param name="Offset">Session tick at which train tick 0 plays.</param>
/// <param name="FirstTick">First tick to execute.</param>
/// <param name="EndTick">One after the last tick.</param>
/// <param name="Recorder">What records, or null.</param>
internal sealed record RunRequest(SpikeTrain[]?[] Trains, int Offset, int FirstTick, int EndTick, CpuRecorder? Recorder);
