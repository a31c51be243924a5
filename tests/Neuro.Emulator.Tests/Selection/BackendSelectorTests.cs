using Neuro.Emulator.Cpu;
using Neuro.Emulator.Selection;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Tests.Selection;

public sealed class BackendSelectorTests
{
    private static readonly SessionOptions Options = new() { BatchSize = 32, Threads = 1 };

    // Ticks of all samples that take the CPU minutes.
    private const long Long = 50_000_000;

    [Fact]
    public void Short_work_is_for_the_CPU_and_no_device_is_looked_for()
    {
        FakeProvider gpu = new("gpu", FakeProvider.Gpu());
        BackendChoice choice = new BackendSelector([new CpuBackendProvider(), gpu], () => throw new InvalidOperationException())
            .Choose(Layer(1000), Options, sampleTicks: 100);
        Assert.Equal(("cpu", 0), (choice.Name, gpu.Looked));
        Assert.Matches(@"about 0(\.\d+)? s of work", choice.Reason);
    }

    [Fact]
    public void Without_signs_of_a_GPU_no_driver_is_loaded()
    {
        FakeProvider gpu = new("gpu", FakeProvider.Gpu());
        BackendChoice choice =
            new BackendSelector([new CpuBackendProvider(), gpu], () => false).Choose(Layer(1000), Options, Long);
        Assert.Equal(("cpu", 0), (choice.Name, gpu.Looked));
    }

    [Fact]
    public void Long_work_is_for_the_fastest_GPU()
    {
        FakeProvider slow = new("slow", FakeProvider.Gpu(units: 20));
        FakeProvider fast = new("fast", FakeProvider.Gpu(units: 20), FakeProvider.Gpu(index: 1));
        BackendChoice choice = Choose(Layer(1000), Long, slow, fast);
        Assert.Equal("fast:1", choice.Name);
        Assert.Contains("on the CPU", choice.Reason);
    }

    [Fact]
    public void Programs_that_fire_by_the_event_are_for_the_CPU()
    {
        SpikeProgram program = Layer(1000) with { Firing = Firing.Event, EventQueue = 1 };
        Assert.Equal("cpu", Choose(program, Long, new FakeProvider("gpu", FakeProvider.Gpu())).Name);
    }

    [Fact]
    public void The_earlier_of_equals_wins() =>
        Assert.Equal("a:0", Choose(Layer(1000), Long, new("a", FakeProvider.Gpu()), new("b", FakeProvider.Gpu())).Name);

    [Fact]
    public void Ticks_too_short_for_a_launch_stay_on_the_CPU()
    {
        BackendChoice choice = Choose(Layer(50), 10 * Long, new FakeProvider("gpu", FakeProvider.Gpu()));
        Assert.Equal("cpu", choice.Name);
        Assert.Contains("on gpu:0 (fast)", choice.Reason);
    }

    [Theory]
    [InlineData(DeviceKind.Cpu)]
    [InlineData(DeviceKind.Accelerator)]
    public void Only_GPUs_are_chosen(DeviceKind kind)
    {
        BackendChoice choice = Choose(Layer(1000), Long, new FakeProvider("pocl", FakeProvider.Gpu() with { Kind = kind }));
        Assert.Equal("cpu", choice.Name);
        Assert.Contains("no backend reaches a GPU", choice.Reason);
    }

    [Fact]
    public void A_GPU_without_room_is_passed_over()
    {
        BackendChoice choice = Choose(
            Layer(1000), Long, new("small", FakeProvider.Gpu(memory: 1 << 20)), new("large", FakeProvider.Gpu(units: 60)));
        Assert.Equal("large:0", choice.Name);
        Assert.Contains(
            "GiB of memory", Choose(Layer(1000), Long, new FakeProvider("small", FakeProvider.Gpu(memory: 1 << 20))).Reason);
    }

    [Fact]
    public void The_CPU_goes_on_where_the_chosen_device_fails()
    {
        FakeProvider lost = new("gpu", FakeProvider.Gpu()) { FailsAt = 1 };
        List<string> said = [];
        AutoBackend backend = new(
            new([new CpuBackendProvider(), lost], () => true), new CpuBackend(), Long, c => said.Add(c.Name),
            e => said.Add(e.Detail));
        using ISession session = backend.Open(Layer(1000), Options);
        session.Run(InputBatch.Silent, 3);
        Assert.Equal(3, session.Tick);
        Assert.Equal(["gpu:0", "it is gone"], said);
    }

    private static BackendChoice Choose(SpikeProgram program, long sampleTicks, params FakeProvider[] providers) =>
        new BackendSelector([new CpuBackendProvider(), .. providers], () => true).Choose(program, Options, sampleTicks);

    /// <summary>As many inputs as neurons, every one connected to every one.</summary>
    private static SpikeProgram Layer(int size)
    {
        MicroProgramBuilder b = new("count");
        b.Store("v", b.Sat(b.Add(b.State("v", 24), b.Accumulator("in", 64)), 24));
        return new()
        {
            Name = "layer",
            TimeStep = new(1, 1000),
            Neurons = [b.Build()],
            Populations =
                [new() { Name = "in", Shape = [size] }, new() { Name = "out", Shape = [size], Neuron = "count", Phase = 1 }],
            Projections =
            [
                new()
                {
                    Name = "p", Source = "in", Target = "out", Port = "in", Connectivity = new Dense(),
                    Weight = IrValue.FromArray("w"),
                },
            ],
            Arrays = [IrArray.Wrap("w", [size, size], 8, signed: true, new sbyte[size * size])],
        };
    }
}
