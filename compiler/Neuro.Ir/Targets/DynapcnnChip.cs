using System.Collections.Immutable;

namespace Neuro.Ir.Targets;

/// <summary>
/// What a DYNAP-CNN (Speck) has room for: a convolution, its neurons and a sum pool on each core. Numbers are those of
/// sinabs/backend/dynapcnn/chips/dynapcnn.py and docs/speck/faqs.
/// </summary>
public sealed record DynapcnnChip
{
    /// <summary>The cores, by number.</summary>
    public ImmutableArray<DynapcnnCore> Cores { get; init; } = [];

    /// <summary>Largest side of a kernel.</summary>
    public int Kernel { get; init; } = 16;

    /// <summary>Strides of a convolution.</summary>
    public ImmutableArray<int> Strides { get; init; } = [1, 2, 4, 8];

    /// <summary>Most rows or columns of padding on a side.</summary>
    public int Padding { get; init; } = 7;

    /// <summary>Sides of sum pools.</summary>
    public ImmutableArray<int> Pools { get; init; } = [1, 2, 4];

    /// <summary>Most rows or columns of what a core receives.</summary>
    public int Extent { get; init; } = 128;

    /// <summary>Most channels of what a core receives or sends.</summary>
    public int Channels { get; init; } = 1024;

    /// <summary>Most cores that one core sends to.</summary>
    public int Destinations { get; init; } = 2;

    /// <inheritdoc/>
    public bool Equals(DynapcnnChip? other) =>
        other is not null && Cores.SequenceEqual(other.Cores) && Strides.SequenceEqual(other.Strides)
        && Pools.SequenceEqual(other.Pools)
        && (Kernel, Padding, Extent, Channels, Destinations)
            == (other.Kernel, other.Padding, other.Extent, other.Channels, other.Destinations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cores.Length, Kernel, Padding, Extent, Channels, Destinations);
}
