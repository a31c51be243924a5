using System.Globalization;

namespace Neuro.Targets.Ranc;

/// <summary>An image as text for people: a line per core, and one per neuron that can spike.</summary>
public static class RancListing
{
    /// <summary>Writes <paramref name="image"/> to <paramref name="writer"/>.</summary>
    public static void Write(RancImage image, TextWriter writer)
    {
        RancParameters p = image.Parameters;
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{image.Name}: grid {p.GridX} x {p.GridY}, {image.Cores.Count} cores of {p.Axons} axons x {p.Neurons} neurons")
            + $", {p.WordBits}-bit words; packets leave at ({p.OutputX}, {p.OutputY}), {p.Outputs} outputs");
        foreach (RancEntry entry in image.Entries)
            writer.WriteLine($"input {entry.Name} [{string.Join(", ", entry.Shape)}]: {entry.Packets.Sum(q => q.Length)} packets"
                + $", {entry.Packets.Select(q => q.Length).DefaultIfEmpty(0).Max()} an event at most");
        foreach (RancExit exit in image.Exits) writer.WriteLine($"output {exit.Name} [{string.Join(", ", exit.Shape)}]");
        foreach ((int place, RancCore core) in image.Cores) Write(image, place, core, writer);
    }

    private static void Write(RancImage image, int place, RancCore core, TextWriter writer)
    {
        RancParameters p = image.Parameters;
        (int x, int y) = (place % p.GridX, place / p.GridX);
        int[] used = [.. core.Neurons.SelectMany(n => n.Axons).Distinct().Order()];
        writer.WriteLine();
        writer.WriteLine($"core {place} at ({x}, {y}): {core.Neurons.Count(IsUsed)} neurons, {used.Length} axons in use");
        for (int type = 0; type < p.Weights; type++)
            if (used.Where(a => core.Types[a] == type).ToArray() is { Length: > 0 } axons)
                writer.WriteLine($"  axons of type {type}: {Ranges(axons)}");
        for (int n = 0; n < core.Neurons.Length; n++)
            if (IsUsed(core.Neurons[n])) writer.WriteLine($"  neuron {n}: {Text(core.Neurons[n], x, y, p)}");
    }

    private static bool IsUsed(RancWord word) => word.Axons.Length > 0 || word.Leak != 0 || word.Potential >= word.Threshold;

    private static string Text(RancWord word, int x, int y, RancParameters p)
    {
        string reset = word.Mode == 1 ? "subtract" : $"to {word.Reset}";
        string leak = word.Leak == 0 ? "" : $", leak {word.Leak:+0;-0}";
        string start = word.Potential == 0 ? "" : $", from {word.Potential}";
        string to = (x + word.Dx, y + word.Dy) == (p.OutputX, p.OutputY)
            ? $"output {word.Axon & ((1 << p.OutputBits) - 1)}"
            : $"({x + word.Dx}, {y + word.Dy}) axon {word.Axon} after {1 + word.Tick}";
        return $"weights {string.Join(' ', word.Weights)} on {Ranges([.. word.Axons])}; spikes at {word.Threshold}, floor "
            + $"{word.ThresholdLow}, reset {reset}{leak}{start} -> {to}";
    }

    /// <summary>"0-3 7 9-12"; "none" for nothing.</summary>
    private static string Ranges(int[] numbers)
    {
        List<string> runs = [];
        for (int i = 0; i < numbers.Length;)
        {
            int from = i;
            while (++i < numbers.Length && numbers[i] == numbers[i - 1] + 1) { }
            runs.Add(i - from == 1 ? $"{numbers[from]}" : $"{numbers[from]}-{numbers[i - 1]}");
        }
        return runs.Count == 0 ? "none" : string.Join(' ', runs);
    }
}
