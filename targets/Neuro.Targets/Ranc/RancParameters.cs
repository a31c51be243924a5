namespace Neuro.Targets.Ranc;

/// <summary>
/// Sizes and widths of a grid of RANC cores: what the hardware is synthesised with, under the names of a
/// <c>tb_…_params.json</c> file.
/// </summary>
public sealed record RancParameters
{
    /// <summary>Columns of the grid (grid_dimension_x).</summary>
    public int GridX { get; init; } = 1;

    /// <summary>Rows of the grid (grid_dimension_y).</summary>
    public int GridY { get; init; } = 1;

    /// <summary>Column of the place that packets leave by (output_core_x_coordinate).</summary>
    public int OutputX { get; init; }

    /// <summary>Row of the place that packets leave by (output_core_y_coordinate).</summary>
    public int OutputY { get; init; }

    /// <summary>Outputs that are told apart (num_outputs).</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>Neurons of a core (num_neurons).</summary>
    public int Neurons { get; init; } = 256;

    /// <summary>Axons of a core (num_axons).</summary>
    public int Axons { get; init; } = 256;

    /// <summary>Slots of an axon's scheduler (num_ticks).</summary>
    public int Ticks { get; init; } = 16;

    /// <summary>Weights of a neuron, one per type of axon (num_weights).</summary>
    public int Weights { get; init; } = 4;

    /// <summary>Kinds of reset (num_reset_modes).</summary>
    public int ResetModes { get; init; } = 2;

    /// <summary>Bits of potentials and reset values (potential_width).</summary>
    public int PotentialBits { get; init; } = 9;

    /// <summary>Bits of a weight (weight_width).</summary>
    public int WeightBits { get; init; } = 9;

    /// <summary>Bits of a leak (leak_width).</summary>
    public int LeakBits { get; init; } = 9;

    /// <summary>Bits of a threshold (threshold_width).</summary>
    public int ThresholdBits { get; init; } = 9;

    /// <summary>Columns that a packet's dx tells apart (max_dimension_x).</summary>
    public int MaxX { get; init; } = 512;

    /// <summary>Rows that a packet's dy tells apart (max_dimension_y).</summary>
    public int MaxY { get; init; } = 512;

    /// <summary>Clock cycles of a tick (clock_cycles_per_tick).</summary>
    public int CyclesPerTick { get; init; } = 74534;

    /// <summary>Ticks before the first that is compared, less one (tick_latency).</summary>
    public int TickLatency { get; init; }

    /// <summary>Ticks that are compared; null for all (num_ticks_to_check).</summary>
    public int? TicksToCheck { get; init; }

    /// <summary>Whether packets of a tick may come in any order (relax_packet_ordering).</summary>
    public bool AnyOrder { get; init; } = true;

    /// <summary>Places of the grid.</summary>
    public int Places => GridX * GridY;

    /// <summary>Bits of a packet's dx.</summary>
    public int DxBits => BitsFor(MaxX);

    /// <summary>Bits of a packet's dy.</summary>
    public int DyBits => BitsFor(MaxY);

    /// <summary>Bits of an axon's number.</summary>
    public int AxonBits => BitsFor(Axons);

    /// <summary>Bits of a packet's tick.</summary>
    public int TickBits => BitsFor(Ticks);

    /// <summary>Bits of an axon's type.</summary>
    public int TypeBits => BitsFor(Weights);

    /// <summary>Bits of a reset mode.</summary>
    public int ModeBits => BitsFor(ResetModes);

    /// <summary>Bits of an output's number.</summary>
    public int OutputBits => BitsFor(Outputs);

    /// <summary>Bits of a neuron's word in csram.</summary>
    public int WordBits => Axons + (2 * PotentialBits) + (Weights * WeightBits) + LeakBits + (2 * ThresholdBits)
        + ModeBits + DxBits + DyBits + AxonBits + TickBits;

    /// <summary>Bits of a packet from outside.</summary>
    public int PacketBits => DxBits + DyBits + AxonBits + TickBits;

    /// <summary>Digits of a core's number in file names.</summary>
    public int Digits => $"{Places - 1}".Length;

    /// <summary>Bits that tell <paramref name="count"/> things apart.</summary>
    private static int BitsFor(int count) =>
        count <= 1 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(count - 1));
}
