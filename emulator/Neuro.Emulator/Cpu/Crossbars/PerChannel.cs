using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>What the IR gives for all channels or for each.</summary>
internal static unsafe class PerChannel
{
    /// <summary>The values of <paramref name="channels"/> channels, and zeros up to a whole block.</summary>
    public static AlignedArray<long> Of(SpikeProgram program, IrValue value, int channels)
    {
        AlignedArray<long> values = new(channels + RowKernels.Block);
        IrArray? array = program.Array(value);
        for (int c = 0; c < channels; c++)
            values.Pointer[c] = array?[c] ?? value.Scalar;
        return values;
    }
}
