using ILGPU.Runtime;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>Chooses how a program's slots are spread over a device.</summary>
internal static class LaunchShapes
{
    // A launch costs about as much as a group takes for so many neurons.
    private const long NeuronsOfGroup = 16 * 1024;
    private const int ThreadsOfGroup = 256;
    private const int NeuronsOfThread = 4;

    // Rules visit few of the synapses at most ticks: so many weigh as much as a neuron.
    private const int SynapsesOfNeuron = 16;
    private const int MostGroupsPerSlot = 1024;
    private const int SlotsOfDenseBatch = 256;
    private const long WeightsOfDenseBatch = 64 * 1024;

    /// <summary>The shape for <paramref name="program"/>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="program">The program.</param>
    /// <param name="options">Batch size and threads: threads count where the device has the machine's own.</param>
    /// <param name="groupsPerSlot">Groups that share a slot, 0 for none; null to choose.</param>
    public static LaunchShape Choose(Device device, SpikeProgram program, SessionOptions options, int? groupsPerSlot)
    {
        long neurons = program.Populations.Sum(p => (long)p.Size) + PlasticSynapses(program) / SynapsesOfNeuron;
        int threads = LargestPowerOfTwo(Math.Min(device.MaxNumThreadsPerGroup, ThreadsOfGroup));
        bool small = !IsDenseBatch(program, options.BatchSize)
            && (neurons <= NeuronsOfGroup || options.BatchSize >= 2 * device.NumMultiprocessors);
        int shared = groupsPerSlot ?? (threads == 1 || small ? 0 : GroupsOf(neurons, threads));
        int groups = device.AcceleratorType == AcceleratorType.CPU
            ? Math.Min(options.BatchSize, options.Threads)
            : options.BatchSize;
        return new(threads, groups, shared);
    }

    // Weights that a batch should pass together rather than each slot for itself.
    private static bool IsDenseBatch(SpikeProgram program, int slots) =>
        slots >= SlotsOfDenseBatch && program.Projections
            .Where(p => p.Connectivity is Dense && p.Read is null && p.Plasticity is null)
            .Any(p => (long)program.Population(p.Source).Size * program.Population(p.Target).Size >= WeightsOfDenseBatch);

    private static long PlasticSynapses(SpikeProgram program) => program.Projections.Where(p => p.Plasticity is not null)
        .Sum(p => (long)SynapseCounts.Of(program, p));

    private static int GroupsOf(long neurons, int threads) =>
        (int)Math.Clamp(neurons / ((long)NeuronsOfThread * threads), 1, MostGroupsPerSlot);

    private static int LargestPowerOfTwo(int value) => 1 << System.Numerics.BitOperations.Log2((uint)value);
}
