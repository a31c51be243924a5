namespace Neuro.Hdf5;

/// <summary>How a dataset is stored: in chunks, compressed. Without it, values lie in one run.</summary>
public sealed record Hdf5Storage
{
    /// <summary>gzip at h5py's usual level over shuffled bytes.</summary>
    public static Hdf5Storage Gzip { get; } = new() { DeflateLevel = 4, Shuffle = true };

    /// <summary>zlib's level, 1 (fast) to 9 (small); 0 leaves the chunks uncompressed.</summary>
    public int DeflateLevel { get; init; }

    /// <summary>Groups the first bytes of all elements, then the second ones, and so on, which deflates better.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Elements per chunk and dimension; null chooses chunks of up to 1 MiB of whole rows.</summary>
    public IReadOnlyList<long>? ChunkShape { get; init; }
}
