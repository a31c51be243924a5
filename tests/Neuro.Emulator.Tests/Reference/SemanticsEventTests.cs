using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>The backends that fire by the event give what the examples of SEMANTICS.md, section 14, say.</summary>
public sealed class SemanticsEventTests
{
    public static TheoryData<string> Examples
    {
        get
        {
            string document = File.ReadAllText(RepositoryRoot.File("compiler", "Neuro.Ir", "SEMANTICS.md"));
            return
            [
                .. Regex.Matches(document.ReplaceLineEndings("\n"), "```events\n(.*?)\n```", RegexOptions.Singleline)
                    .Select(m => m.Groups[1].Value),
            ];
        }
    }

    private static ILearningBackend[] Backends => [new ReferenceBackend(), new CpuBackend()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Events_are_processed_as_the_table_says(string block)
    {
        int end = block.IndexOf("\n}\n", StringComparison.Ordinal) + 3;
        SpikeProgram program = ProgramText.Parse(block[..end], "SEMANTICS.md");
        ProgramVerifier.ThrowIfInvalid(program);
        string[][] rows = [.. block[end..].Trim().Split('\n').Select(l => l.Split('|', StringSplitOptions.TrimEntries))];
        foreach (ILearningBackend backend in Backends)
        {
            using ILearningSession session = backend.OpenLearning(program, new());
            for (int row = 1; row < rows.Length; row++)
            {
                Recording recording = new(program, new() { Spikes = [.. program.Populations.Select(p => p.Name)] }, 1);
                session.Run(Input(program, rows[0], rows[row], session.Tick), 1, recording);
                for (int c = 0; c < rows[0].Length; c++)
                {
                    string actual = Actual(program, session, recording, rows[0][c]);
                    Assert.True(
                        rows[row][c] == actual,
                        $"{backend.Name}, row {row}, {rows[0][c]}: {actual}, the document says {rows[row][c]}");
                }
            }
        }
    }

    private static string Actual(
        SpikeProgram program, ILearningSession session, Recording recording, string column)
    {
        if (column == "lost")
            return session.Counters(0).LostEvents.ToString(CultureInfo.InvariantCulture);
        if (program.Populations.FirstOrDefault(p => p.Name == column) is not { } population)
            return string.Join(", ", Elements(program, session, column));
        SpikeTrain train = recording.Spikes(column, 0);
        if (population.IsInput)
            return string.Join(", ", train.ToDense());
        return train.EventCount == 0
            ? "-"
            : string.Join(' ', train.Indices.Select((neuron, e) => $"{neuron}:{train.Payloads?[e] ?? 1}"));
    }

    private static int[] Elements(SpikeProgram program, ILearningSession session, string column)
    {
        string[] names = column.Split('.');
        if (program.Projections.FirstOrDefault(p => p.Name == names[0]) is { } projection)
        {
            int[] elements = new int[program.Population(projection.Source).Size * program.Population(projection.Target).Size];
            session.ReadSynapses(names[0], names[1], 0, elements);
            return elements;
        }
        int[] states = new int[program.Population(names[0]).Size];
        session.ReadState(names[0], names[1], 0, states);
        return states;
    }

    private static InputBatch Input(SpikeProgram program, string[] columns, string[] cells, int tick)
    {
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = [];
        for (int c = 0; c < columns.Length; c++)
        {
            if (program.Populations.Any(p => p.Name == columns[c] && p.IsInput))
            {
                int[] payloads = [.. cells[c].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
                trains[columns[c]] = [SpikeTrain.FromDense(payloads, 1, payloads.Length)];
            }
        }
        return new(trains, tick);
    }
}
