namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>What belongs to a phase.</summary>
/// <param name="Projections">Its projections, as places among all descriptors of such.</param>
/// <param name="Populations">Numbers of its populations.</param>
internal sealed record PhaseImage(IReadOnlyList<int> Projections, IReadOnlyList<int> Populations);
