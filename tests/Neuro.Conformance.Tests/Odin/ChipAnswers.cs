using System.Globalization;

namespace Neuro.Conformance.Tests.Odin;

/// <summary>What a chip's logic answered to a command stream: *.expected.txt.</summary>
internal sealed class ChipAnswers
{
    // Spikes before it are of power-up.
    private const long FirstCycle = 20;

    private ChipAnswers()
    {
    }

    /// <summary>Spikes in the order in which they were sent.</summary>
    public List<(int Step, int Neuron, long Cycle)> Spikes { get; } = [];

    /// <summary>By neuron: v, and on ODIN calcium and its leak count.</summary>
    public SortedDictionary<int, int[]> Neurons { get; } = [];

    /// <summary>By address: a word of 8 synapses.</summary>
    public SortedDictionary<int, uint> Synapses { get; } = [];

    public static ChipAnswers Read(string path)
    {
        ChipAnswers answers = new();
        foreach (string line in File.ReadLines(path))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int Number(int i) => int.Parse(words[i], CultureInfo.InvariantCulture);
            switch (words[0])
            {
                case "SPK" when long.Parse(words[3], CultureInfo.InvariantCulture) is >= FirstCycle and var cycle:
                    answers.Spikes.Add((Number(1), Number(2), cycle));
                    break;
                case "VM":
                    answers.Neurons[Number(1)] = [.. Enumerable.Range(2, words.Length - 2).Select(Number)];
                    break;
                case "SY":
                    answers.Synapses[Number(1)] = uint.Parse(words[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    break;
            }
        }
        return answers;
    }
}
