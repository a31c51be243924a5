using ILGPU;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>Devices are named, and what they cannot do is said by kind, never by a crash.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void Devices_stand_at_the_places_of_their_numbers()
    {
        IlgpuBackendProvider provider = new();
        Assert.Null(provider.Missing);
        Assert.Equal("ilgpu", provider.Name);
        Assert.NotEmpty(provider.Library);
        Assert.Equal(Enumerable.Range(0, provider.Devices.Count), provider.Devices.Select(d => d.Index));
        Assert.Equal("ilgpu", provider.Create(provider.Devices[0]).Name);
        Assert.Contains(provider.Devices[0].Name, provider.Create(provider.Devices[0]).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused()
    {
        ComputeDevice gone = Devices.First with { Index = 99 };
        DeviceException failure = Assert.Throws<DeviceException>(() => new IlgpuBackendProvider().Create(gone));
        Assert.Equal(DeviceFailure.Lost, failure.Failure);
        Assert.Contains("ilgpu:99", failure.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_no_memory_holds_is_refused_as_such()
    {
        // 2^27 neurons with a state, 4,096 times: 2 TiB.
        MicroProgramBuilder b = new("counter");
        b.Store("n", b.Add(b.State("n", 32), 1));
        SpikeProgram program = new()
        {
            Name = "large",
            TimeStep = new(1, 1000),
            Neurons = [b.Build()],
            Populations = [new() { Name = "counters", Shape = [1 << 27], Neuron = "counter", Phase = 1 }],
        };
        DeviceException failure =
            Assert.Throws<DeviceException>(() => Devices.Backend(null).Open(program, new() { BatchSize = 4096 }));
        Assert.Equal(DeviceFailure.OutOfMemory, failure.Failure);
    }

    [Fact]
    public void Exceptions_of_the_library_are_told_apart()
    {
        Assert.Equal(DeviceFailure.OutOfMemory, DeviceFailures.Kind(new InsufficientMemoryException()));
        InternalCompilerException uncompiled = new("no", new InvalidOperationException());
        Assert.Equal(DeviceFailure.KernelBuild, DeviceFailures.Kind(uncompiled));
        Assert.Equal(DeviceFailure.KernelBuild, DeviceFailures.Kind(new CapabilityNotSupportedException("no")));
        Assert.Null(DeviceFailures.Kind(new InvalidOperationException()));
    }

    [Fact]
    public void A_session_answers_no_more_questions_than_it_has_states_and_slots()
    {
        SpikeProgram program = RandomProgram.Generate(5, largest: 8);
        using ISession session = Devices.Backend(null).Open(program, new() { BatchSize = 2 });
        Population population = program.Populations.First(p => !p.IsInput);
        Assert.Throws<KeyNotFoundException>(() => session.ReadState(population.Name, "nothing", 0, new int[population.Size]));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Counters(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Devices.Backend(null).Open(program, new() { BatchSize = 0 }));
    }
}
