using Neuro.Compiler.Passes;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>Neurons that are split because of a target's limits compute what they did.</summary>
public sealed class SplitTests
{
    private const int Programs = 200;
    private const int Ticks = 8;

    [Theory]
    [InlineData(6, null)]
    [InlineData(null, 8)]
    [InlineData(8, 12)]
    public void Split_programs_give_the_same_events_and_states(int? rows, int? fanOut)
    {
        TargetProfile target = new()
        {
            Name = "narrow",
            Limits = new TargetLimits { RowsPerCore = rows, FanOut = fanOut },
        };
        int split = 0;
        for (int seed = 0; seed < Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 16);
            if (Legal(program, target, allowSplit: false) is not null) continue;
            if (Legal(program, target, allowSplit: true) is not { } changed) continue;
            split++;
            Assert.Empty(ProgramVerifier.Verify(changed).Select(d => $"program {seed}: {d}"));
            Assert.NotNull(Legal(changed, target, allowSplit: false));
            Assert.Equal(program.Outputs.AsEnumerable(), changed.Outputs);
            string? difference = Run(program, seed).FirstDifference(Run(changed, seed), counters: false);
            Assert.True(difference is null, $"program {seed}: {difference}");
        }
        Assert.True(split > Programs / 20, $"only {split} of {Programs} programs could be split");
    }

    private static SpikeProgram? Legal(SpikeProgram program, TargetProfile target, bool allowSplit)
    {
        try
        {
            return Legalise.Run(program, target, allowSplit);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static Execution Run(SpikeProgram program, int seed)
    {
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        return Execution.Whole(session, RandomProgram.Input(program, seed, 1, Ticks), Ticks);
    }
}
