using System.Numerics;
using Neuro.Ir;

namespace Neuro.Targets;

/// <summary>Arrays of a program in the making.</summary>
internal sealed class ProgramParts
{
    private readonly List<IrArray> _arrays = [];

    /// <summary>The arrays made so far.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>One number where all <paramref name="values"/> are the same, else an array called <paramref name="name"/>, as
    /// narrow as they allow.</summary>
    public IrValue Value(string name, int[] values, params ReadOnlySpan<int> shape)
    {
        if (values.Length > 0 && values.AsSpan().IndexOfAnyExcept(values[0]) < 0) return values[0];
        return IrValue.FromArray(Array(name, values, values.Any(v => v < 0), shape));
    }

    /// <summary>The sparse map of <paramref name="pairs"/>, which come in the order of their sources.</summary>
    public Sparse Sparse(string name, int sources, IReadOnlyCollection<(int Source, int Target)> pairs)
    {
        int[] rows = new int[sources + 1];
        foreach ((int source, _) in pairs) rows[source + 1]++;
        for (int i = 0; i < sources; i++) rows[i + 1] += rows[i];
        return new(Array($"{name}.rows", rows, false), Array($"{name}.targets", [.. pairs.Select(p => p.Target)], false));
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
