using System.Collections.Immutable;

namespace Neuro.Targets.Xbar;

/// <summary>What an image of a crossbar chip holds; README.md gives its bytes.</summary>
/// <param name="Configuration">The program in its binary form, without the elements of its arrays.</param>
/// <param name="Arrays">The elements of arrays that the chip keeps in digital memory, little-endian, by name.</param>
/// <param name="Projections">The cells of each projection that crossbars hold.</param>
internal sealed record NxbImage(
    byte[] Configuration, ImmutableSortedDictionary<string, byte[]> Arrays, ImmutableArray<NxbProjection> Projections);
