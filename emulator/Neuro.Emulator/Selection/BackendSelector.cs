using Neuro.Emulator.Cpu.Threading;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Selection;

/// <summary>
/// Chooses what executes a program soonest: the CPU backend, or a GPU where the work is long enough to pay for its start. The
/// model is rough, and errs towards the CPU. CPU devices of other libraries (pocl, stand-ins) are never chosen: the CPU backend
/// is faster.
/// </summary>
/// <param name="providers">The families of backends; the CPU backend's is called "cpu". At equal estimates the earlier
/// wins.</param>
/// <param name="mayHaveGpu">Whether it is worth looking for a GPU: drivers take a while to load.</param>
public sealed class BackendSelector(IReadOnlyList<IBackendProvider> providers, Func<bool> mayHaveGpu)
{
    // Below this no start of a GPU pays off.
    private const double ShortestSeconds = 2;

    // Contexts, kernels compiled and data copied.
    private const double StartSeconds = 1.5;

    // Launches of one tick, where several ticks share what they can.
    private const double SecondsPerTick = 20e-6;

    // A compute unit of a GPU at 1 GHz beside one thread of the CPU: 132 units at 2 GHz do 50e9 scattered events a second.
    private const double ThreadsPerUnitAndGigahertz = 0.17;

    // The estimate has to be that much better than the CPU's.
    private const double Margin = 1.5;

    /// <summary>A selector among <paramref name="providers"/> that looks for GPUs where the system shows signs of one.</summary>
    public BackendSelector(IReadOnlyList<IBackendProvider> providers)
        : this(providers, GpuPresence.IsLikely)
    {
    }

    /// <summary>Chooses for <paramref name="program"/>.</summary>
    /// <param name="program">A verified program.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <param name="sampleTicks">Ticks that will be executed in all, over all samples.</param>
    public BackendChoice Choose(SpikeProgram program, SessionOptions options, long sampleTicks)
    {
        IBackendProvider cpu = providers.First(p => p.Name == "cpu");
        if (program.Firing == Firing.Event)
            return Cpu("its neurons fire event by event");
        if (!program.Reductions.IsEmpty || program.Projections.Any(p => p.Plasticity is not null))
            return Cpu("it learns or reduces, which is estimated for the CPU alone");
        int threads = Math.Min(options.Threads, Environment.ProcessorCount);
        double seconds = 1e-9 * TickCost.Nanoseconds(program) * sampleTicks;
        double onCpu = seconds / threads;
        if (onCpu < ShortestSeconds)
            return Cpu($"about {Words(onCpu)} of work");
        if (!mayHaveGpu())
            return Cpu("there is no GPU");
        (IBackendProvider Provider, ComputeDevice Device, double Seconds)[] gpus =
        [
            .. providers.Where(p => p != cpu)
                .SelectMany(p => p.Devices.Where(d => d.Kind == DeviceKind.Gpu).Select(d => (p, d, OnGpu(d))))
                .OrderBy(g => g.Item3),
        ];
        if (gpus.Length == 0)
            return Cpu("no backend reaches a GPU; `neuro doctor` says what is missing");
        double bytes = Bytes(program, options.BatchSize);
        foreach ((IBackendProvider provider, ComputeDevice device, double onGpu) in gpus)
        {
            BackendChoice choice = new(provider, device, $"about {Words(onCpu)} on the CPU, about {Words(onGpu)} there");
            if (device.MemoryBytes > 0 && bytes > device.MemoryBytes)
                continue;
            return onGpu * Margin < onCpu ? choice : Cpu($"about {Words(onCpu)} here, about {Words(onGpu)} on {choice}");
        }
        return Cpu($"no GPU has the {bytes / (1L << 30):0.#} GiB of memory that this takes");

        BackendChoice Cpu(string reason) => new(cpu, cpu.Devices[0], reason);

        double OnGpu(ComputeDevice device)
        {
            double gigahertz = device.ClockMegahertz > 0 ? device.ClockMegahertz / 1000.0 : 1;
            double speed = Math.Max(1, ThreadsPerUnitAndGigahertz * device.ComputeUnits * gigahertz);
            return StartSeconds + SecondsPerTick * sampleTicks / options.BatchSize + seconds / speed;
        }
    }

    // Weights as they are stored beside an index of a target, states and sums of every slot.
    private static double Bytes(SpikeProgram program, int batch)
    {
        double arrays = program.Arrays.Sum(a => 4.0 * a.Length);
        double slot = program.Populations.Where(p => !p.IsInput).Sum(p => p.Size * Neuron(program.Neuron(p.Neuron!)));
        return arrays + batch * slot;

        static double Neuron(MicroProgram neuron) => 4.0 * neuron.States.Length + 8.0 * neuron.Accumulators.Length;
    }

    private static string Words(double seconds) => seconds switch
    {
        < 1 => FormattableString.Invariant($"{seconds:0.##} s"),
        < 120 => FormattableString.Invariant($"{seconds:0} s"),
        _ => FormattableString.Invariant($"{seconds / 60:0} min"),
    };
}
