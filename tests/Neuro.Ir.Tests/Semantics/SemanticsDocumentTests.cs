using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Ir.Templates;

namespace Neuro.Ir.Tests.Semantics;

/// <summary>Runs what SEMANTICS.md and TEXT.md show: tables of operations, neurons step by
/// step, neurons and programs in text.</summary>
public sealed partial class SemanticsDocumentTests
{
    public static TheoryData<string> OperationLines => [.. Blocks("SEMANTICS.md", "ops").SelectMany(b => b.Split('\n').Skip(1))];

    public static TheoryData<string> Runs => [.. Blocks("SEMANTICS.md", "run")];

    public static TheoryData<string> Neurons => [.. Blocks("TEXT.md", "neuron")];

    public static TheoryData<string> Programs => [.. Blocks("TEXT.md", "program")];

    [Theory]
    [MemberData(nameof(OperationLines))]
    public void Operations_give_what_the_table_says(string line)
    {
        string[] cells = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, cells.Length);
        int Cell(int i) => cells[i] == "-" ? 0 : int.Parse(cells[i], CultureInfo.InvariantCulture);
        Rounding rounding = cells[5] == "-" ? Rounding.Floor : TextNames.Roundings[cells[5]];
        uint word = cells[6] == "-" ? 0 : uint.Parse(cells[6], CultureInfo.InvariantCulture);
        Assert.Equal(
            Cell(7), MicroOps.Evaluate(TextNames.Operations[cells[0]], Cell(1), Cell(2), Cell(3), Cell(4), rounding, word));
    }

    [Fact]
    public void The_table_covers_every_operation_that_it_can()
    {
        string table = string.Concat(Blocks("SEMANTICS.md", "ops"));
        Assert.All(
            TextNames.Operations.Where(o => o.Value is >= OpCode.Add and not OpCode.Lut).Select(o => o.Key),
            op => Assert.Matches($@"(?m)^{op} ", table));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Neurons_step_as_the_table_says(string block)
    {
        int end = block.IndexOf("\n}\n", StringComparison.Ordinal) + 3;
        MicroProgram neuron = NeuronTemplates.Load(block[..end], "SEMANTICS.md");
        List<string> lines = [.. block[end..].Split('\n')];
        Dictionary<string, int> parameters = [];
        if (lines[0].StartsWith("bind ", StringComparison.Ordinal))
        {
            parameters = lines[0][5..].Split(',').Select(p => p.Split('='))
                .ToDictionary(p => p[0].Trim(), p => int.Parse(p[1], CultureInfo.InvariantCulture));
            lines.RemoveAt(0);
        }
        string[] columns = Row(lines[0]);
        Stepper stepper = new(neuron, parameters);
        for (int tick = 1; tick < lines.Count; tick++)
        {
            int[] expected = [.. Row(lines[tick]).Select(c => int.Parse(c, CultureInfo.InvariantCulture))];
            int payload = stepper.Step((columns[0], expected[0]));
            for (int c = 1; c < columns.Length; c++)
            {
                int actual = columns[c] == "event" ? payload : stepper[columns[c]];
                Assert.True(expected[c] == actual, $"tick {tick - 1}, {columns[c]}: {actual}, the document says {expected[c]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Neurons))]
    public void Neurons_in_the_document_are_valid(string block) => NeuronTemplates.Load(block, "TEXT.md");

    [Theory]
    [MemberData(nameof(Programs))]
    public void Programs_in_the_document_are_valid(string block) =>
        Assert.Empty(ProgramVerifier.Verify(ProgramText.Parse(block, "TEXT.md")));

    private static string[] Row(string line) => line.Split('|', StringSplitOptions.TrimEntries);

    private static List<string> Blocks(string document, string language)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, document)).ReplaceLineEndings("\n");
        List<string> blocks = [.. Fence().Matches(text).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value)];
        return blocks.Count > 0 ? blocks : throw new InvalidOperationException($"{document} has no {language} blocks");
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
