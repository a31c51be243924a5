using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Targets.Odin;

namespace Neuro.Targets.Tests.Odin;

public sealed class CommandStreamTests
{
    [Fact]
    public void A_word_is_operation_a_and_b()
    {
        ChipCommand command = Assert.Single(Parse("015a012b3cd5"));
        Assert.Equal(new ChipCommand(ChipOperation.Write, 0x5a012, 0xb3cd5), command);
        Assert.Equal("015a012b3cd5\n", CommandStream.Print([command]));
    }

    [Fact]
    public void Empty_lines_and_comments_say_nothing()
    {
        Assert.Equal(
            [new ChipCommand(ChipOperation.Step), new ChipCommand(ChipOperation.Event, 0, 13)],
            Parse("\n# a chip\n  030000000000  # wait\r\n\n02000000000d\n").AsEnumerable());
    }

    [Theory]
    [InlineData("01000000000g")]
    [InlineData("0100000000001")]
    [InlineData("-1")]
    [InlineData("0x1000000000")]
    [InlineData("000000000000")]
    [InlineData("080000000000")]
    [InlineData("01 0000000000")]
    public void What_is_no_word_is_named_with_its_line(string word)
    {
        Diagnostic finding = Assert.Single(Findings($"030000000000\n{word}\n"));
        Assert.Equal(("NEU4240", "f:2"), (finding.Code, finding.Location));
    }

    [Fact]
    public void Findings_of_a_file_that_is_something_else_end_soon()
    {
        Assert.InRange(Findings(string.Concat(Enumerable.Repeat("nonsense\n", 100_000))).Length, 1, 20);
    }

    [Fact]
    public void Damaged_streams_end_in_diagnostics()
    {
        string text = CommandStream.Print(ImageWriter.Write(CrossbarImage.Empty(OdinChip.Instance)));
        Random random = new(5);
        for (int round = 0; round < 300; round++)
        {
            char[] letters = text.ToCharArray();
            for (int change = random.Next(1, 6); change > 0; change--)
                letters[random.Next(letters.Length)] = (char)random.Next(32, 127);
            try
            {
                _ = ImageReader.Read(CommandStream.Parse(new StringReader(new string(letters)), "f"), "f");
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
            }
        }
    }

    private static ImmutableArray<ChipCommand> Parse(string text) => CommandStream.Parse(new StringReader(text), "f");

    private static ImmutableArray<Diagnostic> Findings(string text) =>
        Assert.Throws<DiagnosticException>(() => Parse(text)).Diagnostics;
}
