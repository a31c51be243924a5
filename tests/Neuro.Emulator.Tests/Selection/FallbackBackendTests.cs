using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Selection;

/// <summary>A run that loses its device ends as one that does not.</summary>
public sealed class FallbackBackendTests
{
    private const int Ticks = 9, Slots = 2;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whichever_call_fails_the_outcome_is_the_same(int failsAt)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed);
            InputBatch input = RandomProgram.Input(program, seed, Slots, Ticks);
            SessionOptions options = new() { BatchSize = Slots };
            List<DeviceException> failures = [];
            FakeProvider provider = new("gpu", FakeProvider.Gpu()) { FailsAt = failsAt };
            FallbackBackend backend = new(provider.Create(provider.Devices[0]), new CpuBackend(), failures.Add);

            using ISession expected = new ReferenceBackend().Open(program, options);
            using ISession actual = backend.Open(program, options);
            expected.Reset([7, 5]);
            actual.Reset([7, 5]);
            string? difference = Execution.Interrupted(expected, expected, input, Ticks, stop: 2)
                .FirstDifference(Execution.Interrupted(actual, actual, input, Ticks, stop: 2));
            Assert.True(difference is null, $"program {seed}: {difference}");
            Assert.Equal(failsAt == 0 ? 0 : 1, failures.Count);
        }
    }
}
