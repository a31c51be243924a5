using Neuro.Benchmarks.Crossbars;
using Neuro.Benchmarks.Workloads;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Benchmarks.Devices;

/// <summary>Work for a device and the CPU backend, and how it is counted.</summary>
internal sealed record DeviceWorkload
{
    // The bytes that one synaptic event moves: an index of 4, a weight of 1, and what of its sum is not in the cache.
    private const double BytesPerEvent = 5.5;

    // The states of W1's neuron, four words that are read and written.
    private const double BytesPerUpdate = 32;

    // Ticks of a read: more would only repeat it.
    private const int ReadTicks = 4;
    private const int Rows = 1024;

    /// <summary>Short name: "updates 1M".</summary>
    public required string Name { get; init; }

    /// <summary>The program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>Ticks of one run, from the initial state.</summary>
    public required int Ticks { get; init; }

    /// <summary>Samples side by side.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>External events.</summary>
    public InputBatch Input { get; init; } = InputBatch.Silent;

    /// <summary>What is counted: "G updates/s".</summary>
    public required string Unit { get; init; }

    /// <summary>How much work a run of such counters is, in units.</summary>
    public required Func<Counters, double> Work { get; init; }

    /// <summary>Bytes that a run of such counters moves at least; null where memory is not what bounds it.</summary>
    public Func<Counters, double>? Bytes { get; init; }

    /// <summary>What the time on a CPU through OpenCL should be at most, over the CPU backend's; null without a bar.</summary>
    public double? Bar { get; init; }

    /// <summary>Whether its ticks stand for time.</summary>
    public bool IsTimed { get; init; }

    /// <summary>W1's neurons alone: their states come from memory and go back once a tick.</summary>
    public static DeviceWorkload Updates(int neurons, int ticks)
    {
        int[] initial = CubaNetwork.InitialPotentials(neurons, new(3));
        return new()
        {
            Name = $"updates {Short(neurons)}",
            Program = new()
            {
                Name = "updates",
                TimeStep = new(1, 1000),
                Neurons = [CubaNetwork.Neuron()],
                Populations = [CubaNetwork.Population(neurons, CubaNetwork.Parameters(dt: 1))],
                Arrays = [IrArray.Create("v0", [neurons], 24, signed: true, initial)],
            },
            Ticks = ticks,
            Unit = "G updates/s",
            Work = c => 1e-9 * c.NeuronUpdates,
            Bytes = c => BytesPerUpdate * c.NeuronUpdates,
            Bar = 1.5,
        };
    }

    /// <summary>The balanced network: delivery over scattered synapses.</summary>
    public static DeviceWorkload Delivery(int neurons, int degree, int ticks) => new()
    {
        Name = $"delivery {Short(neurons)} x {degree}",
        Program = LargeNetwork.Create(neurons, degree),
        Ticks = ticks,
        Unit = "G syn. events/s",
        Work = c => 1e-9 * c.SynapticEvents,
        Bytes = c => BytesPerEvent * c.SynapticEvents + BytesPerUpdate * c.NeuronUpdates,
        Bar = 2,
        IsTimed = true,
    };

    /// <summary>784-512-10 on a batch of samples with 7 % of the inputs active.</summary>
    public static DeviceWorkload Dense(int batch)
    {
        Workload workload = FeedForwardNetwork.Create(batch, inputPercent: 7);
        return new()
        {
            Name = $"dense 784-512-10, batch {batch}",
            Program = workload.Program,
            Ticks = workload.Ticks,
            BatchSize = batch,
            Input = workload.Input,
            Unit = "samples/s",
            Work = _ => batch,
        };
    }

    /// <summary>Reads of 1024 x 1024 cells, every row driven.</summary>
    public static DeviceWorkload Reads(int batch, bool noise)
    {
        ProductWorkload product = new(Rows, batch);
        int[] offsets = [.. Enumerable.Range(0, ReadTicks + 1).Select(t => t * Rows)];
        int[] rows = [.. Enumerable.Range(0, ReadTicks * Rows).Select(i => i % Rows)];
        SpikeTrain Train(int slot) => new(
            Rows, offsets, rows, [.. rows.Select(row => Math.Max(1, product.Inputs[slot * Rows + row]))]);
        return new()
        {
            Name = $"reads {Rows}², batch {batch}{(noise ? ", noise" : "")}",
            Program = product.Program(product.Conductances, noise),
            Ticks = ReadTicks,
            BatchSize = batch,
            Input = new("input", [.. Enumerable.Range(0, batch).Select(Train)]),
            Unit = "GMAC/s",
            Work = _ => 1e-9 * batch * ReadTicks * Rows * Rows,
        };
    }

    private static string Short(int count) =>
        count % 1_000_000 == 0 ? $"{count / 1_000_000}M" : count % 1000 == 0 ? $"{count / 1000}k" : $"{count}";
}
