using Neuro.Testing.Programs;

namespace Neuro.Ir.Tests.Verification;

public sealed class LearningVerifierTests
{
    private const int Programs = 150;

    [Fact]
    public void Random_programs_that_learn_are_valid_and_survive_both_of_their_forms()
    {
        int plastic = 0;
        for (int seed = 0; seed < Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 8, learning: 0.7);
            Assert.True(
                ProgramVerifier.Verify(program).IsEmpty,
                $"program {seed}: {string.Join('\n', ProgramVerifier.Verify(program))}");
            string text = ProgramText.Print(program);
            Assert.Equal(text, ProgramText.Print(ProgramText.Parse(text, "t.ir")));
            byte[] bytes = ProgramProto.Serialize(program);
            SpikeProgram read = ProgramProto.Parse(bytes, "p", (_, name, _, _, _, _) => program.Array(name));
            Assert.Equal(text, ProgramText.Print(read));
            Assert.Equal(bytes, ProgramProto.Serialize(read));
            plastic += program.Projections.Count(p => p.Plasticity is not null);
        }
        Assert.True(plastic > Programs, $"{plastic} plastic projections");
    }
}
