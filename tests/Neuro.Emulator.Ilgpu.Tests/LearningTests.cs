using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>Rules learn what they learn on the reference, bit for bit, however slots are spread over the device.</summary>
public sealed class LearningTests
{
    private const int Ticks = 6;

    private static readonly ReferenceBackend Reference = new();

    private static int Programs => Devices.IsSlow ? 16 : 160;

    [Fact]
    public void Random_rules_learn_as_on_the_reference()
    {
        foreach ((int seed, SpikeProgram program) in Random(0, Programs))
        {
            using LearningRun run = new(seed, program, Reference, batch: 1 + seed % 3);
            foreach ((string shape, IBackend backend) in Devices.Backends())
            {
                if (run.FirstDifference((ILearningBackend)backend) is { } difference)
                    Assert.Fail($"{shape}: {difference}");
            }
        }
    }

    [Fact]
    public void Snapshots_of_what_is_learned_go_on_elsewhere()
    {
        foreach ((int seed, SpikeProgram program) in Random(1000, Programs / 4))
        {
            ILearningBackend device = (ILearningBackend)Devices.Backend(seed % 2 == 0 ? null : 3);
            (ILearningBackend first, ILearningBackend second) = (seed % 3) switch
            {
                0 => (device, Reference),
                1 => (Reference, device),
                _ => (device, device),
            };
            using LearningRun run = new(seed, program, Reference, batch: 1 + seed % 3);
            if (run.FirstDifferenceWhereDivided(first, second) is { } difference)
                Assert.Fail(difference);
        }
    }

    [Fact]
    public void Sessions_that_do_not_learn_run_plasticities_that_always_run()
    {
        int always = 0;
        foreach ((int seed, SpikeProgram program) in Random(2000, Programs))
        {
            if (!program.Projections.Any(p => p.Plasticity is { Always: true }))
                continue;
            always++;
            InputBatch input = RandomProgram.Input(program, seed, 2, Ticks);
            using ISession reference = Reference.Open(program, new() { BatchSize = 2 });
            Execution expected = Execution.Whole(reference, input, Ticks);
            foreach ((string shape, IBackend backend) in Devices.Backends())
            {
                using ISession session = backend.Open(program, new() { BatchSize = 2 });
                if (expected.FirstDifference(Execution.Whole(session, input, Ticks)) is { } difference)
                    Assert.Fail($"program {seed}, {shape}: {difference}");
            }
        }
        Assert.True(always > 0, "no program has a plasticity that always runs");
    }

    [Fact]
    public void Programs_that_are_compared_have_every_trigger_operation_and_way_to_pulse()
    {
        Plasticity[] plasticities = [.. Random(0, 160).SelectMany(p => p.Program.Projections)
            .Select(p => p.Plasticity).OfType<Plasticity>()];
        PlasticityStep[] steps = [.. plasticities.SelectMany(p => p.Steps)];
        Assert.Equal(Enum.GetValues<StepTrigger>(), steps.Select(s => s.Trigger).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<GatherOperation>(),
            steps.Where(s => s.Kind == StepKind.Gather).Select(s => s.Gather).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<RuleInputKind>(), steps.SelectMany(s => s.Inputs.Values).Select(i => i.Kind).Distinct().Order());
        PulseCommit[] commits = [.. plasticities.Select(p => p.Commit).OfType<PulseCommit>()];
        Assert.Equal(Enum.GetValues<PulseRounding>(), commits.Select(c => c.Rounding).Distinct().Order());
        Assert.Equal(Enum.GetValues<CommitDirection>(), commits.Select(c => c.Direction).Distinct().Order());
        Assert.Contains(commits, c => c.Spread is not null && c.UpSigma is not null);
    }

    private static IEnumerable<(int Seed, SpikeProgram Program)> Random(int first, int count) =>
        Enumerable.Range(first, count)
            .Select(seed => (seed, RandomProgram.Generate(seed, largest: Devices.IsSlow ? 6 : 16, learning: 0.8)));
}
