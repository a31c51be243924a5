using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>The numbers of a chip of ODIN's family that lowering needs.</summary>
/// <param name="Neuron">The template of its neurons.</param>
/// <param name="LargestWeight">Largest magnitude of a weight.</param>
/// <param name="LargestThreshold">Largest threshold that the membrane can reach.</param>
/// <param name="RowsHaveSigns">Whether all weights of a row have one sign, so that a source with both takes two rows.</param>
/// <param name="Queue">Events that wait at most, beside the one in process.</param>
/// <param name="Ids">Numbers that rows and neurons share.</param>
internal sealed record OdinCore(
    string Neuron, int LargestWeight, int LargestThreshold, bool RowsHaveSigns, int Queue, int Ids)
{
    /// <summary>Largest leak of a leak event, of 7 bits.</summary>
    public const int LargestLeak = 127;

    /// <summary>The core of <paramref name="target"/>, with weights of at most <paramref name="weightBits"/> bits with their
    /// sign.</summary>
    public static OdinCore Of(TargetProfile target, int weightBits)
    {
        int largest = (1 << Math.Clamp(weightBits, 2, 4) - 1) - 1, ids = target.Limits.NeuronsPerCore ?? 256;
        return target.Arithmetic.Neurons == NeuronFamily.Odin
            ? new("odin_lif", largest, 255, true, 31, ids)
            : new("tinyodin", largest, 2047, false, 127, ids);
    }
}
