namespace Neuro.Runtime.Data.Formats;

/// <summary>Finds and reads the classes of samples.</summary>
internal static class Labels
{
    private const string None = "none";

    private static readonly string[] ArrayNames = ["labels", "label", "targets", "y"];

    /// <summary>The labels that the options name, as a file; null when they name none.</summary>
    public static int[]? FromOptions(DataOptions options) =>
        options.Labels is null or None ? null : LabelFile.Read(options.Labels);

    /// <summary>
    /// The labels of an archive: from the array or file that the options name, else from an array of a usual name.
    /// </summary>
    /// <param name="file">The archive.</param>
    /// <param name="options">May name the labels.</param>
    /// <param name="taken">Arrays that hold something else.</param>
    public static int[]? FromArchive(NpzFile file, DataOptions options, IReadOnlyCollection<string> taken)
    {
        if (options.Labels is { } named)
            return file.Contains(named) ? OneDimensional(file.Read(named)) : FromOptions(options);
        string? usual = ArrayNames.FirstOrDefault(name => file.Contains(name) && !taken.Contains(name));
        return usual is null ? null : OneDimensional(file.Read(usual));
    }

    /// <summary>Whether an array of that name usually holds labels.</summary>
    public static bool IsLabelName(string name) => ArrayNames.Contains(name);

    /// <summary>The values of an array of shape (samples) or (samples, 1).</summary>
    public static int[] OneDimensional(NpyArray array)
    {
        if (array.Shape.Count(extent => extent != 1) > 1)
        {
            throw array.Error($"labels have one number per sample, not the shape ({string.Join(", ", array.Shape)})",
                "turn one-hot rows into numbers with numpy's argmax(1)");
        }
        return array.ToInt32();
    }

    /// <summary>Refuses labels whose number is not the samples'.</summary>
    public static void Check(int[]? labels, int samples, NpyArray array, string hint)
    {
        if (labels is not null && labels.Length != samples)
            throw array.Error($"there are {labels.Length} labels for {samples} samples", hint);
    }
}
