using Neuro.Emulator.Cpu.Threading;
using Neuro.Emulator.OpenCL.Generation;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL;

/// <summary>Chooses how a program is spread over a device.</summary>
internal static class StyleChoice
{
    private const int GroupSize = 256;

    // Groups that a compute unit of a GPU holds at a time.
    private const int GroupsOfAUnit = 8;

    // A group that runs all ticks of a slot by itself is fast up to about this many neurons, or plastic synapses.
    private const int NeuronsOfAGroup = 16 << 10;
    private const int SynapsesOfAGroup = 256 << 10;

    // A work-item of a large grid goes through about so many synapses of a rule that runs at all of them.
    private const int SynapsesOfAWorkItem = 16;

    // From handing a kernel over to its first work-item, through pocl.
    private const double NanosecondsPerKernel = 30_000;

    // One work-item steps a neuron of a few states in this time; the estimate of a tick is for the CPU backend's kernels.
    private const double NanosecondsPerNeuron = 1;

    // A tick shorter than this is not worth half a second of compiling.
    private const double NanosecondsOfATinyTick = 300;

    /// <summary>The style for <paramref name="batchSize"/> slots of <paramref name="program"/>.</summary>
    public static ExecutionStyle For(SpikeProgram program, int batchSize, ComputeDevice device) => device.Kind == DeviceKind.Cpu
        ? ForProcessors(program, batchSize, device.ComputeUnits)
        : ForGpu(program, batchSize, device.ComputeUnits);

    private static ExecutionStyle ForProcessors(SpikeProgram program, int batchSize, int units)
    {
        long neurons = program.Populations.Where(p => !p.IsInput).Sum(p => (long)p.Size);
        double onTheCpu = batchSize * TickCost.Nanoseconds(program);
        double alone = onTheCpu + batchSize * neurons * NanosecondsPerNeuron;
        ExecutionStyle one = ExecutionStyle.OneOwner with { Optimised = onTheCpu > NanosecondsOfATinyTick };
        if (units < 2 || batchSize >= units)
            return one;
        int kernels = 2 + program.Populations.Where(p => !p.IsInput).Select(p => p.Phase).Distinct().Count()
            + program.Projections.Sum(p => (p.Read is null ? 0 : 1) + (p.Plasticity?.Steps.Length ?? 0));
        return alone / units + kernels * NanosecondsPerKernel < alone
            ? new(Shared: false, Lanes: units, GroupSize: 1, Staged: true)
            : one;
    }

    private static ExecutionStyle ForGpu(SpikeProgram program, int batchSize, int units)
    {
        long plastic = program.Projections.Where(p => p.Plasticity is not null)
            .Select(p => SynapseCounts.Of(program, p)).DefaultIfEmpty(0).Max();
        long largest = Math.Max(program.Populations.Max(p => p.Size), plastic / SynapsesOfAWorkItem);
        bool small = program.Populations.Sum(p => (long)p.Size) <= NeuronsOfAGroup && plastic <= SynapsesOfAGroup;
        if (batchSize >= units || small)
            return new(Shared: true, Lanes: GroupSize, GroupSize, Staged: false);
        int groups = (int)Math.Clamp((largest + GroupSize - 1) / GroupSize, 1, (long)units * GroupsOfAUnit);
        return new(Shared: true, Lanes: groups * GroupSize, GroupSize, Staged: true);
    }
}
