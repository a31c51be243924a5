using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>The backends that learn give what the examples of SEMANTICS.md, sections 11 to 13, say.</summary>
public sealed class SemanticsLearningTests
{
    public static TheoryData<string> Examples => Blocks("learn");

    public static TheoryData<string> Reductions => [.. Blocks("reduce").SelectMany(b => b.Data.Split('\n').Skip(1))];

    private static ILearningBackend[] Backends => [new ReferenceBackend(), new CpuBackend()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Synapses_learn_as_the_table_says(string block)
    {
        int end = block.IndexOf("\n}\n", StringComparison.Ordinal) + 3;
        SpikeProgram program = ProgramText.Parse(block[..end], "SEMANTICS.md");
        ProgramVerifier.ThrowIfInvalid(program);
        string[][] rows = [.. block[end..].Trim().Split('\n').Select(l => l.Split('|', StringSplitOptions.TrimEntries))];
        foreach (ILearningBackend backend in Backends)
        {
            using ILearningSession session = backend.OpenLearning(program, new());
            for (int row = 1; row < rows.Length; row++)
                Check(program, session, rows[0], rows[row], $"{backend.Name}, row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Reductions_give_what_the_table_says(string line)
    {
        string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
        int[] values = Numbers(cells[3]);
        string group = cells[1] == "-" ? "" : $"; group {cells[1]}", floor = cells[2] == "-" ? "" : $"; floor {cells[2]}";
        SpikeProgram program = ProgramText.Parse($$"""
            program p {
              dt 1
              array x : s32[{{values.Length}}] = [{{cells[3]}}]
              neuron source { state v : s32; kept = add v, 0; store v, kept }
              neuron keep { acc in : i64; state sum : s32; store sum, in }
              population from [{{values.Length}}] : source phase 1 { init v = @x }
              population to [{{values.Length}}] : keep phase 1 { }
              reduction r : from state v -> to port in { {{cells[0]}}{{group}}{{floor}} }
            }
            """, "SEMANTICS.md");
        ProgramVerifier.ThrowIfInvalid(program);
        foreach (ILearningBackend backend in Backends)
        {
            using ISession session = backend.Open(program, new());
            session.Run(InputBatch.Silent, 1);
            int[] sums = new int[values.Length];
            session.ReadState("to", "sum", 0, sums);
            Assert.True(Numbers(cells[4]).SequenceEqual(sums), $"{backend.Name}: {string.Join(", ", sums)}");
        }
    }

    private static void Check(SpikeProgram program, ILearningSession session, string[] columns, string[] cells, string where)
    {
        Recording recording = new(program, new() { Spikes = [.. program.Populations.Select(p => p.Name)] }, 1);
        bool ends = cells[0] == "end";
        if (ends)
            session.NextSample();
        else
            session.Run(Input(program, columns, cells, session.Tick), 1, recording);
        for (int c = 0; c < columns.Length; c++)
        {
            Population? population = program.Populations.FirstOrDefault(p => p.Name == columns[c]);
            if (population is { IsInput: true } || (population is not null && ends))
                continue;
            int[] expected = Numbers(cells[c]);
            int[] actual = population is null ? Synapses(session, columns[c], expected.Length) : Payloads(recording, population);
            Assert.True(
                expected.SequenceEqual(actual),
                $"{where}, {columns[c]}: {string.Join(", ", actual)}, the document says {cells[c]}");
        }
    }

    private static int[] Synapses(ILearningSession session, string column, int count)
    {
        string[] names = column.Split('.');
        int[] elements = new int[count];
        session.ReadSynapses(names[0], names[1], 0, elements);
        return elements;
    }

    private static int[] Payloads(Recording recording, Population population)
    {
        SpikeTrain train = recording.Spikes(population.Name, 0);
        int[] payloads = new int[population.Size];
        for (int e = 0; e < train.Indices.Length; e++) payloads[train.Indices[e]] = train.Payloads?[e] ?? 1;
        return payloads;
    }

    private static InputBatch Input(SpikeProgram program, string[] columns, string[] cells, int tick)
    {
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = [];
        for (int c = 0; c < columns.Length; c++)
        {
            if (program.Populations.FirstOrDefault(p => p.Name == columns[c]) is not { IsInput: true } input)
                continue;
            int[] payloads = Numbers(cells[c]);
            SpikeTrainBuilder train = new(input.Size, 1);
            for (int i = 0; i < payloads.Length; i++)
                if (payloads[i] != 0) train.Add(i, payloads[i]);
            train.EndTick();
            trains[input.Name] = [train.Build()];
        }
        return new(trains, tick);
    }

    private static int[] Numbers(string cell) => [.. cell.Split(',').Select(c => int.Parse(c, CultureInfo.InvariantCulture))];

    private static TheoryData<string> Blocks(string kind)
    {
        string document = File.ReadAllText(RepositoryRoot.File("compiler", "Neuro.Ir", "SEMANTICS.md")).ReplaceLineEndings("\n");
        return [.. Regex.Matches(document, $"```{kind}\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
    }
}
