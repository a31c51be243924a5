using Neuro.Emulator.Cpu.Threading;
using Neuro.Emulator.OpenCL.Generation;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL;

/// <summary>Chooses how a program is spread over a device.</summary>
internal static class StyleChoice
{
    private const int GroupSize = 256;

    // Groups that a compute unit of a GPU holds at a time.
    private const int GroupsOfAUnit = 8;

    // A group that runs all ticks of a slot by itself is fast up to about this many neurons.
    private const int NeuronsOfAGroup = 16 << 10;

    // From handing a kernel over to its first work-item, through pocl.
    private const double NanosecondsPerKernel = 30_000;

    // A tick shorter than this is not worth half a second of compiling.
    private const double NanosecondsOfATinyTick = 300;

    /// <summary>The style for <paramref name="batchSize"/> slots of <paramref name="program"/>.</summary>
    public static ExecutionStyle For(SpikeProgram program, int batchSize, ComputeDevice device) => device.Kind == DeviceKind.Cpu
        ? ForProcessors(program, batchSize, device.ComputeUnits)
        : ForGpu(program, batchSize, device.ComputeUnits);

    private static ExecutionStyle ForProcessors(SpikeProgram program, int batchSize, int units)
    {
        double alone = batchSize * TickCost.Nanoseconds(program);
        ExecutionStyle one = ExecutionStyle.OneOwner with { Optimised = alone > NanosecondsOfATinyTick };
        if (units < 2 || batchSize >= units)
            return one;
        int kernels = 2 + program.Populations.Where(p => !p.IsInput).Select(p => p.Phase).Distinct().Count()
            + program.Projections.Count(p => p.Read is not null);
        return alone / units + kernels * NanosecondsPerKernel < alone
            ? new(Shared: false, Lanes: units, GroupSize: 1, Staged: true)
            : one;
    }

    private static ExecutionStyle ForGpu(SpikeProgram program, int batchSize, int units)
    {
        int largest = program.Populations.Max(p => p.Size);
        if (batchSize >= units || program.Populations.Sum(p => (long)p.Size) <= NeuronsOfAGroup)
            return new(Shared: true, Lanes: GroupSize, GroupSize, Staged: false);
        int groups = (int)Math.Clamp((largest + GroupSize - 1L) / GroupSize, 1, (long)units * GroupsOfAUnit);
        return new(Shared: true, Lanes: groups * GroupSize, GroupSize, Staged: true);
    }
}
