using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Templates;

namespace Neuro.Ir.Tests.Semantics;

/// <summary>Runs what SEMANTICS.md and TEXT.md show: tables of operations, neurons step by
/// step, neurons and programs in text.</summary>
public sealed partial class SemanticsDocumentTests
{
    public static TheoryData<string> OperationLines => [.. Blocks("SEMANTICS.md", "ops").SelectMany(b => b.Split('\n').Skip(1))];

    public static TheoryData<string> Runs => [.. Blocks("SEMANTICS.md", "run")];

    public static TheoryData<string> CodeLines =>
        [.. Blocks("SEMANTICS.md", "codes").SelectMany(b => b.Split('\n').Skip(2))];

    public static TheoryData<string> Reads => [.. Blocks("SEMANTICS.md", "read")];

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
    [MemberData(nameof(CodeLines))]
    public void Codes_are_what_the_table_says(string line)
    {
        string[] cells = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
        int[] n = [.. cells.Where((_, i) => i != 9).Select(c => int.Parse(c, CultureInfo.InvariantCulture))];
        Assert.Equal(10, n.Length);
        Assert.Equal(
            n[9],
            CrossbarStepper.Code(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], TextNames.Roundings[cells[9]]));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Crossbars_are_read_as_the_table_says(string block)
    {
        int end = block.IndexOf("\n}\n", StringComparison.Ordinal) + 3;
        SpikeProgram program = ProgramText.Parse(block[..end], "SEMANTICS.md");
        Assert.Empty(ProgramVerifier.Verify(program));
        Projection projection = program.Projections[0];
        CrossbarRead read = projection.Read!;
        CrossbarTile tile = Assert.Single(read.Tiles);
        int channels = program.Array(tile.Conductance).Shape[1];
        Int128[] d = [];
        foreach (string line in block[end..].Split('\n').Skip(1))
        {
            string[] cells = Row(line);
            int[] p = [.. cells[0].Split(',').Select(c => int.Parse(c, CultureInfo.InvariantCulture))];
            int plane = int.Parse(cells[1], CultureInfo.InvariantCulture);
            CrossbarStepper stepper = new(program, projection);
            int[] x = CrossbarStepper.Inputs(read.Planes[plane], tile, p);
            bool isRead = x.Any(v => v != 0);
            if (plane == 0) d = new Int128[tile.Outputs];
            stepper.Add(read.Planes[plane], tile, p, () => 0, d);
            string[] actual =
            [
                cells[0], cells[1], List(x),
                isRead ? List(Enumerable.Range(0, channels).Select(c => stepper.Sums(tile, x, c).S)) : "-",
                isRead ? List(Enumerable.Range(0, channels).Select(c => stepper.Code(tile, x, c, 0))) : "-",
                List(d), plane == read.Planes.Length - 1 ? List(d.Select(stepper.Added)) : "-",
            ];
            Assert.Equal(cells, actual);
        }

        static string List<T>(IEnumerable<T> values) => string.Join(", ", values);
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
