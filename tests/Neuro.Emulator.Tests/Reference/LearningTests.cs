using System.Numerics;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Reference;

public sealed class LearningTests
{
    private const int Ticks = 6;

    [Fact]
    public void The_table_of_softmax_holds_the_nearest_integers()
    {
        // E − ½ ≤ 2^(30 − k/256) < E + ½, raised to the 256th power.
        for (int k = 0; k < 256; k++)
        {
            long e = SoftmaxTable.Elements[k];
            BigInteger power = BigInteger.One << (31 * 256 - k);
            Assert.True(BigInteger.Pow(2 * e - 1, 256) <= power && power < BigInteger.Pow(2 * e + 1, 256), $"element {k}");
        }
    }

    [Fact]
    public void A_learned_program_goes_on_where_the_session_is()
    {
        int arrays = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 8, learning: 0.7);
            InputBatch input = RandomProgram.Input(program, seed, slots: 1, Ticks);
            ReferenceBackend backend = new();
            using ILearningSession session = backend.OpenLearning(program, new());
            session.Run(input, Ticks);
            session.NextSample([7]);
            SpikeProgram learned = LearnedProgram.From(program, session, 0);
            Assert.Empty(ProgramVerifier.Verify(learned));
            using ILearningSession next = backend.OpenLearning(learned, new());
            next.Reset([7]);
            Execution expected = Execution.Whole(session, input, Ticks), actual = Execution.Whole(next, input, Ticks);

            Assert.Null(expected.FirstDifference(actual, counters: false));
            foreach (Projection p in program.Projections.Where(p => p.Plasticity is not null))
            {
                foreach (string array in (string[])["weight", .. p.Plasticity!.Arrays.Select(a => a.Name)])
                {
                    int[] a = new int[SynapseCounts.Of(program, p)], b = new int[a.Length];
                    session.ReadSynapses(p.Name, array, 0, a);
                    next.ReadSynapses(p.Name, array, 0, b);
                    Assert.True(a.SequenceEqual(b), $"program {seed}, projection '{p.Name}', array '{array}'");
                    arrays++;
                }
            }
        }
        Assert.True(arrays > 100, $"{arrays} arrays were compared");
    }

    [Fact]
    public void A_snapshot_without_what_was_learned_is_refused()
    {
        SpikeProgram program = RandomProgram.Generate(3, learning: 1);
        using ILearningSession session = new ReferenceBackend().OpenLearning(program, new());
        SessionSnapshot snapshot = session.Save();
        (string Projection, string Array) weights = snapshot.Synapses.Keys.First(k => k.Array == "weight");
        Projection plastic = program.Projections.Single(p => p.Name == weights.Projection);
        int[] wide = [.. snapshot.Synapses[weights].Select(_ => plastic.Plasticity!.WeightMaximum + 1)];

        Refused(snapshot with { Synapses = new Dictionary<(string, string), int[]>() });
        Refused(snapshot with { Learning = [] });
        Refused(snapshot with { Synapses = new Dictionary<(string, string), int[]>(snapshot.Synapses) { [weights] = wide } });

        void Refused(SessionSnapshot changed)
        {
            DiagnosticException error = Assert.Throws<DiagnosticException>(() => session.Restore(changed));
            Assert.Equal("NEU6105", error.Diagnostics[0].Code);
        }
    }

    [Fact]
    public void Backends_without_rules_refuse_those_that_always_run_and_reductions_by_name()
    {
        int refused = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 6, learning: 0.7);
            string? needs = program.Reductions.FirstOrDefault()?.Name
                ?? program.Projections.FirstOrDefault(p => p.Plasticity is { Always: true })?.Name;
            DiagnosticException? error = null;
            try
            {
                SessionChecks.Static(program, "static");
            }
            catch (DiagnosticException e)
            {
                error = e;
                refused++;
            }
            Assert.Equal(needs is not null, error is not null);
            if (error is not null)
                Assert.Contains($"'{needs}'", error.Diagnostics[0].Message);
        }
        Assert.InRange(refused, 10, 55);
    }
}
