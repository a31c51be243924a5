namespace Neuro.Ir;

/// <summary>All integers from <paramref name="Minimum"/> to <paramref name="Maximum"/>, both included.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest, not below the smallest.</param>
public readonly record struct Interval(long Minimum, long Maximum)
{
    /// <summary>Every 32-bit integer.</summary>
    public static Interval Int32 { get; } = new(int.MinValue, int.MaxValue);

    /// <summary>0 and 1: what comparisons give.</summary>
    public static Interval Boolean { get; } = new(0, 1);

    /// <summary>One integer.</summary>
    public static Interval Of(long value) => new(value, value);

    /// <summary>Whether every integer of <paramref name="other"/> is in this one.</summary>
    public bool Contains(Interval other) => Minimum <= other.Minimum && other.Maximum <= Maximum;

    /// <summary>Whether <paramref name="value"/> is in it.</summary>
    public bool Contains(long value) => Minimum <= value && value <= Maximum;

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Union(Interval other) => new(Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));

    /// <summary>The interval of the values clamped to <paramref name="limits"/>.</summary>
    public Interval Clamp(Interval limits) =>
        new(Math.Clamp(Minimum, limits.Minimum, limits.Maximum), Math.Clamp(Maximum, limits.Minimum, limits.Maximum));

    /// <summary>"-128 to 127".</summary>
    public override string ToString() => Minimum == Maximum ? $"{Minimum}" : $"{Minimum} to {Maximum}";
}
