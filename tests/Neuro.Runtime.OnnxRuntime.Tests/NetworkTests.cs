using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime.Data;
using Neuro.Testing.Programs;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>Networks that somebody trained: the same events, states after every tick and counters as the emulator.</summary>
public sealed class NetworkTests
{
    private const int Samples = 4;

    [Theory]
    [MemberData(nameof(Networks.Names), MemberType = typeof(Networks))]
    public void A_trained_network_does_what_the_emulator_does(string name)
    {
        Native.Require();
        (SpikeProgram program, SpikeDataset data) = Networks.Load(name);
        InputBatch input = new(
            program.Populations.Single(p => p.IsInput).Name, [.. Enumerable.Range(0, Samples).Select(s => data[s])]);
        SessionOptions options = new() { BatchSize = Samples, Threads = 2 };
        using ISession emulator = new CpuBackend().Open(program, options);
        using ISession exported = new OnnxRuntimeBackend().Open(program, options);
        Execution expected = Execution.Whole(emulator, input, data.Ticks);
        Execution actual = Execution.Whole(exported, input, data.Ticks);
        Assert.True(expected.Spikes > 0, $"{name} is silent");
        Assert.True(expected.FirstDifference(actual) is null, $"{name}: {expected.FirstDifference(actual)}");
    }
}
