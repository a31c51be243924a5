namespace Neuro.Runtime.Data.Formats;

/// <summary>Reads labels from a file of their own.</summary>
internal static class LabelFile
{
    /// <summary>
    /// Labels from .npy, .npz (array labels, label, targets, y or the only one), idx, or CSV (column "label" or the last),
    /// gzipped or not.
    /// </summary>
    public static int[] Read(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant().Replace(".gz", "");
        if (name.EndsWith(".npy", StringComparison.Ordinal))
            return Labels.OneDimensional(NpyArray.Read(path));
        if (name.EndsWith(".npz", StringComparison.Ordinal))
            return ReadArchive(path);
        if (IdxFile.HasUsualName(name))
            return Labels.OneDimensional(IdxFile.Read(path));
        if (name.EndsWith(".csv", StringComparison.Ordinal) || name.EndsWith(".txt", StringComparison.Ordinal))
            return ReadCsv(path);
        throw new DataException(path, "", "the name does not tell the format of the labels",
            ".npy, .npz, .csv and idx files are read");
    }

    private static int[] ReadArchive(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        string? name = file.Names.FirstOrDefault(Labels.IsLabelName) ?? (file.Names.Count == 1 ? file.Names[0] : null);
        return name is null
            ? throw new DataException(path, "", "which array holds the labels is not clear", "call it 'labels'")
            : Labels.OneDimensional(file.Read(name));
    }

    private static int[] ReadCsv(string path)
    {
        CsvTable table = CsvTable.Read(path);
        int column = table.Column("label") ?? table.Column("labels") ?? table.Columns - 1;
        int[] labels = new int[table.Rows];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = table.Int32(row, column);
        return labels;
    }
}
