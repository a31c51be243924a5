using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>Reductions add to ports what the reference adds, bit for bit.</summary>
public sealed class ReductionTests
{
    private const int Ticks = 8;

    [Fact]
    public void Reductions_of_every_kind_add_what_the_reference_adds()
    {
        HashSet<ReductionKind> kinds = [];
        for (int seed = 0; seed < 120; seed++)
        {
            SpikeProgram program = Static(RandomProgram.Generate(seed, Devices.IsSlow ? 6 : 24, learning: 0.1));
            // A slow device gets those of kinds that it has not had yet.
            if (program.Reductions.IsEmpty || (Devices.IsSlow && program.Reductions.All(r => kinds.Contains(r.Kind))))
                continue;
            kinds.UnionWith(program.Reductions.Select(r => r.Kind));
            int batch = 1 + seed % 3;
            InputBatch input = RandomProgram.Input(program, seed, batch, Ticks);
            using ISession reference = new ReferenceBackend().Open(program, new() { BatchSize = batch });
            Execution expected = Execution.Whole(reference, input, Ticks);
            foreach ((string shape, IBackend backend) in Devices.Backends())
            {
                using ISession session = backend.Open(program, new() { BatchSize = batch });
                if (expected.FirstDifference(Execution.Whole(session, input, Ticks)) is { } difference)
                    Assert.Fail($"program {seed}, {shape}: {difference}");
            }
        }
        Assert.Equal(Enum.GetValues<ReductionKind>(), kinds.Order());
    }

    /// <summary>The program without what learns.</summary>
    private static SpikeProgram Static(SpikeProgram program) => program with
    {
        Projections = [.. program.Projections.Select(p => p with { Plasticity = null })],
        Rules = [],
        Devices = [],
    };
}
