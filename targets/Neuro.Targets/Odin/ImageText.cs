using System.Text;

namespace Neuro.Targets.Odin;

/// <summary>An image in words: registers, neurons, synapses by row, events.</summary>
public static class ImageText
{
    private const int Columns = 120;

    /// <summary>The listing of <paramref name="image"/>, in lines.</summary>
    public static string Print(CrossbarImage image)
    {
        StringBuilder text = new($"chip {image.Chip.Name}\n");
        for (int i = 0; i < image.Registers.Length; i++)
            if (image.Registers[i] != 0) text.Append($"register {i} {image.Chip.Registers[i].Name} = {image.Registers[i]}\n");
        Neurons(text, image);
        for (int row = 0; row < CrossbarChip.Size; row++) Row(text, image, row);
        foreach (StimulusEvent e in image.Events) text.Append($"step {e.Step}: {Words(image.Chip.Decode(e.Address))}\n");
        return text.ToString();
    }

    /// <summary>"spike 12", "leak all", "virtual 3 weight -2".</summary>
    public static string Words(AerEvent e) => e.Kind switch
    {
        AerKind.Spike => $"spike {e.Neuron}",
        AerKind.LeakAll => "leak all",
        AerKind.LeakOne => $"leak {e.Neuron}",
        AerKind.Virtual => $"virtual {e.Neuron} weight {e.Value}",
        AerKind.Synapse => $"synapse {e.Value} to {e.Neuron}",
        _ => e.Neuron < 0 ? "bistability all" : $"bistability {e.Neuron}",
    };

    // Runs of neurons with the same word take one line; neurons that were never written none.
    private static void Neurons(StringBuilder text, CrossbarImage image)
    {
        for (int first = 0, next; first < CrossbarChip.Size; first = next)
        {
            for (next = first + 1; next < CrossbarChip.Size && image.Neurons[next] == image.Neurons[first];) next++;
            UInt128 word = image.Neurons[first];
            if (word == 0) continue;
            object fields = image.Chip is OdinChip ? OdinWord.Of(word) : TinyOdin.TinyOdinWord.Of(word);
            text.Append(next - first == 1 ? $"neuron {first}: {fields}\n" : $"neuron {first}..{next - 1}: {fields}\n");
        }
    }

    private static void Row(StringBuilder text, CrossbarImage image, int row)
    {
        int start = row * CrossbarChip.Size;
        int[] stored = [.. Enumerable.Range(0, CrossbarChip.Size).Where(n => image.Synapses[start + n] != 0)];
        if (stored.Length == 0) return;
        string sign = image.Chip is not OdinChip ? "" : image.SignOf(row) < 0 ? " inhibitory" : " excitatory";
        string head = $"row {row}{sign}:";
        int column = head.Length;
        text.Append(head);
        foreach (int neuron in stored)
        {
            string synapse = $" {neuron}:{Synapse(image.Chip, image.Synapses[start + neuron])}";
            if (column + synapse.Length > Columns)
            {
                text.Append("\n ");
                column = 1;
            }
            text.Append(synapse);
            column += synapse.Length;
        }
        text.Append('\n');
    }

    // An ODIN synapse without its map bit in brackets.
    private static string Synapse(CrossbarChip chip, byte bits) => chip is not OdinChip
        ? $"{(bits ^ 8) - 8}"
        : (bits & 8) != 0 ? $"{bits & 7}" : $"({bits & 7})";
}
