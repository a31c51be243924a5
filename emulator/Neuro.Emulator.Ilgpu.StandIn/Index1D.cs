namespace ILGPU;

/// <summary>A number of groups or threads.</summary>
public readonly struct Index1D
{
    /// <summary>The number <paramref name="x"/>.</summary>
    public Index1D(int x) => X = x;

    /// <summary>The number.</summary>
    public int X { get; }

    /// <summary>An index of a number.</summary>
    public static implicit operator Index1D(int idx) => new(idx);

    /// <summary>The number of an index.</summary>
    public static implicit operator int(Index1D idx) => idx.X;
}
