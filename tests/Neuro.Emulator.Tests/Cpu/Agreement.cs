using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Cpu;

/// <summary>Runs a program on the reference and on the CPU backend and asserts that
/// nothing that can be observed differs.</summary>
internal static class Agreement
{
    public static readonly SimdWidth[] Widths = [SimdWidth.Scalar, SimdWidth.Vector128, SimdWidth.Vector256, SimdWidth.Vector512];

    /// <summary>Every width with one thread, and the widest with more.</summary>
    public static void Check(SpikeProgram program, InputBatch input, int batchSize, int ticks)
    {
        Execution expected = Execute(new ReferenceBackend(), program, new() { BatchSize = batchSize }, input, ticks);
        foreach (SimdWidth width in Widths)
            Compare(expected, new CpuBackend(width), program, new() { BatchSize = batchSize }, input, ticks);
        foreach (int threads in (int[])[2, 3])
            Compare(expected, new CpuBackend { SharesShortTicks = true }, program,
                new() { BatchSize = batchSize, Threads = threads }, input, ticks);
    }

    private static void Compare(
        Execution expected, CpuBackend backend, SpikeProgram program, SessionOptions options, InputBatch input, int ticks)
    {
        string? difference = expected.FirstDifference(Execute(backend, program, options, input, ticks));
        Assert.True(difference is null, $"{backend.Description}, {options.Threads} threads: {difference}");
    }

    private static Execution Execute(IBackend backend, SpikeProgram program, SessionOptions options, InputBatch input, int ticks)
    {
        using ISession session = backend.Open(program, options);
        return Execution.Whole(session, input, ticks);
    }
}
