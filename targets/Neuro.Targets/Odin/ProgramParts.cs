using System.Numerics;
using Neuro.Ir;

namespace Neuro.Targets.Odin;

/// <summary>Arrays of a program in the making.</summary>
internal sealed class ProgramParts
{
    private readonly List<IrArray> _arrays = [];

    /// <summary>The arrays made so far.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>One number where all <paramref name="values"/> are the same, else an array called
    /// <paramref name="name"/>, as narrow as they allow.</summary>
    public IrValue Value(string name, int[] values, params ReadOnlySpan<int> shape)
    {
        if (values.Length > 0 && values.AsSpan().IndexOfAnyExcept(values[0]) < 0) return values[0];
        return IrValue.FromArray(Array(name, values, values.Any(v => v < 0), shape));
    }

    /// <summary>Sparse synapses and their weights; of one source in ascending order of targets.</summary>
    public (Sparse Connectivity, IrValue Weight) Sparse(
        string name, int sources, IEnumerable<(int Source, int Target, int Weight)> synapses)
    {
        (int Source, int Target, int Weight)[] sorted = [.. synapses.OrderBy(s => s.Source).ThenBy(s => s.Target)];
        int[] rows = new int[sources + 1];
        foreach ((int source, _, _) in sorted) rows[source + 1]++;
        for (int i = 0; i < sources; i++) rows[i + 1] += rows[i];
        Sparse connectivity = new(
            Array($"{name}.rows", rows, false), Array($"{name}.targets", [.. sorted.Select(s => s.Target)], false));
        return (connectivity, Value($"{name}.weight", [.. sorted.Select(s => s.Weight)]));
    }

    /// <summary>An array called <paramref name="name"/>; its name.</summary>
    public string Array(string name, int[] values, bool signed, params ReadOnlySpan<int> shape)
    {
        uint union = 0;
        foreach (int v in values) union |= (uint)(v < 0 ? ~v : v);
        int bits = 32 - BitOperations.LeadingZeroCount(union) + (signed ? 1 : 0);
        _arrays.Add(IrArray.Create(
            name, shape.IsEmpty ? [values.Length] : [.. shape], Math.Max(bits, signed ? 2 : 1), signed, values));
        return name;
    }
}
