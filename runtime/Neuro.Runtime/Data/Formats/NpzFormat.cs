namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// NumPy archive: one array of spikes or values, or a list of events (<see cref="EventArrays"/>), with or without labels.
/// </summary>
internal sealed class NpzFormat : DataFormat
{
    private static readonly string[] ArrayNames = ["spikes", "x", "data"];

    public override string Name => "npz";

    public override string Description =>
        "NumPy archive: an array as in .npy, or lists of events t, i (or x, y, p), payload, sample (or offsets); labels";

    public override bool Matches(string path, string name) => name.EndsWith(".npz", StringComparison.Ordinal);

    public override SpikeDataset Open(string path, DataOptions options)
    {
        using NpzFile file = NpzFile.Open(path);
        string name = Path.GetFileName(path);
        if (options.Array is null && EventArrays.TryRead(file, name, options) is { } events)
            return events;
        string array = options.Array
            ?? ArrayNames.FirstOrDefault(file.Contains)
            ?? file.Names.FirstOrDefault(n => !Labels.IsLabelName(n) && n != options.Labels)
            ?? throw new DataException(path, "", "the archive holds no array of data", "add one called 'spikes'");
        return ArrayData.Open(name, file.Read(array), Labels.FromArchive(file, options, [array]), options);
    }
}
