using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>Random programs do on the device, event by event and state by state, what they do on the reference.</summary>
public sealed class RandomProgramTests
{
    private const int Ticks = 12;
    private const int Stop = 5;

    [Theory]
    [InlineData("chosen", 0, 100)]
    [InlineData("owners", 1000, 4)]
    [InlineData("group", 2000, 4)]
    [InlineData("grid", 3000, 3)]
    public void Events_states_and_counters_are_those_of_the_reference(string style, int firstSeed, int programs)
    {
        OpenCLBackend backend = Device.Backend(style);
        for (int seed = firstSeed; seed < firstSeed + programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: seed % 4 == 0 ? 200 : 24, crossbars: seed % 2 * 0.7);
            int slots = (seed % 3) switch { 0 => 1, 1 => 3, _ => 8 };
            InputBatch input = RandomProgram.Input(program, seed, slots, Ticks);
            using ISession reference = new ReferenceBackend().Open(program, new() { BatchSize = slots });
            using ISession device = backend.Open(program, new() { BatchSize = slots });
            Execution expected = Execution.Whole(reference, input, Ticks);
            Assert.Null(Named(seed, expected.FirstDifference(Execution.Whole(device, input, Ticks))));
            device.Reset();
            Assert.Null(Named(seed, expected.FirstDifference(Execution.Whole(device, input, Ticks))));
        }
    }

    [Theory]
    [InlineData("chosen", 4000, 8)]
    [InlineData("owners", 5000, 3)]
    [InlineData("group", 6000, 3)]
    public void A_session_goes_on_where_another_backends_was_saved(string style, int firstSeed, int programs)
    {
        OpenCLBackend backend = Device.Backend(style);
        for (int seed = firstSeed; seed < firstSeed + programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, crossbars: seed % 2 * 0.5);
            InputBatch input = RandomProgram.Input(program, seed, 3, Ticks);
            Execution expected = Execution.Whole(new ReferenceBackend().Open(program, new() { BatchSize = 3 }), input, Ticks);
            using ISession device = backend.Open(program, new() { BatchSize = 3 });
            using ISession other = new CpuBackend().Open(program, new() { BatchSize = 3 });
            Assert.Null(Named(seed, expected.FirstDifference(Execution.Interrupted(device, other, input, Ticks, Stop))));
            other.Reset();
            Assert.Null(Named(seed, expected.FirstDifference(Execution.Interrupted(other, device, input, Ticks, Stop))));
        }
    }

    private static string? Named(int seed, string? difference) => difference is null ? null : $"program {seed}: {difference}";
}
