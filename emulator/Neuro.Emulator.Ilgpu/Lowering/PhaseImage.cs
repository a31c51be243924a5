namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>What belongs to a phase.</summary>
/// <param name="Projections">Its projections, as places among all descriptors of such.</param>
/// <param name="Reductions">Its reductions, likewise.</param>
/// <param name="Populations">Numbers of its populations.</param>
internal sealed record PhaseImage(
    IReadOnlyList<int> Projections, IReadOnlyList<int> Reductions, IReadOnlyList<int> Populations)
{
    /// <summary>Fields of a phase in the table.</summary>
    public const int Fields = 6;
}
