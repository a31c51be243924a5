using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// A projection's multiplier and shift, which are the same for all synapses of a target and so may be applied after summing.
/// Sums are modulo 2^32 or 2^64: the verifier has proved that the true sum fits, whatever the order.
/// </summary>
internal sealed unsafe class Scale
{
    private readonly AlignedArray<int>? _multipliers;

    /// <summary>
    /// The scale of <paramref name="projection"/> to <paramref name="target"/>; multipliers are per target neuron.
    /// </summary>
    public Scale(SpikeProgram program, Projection projection, CpuPopulation target)
    {
        Shift = projection.Shift;
        Factor = projection.Multiplier.IsArray ? 1L << Shift : (long)projection.Multiplier.Scalar << Shift;
        if (projection.Multiplier.Array is not { } name)
            return;
        _multipliers = new(target.Stride);
        program.Array(name).ToInt32().CopyTo(_multipliers.Slice(0, target.Size));
    }

    /// <summary>Left shift.</summary>
    public int Shift { get; }

    /// <summary>What is the same for all targets: multiplier and shift, or the shift alone where there are multipliers.</summary>
    public long Factor { get; }

    /// <summary>Multiplier of each target, without the shift, or null.</summary>
    public int* Multipliers => _multipliers is null ? null : _multipliers.Pointer;
}
