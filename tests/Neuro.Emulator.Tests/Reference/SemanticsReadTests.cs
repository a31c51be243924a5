using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>The backends give what the examples of SEMANTICS.md, section 9, say.</summary>
public sealed partial class SemanticsReadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Backends_read_crossbars_as_the_document_says(bool cpu)
    {
        string document = File.ReadAllText(RepositoryRoot.File("compiler", "Neuro.Ir", "SEMANTICS.md")).ReplaceLineEndings("\n");
        string block = Example().Match(document).Groups[1].Value;
        int end = block.IndexOf("\n}\n", StringComparison.Ordinal) + 3;
        SpikeProgram program = ProgramText.Parse(block[..end], "SEMANTICS.md");
        string[][] lines = [.. block[end..].Trim().Split('\n').Skip(1).Select(l => l.Split('|', StringSplitOptions.TrimEntries))];
        int examples = 0;
        foreach (string[] cells in lines.Where(c => c[^1] != "-"))
        {
            Assert.Equal(Numbers(cells[^1]), Sums(program, Numbers(cells[0]), cpu));
            examples++;
        }
        Assert.Equal(3, examples);
    }

    /// <summary>State "sum" of the neurons after one tick with the payloads p.</summary>
    private static int[] Sums(SpikeProgram program, int[] p, bool cpu)
    {
        SpikeTrainBuilder train = new(p.Length, 1);
        for (int i = 0; i < p.Length; i++)
            if (p[i] != 0) train.Add(i, p[i]);
        train.EndTick();
        IBackend backend = cpu ? new CpuBackend() : new ReferenceBackend();
        using ISession session = backend.Open(program, new SessionOptions());
        Recording recording = new(program, new() { States = [("out", "sum")] }, 1);
        session.Run(new(new Dictionary<string, IReadOnlyList<SpikeTrain>> { ["in"] = [train.Build()] }), 1, recording);
        return recording.States("out", "sum", 0).ToArray();
    }

    private static int[] Numbers(string cell) => [.. cell.Split(',').Select(c => int.Parse(c, CultureInfo.InvariantCulture))];

    [GeneratedRegex("```read\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
