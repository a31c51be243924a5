using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Odin;

/// <summary>What of an image is not emulated.</summary>
internal static class ImageRules
{
    // Registers whose bits change what the output bus carries.
    private const int OdinSource = 19, OdinMonitor = 20, TinySource = 2;

    /// <summary>Everything that stands against <paramref name="image"/>, which findings call <paramref name="name"/>.</summary>
    public static ImmutableArray<Diagnostic> Violations(CrossbarImage image, string name) =>
        [.. (image.Chip is OdinChip ? Odin(image) : Tiny(image)).Select(
            what => DiagnosticCatalog.ChipNotEmulated.At(name, what, image.Chip.Name))];

    private static IEnumerable<string> Tiny(CrossbarImage image)
    {
        if ((image.Registers[TinySource] & 1) != 0)
            yield return "AER_SRC_CTRL_nNEUR is 1: spikes are sent when they are processed";
    }

    private static IEnumerable<string> Odin(CrossbarImage image)
    {
        const int Size = CrossbarChip.Size;
        if ((image.Registers[OdinSource] & 1) != 0)
            yield return "AER_SRC_CTRL_nNEUR is 1: spikes are sent when they are processed";
        if ((image.Registers[OdinMonitor] & 1) != 0) yield return "OUT_AER_MONITOR_EN is 1: the output bus monitors states";
        bool[] reached = new bool[Size];
        for (int s = 0; s < image.Synapses.Length; s++)
            reached[s % Size] |= SynapseBits.Delivered(image, s / Size, s % Size) != 0;
        int[] izhikevich =
        [
            .. Enumerable.Range(0, Size).Where(
                n => !OdinWord.Of(image.Neurons[n]).IsLif && (image.Neurons[n] != 0 || reached[n])),
        ];
        if (izhikevich.Length > 0)
            yield return $"{izhikevich.Length} neurons, the first of them {izhikevich[0]}, are Izhikevich's and in use";
        AerEvent[] events = [.. image.Events.Select(e => image.Chip.Decode(e.Address))];
        if (events.Any(e => e.Kind == AerKind.Bistability)) yield return "there are bistability events";
        if (events.Any(e => e.Kind == AerKind.Synapse && image.Learns(e.Neuron)))
            yield return "there are events of single synapses that learn";
    }
}
