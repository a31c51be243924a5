namespace Neuro.Runtime.Data.Formats;

/// <summary>The MNIST files: images in an idx3 file, labels in an idx1 file beside it.</summary>
internal sealed class IdxFormat : DataFormat
{
    public override string Name => "idx";

    public override string Description => "MNIST's idx files, images to encode; labels from the idx1 file beside an idx3 file";

    public override bool Matches(string path, string name) => IdxFile.HasUsualName(name);

    public override SpikeDataset Open(string path, DataOptions options)
    {
        NpyArray images = IdxFile.Read(path);
        if (options.Encoder is null && options.Layout is null)
            throw new DataException(path, "", "images are not spikes", "say --encoder rate (or constant, poisson, latency)");
        int[]? labels = options.Labels is null ? ReadCompanion(path) : Labels.FromOptions(options);
        return ArrayData.Open(Path.GetFileName(path), images, labels, options);
    }

    // train-images-idx3-ubyte.gz lies beside train-labels-idx1-ubyte.gz.
    private static int[]? ReadCompanion(string path)
    {
        string name = Path.GetFileName(path).Replace("images", "labels").Replace("idx3", "idx1");
        string companion = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        string other = name.EndsWith(".gz", StringComparison.Ordinal) ? companion[..^3] : companion + ".gz";
        string? found = new[] { companion, other }.FirstOrDefault(p => name != Path.GetFileName(path) && File.Exists(p));
        return found is null ? null : Labels.OneDimensional(IdxFile.Read(found));
    }
}
