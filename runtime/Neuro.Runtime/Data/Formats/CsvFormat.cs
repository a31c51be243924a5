namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// Text tables. Events: columns tick, index[, payload[, sample]] in that order, or named in a header (t, i or x, y, p, payload,
/// sample). With an encoder: rows of features, the label last. With a layout (TN or NT): a raster of spike counts.
/// </summary>
internal sealed class CsvFormat : DataFormat
{
    public override string Name => "csv";

    public override string Description =>
        "text: events tick,index[,payload[,sample]]; rows of features, label last, with an encoder; a raster with a layout";

    public override bool Matches(string path, string name) =>
        Path.GetExtension(name) is ".csv" or ".tsv" or ".txt";

    public override SpikeDataset Open(string path, DataOptions options)
    {
        string name = Path.GetFileName(path);
        CsvTable table = CsvTable.Read(path);
        if (options.Encoder is not null)
            return OpenFeatures(path, name, table, options);
        return options.Layout is not null
            ? ArrayData.Open(name, table.ToArray(table.Columns), Labels.FromOptions(options), options)
            : EventData.Open(name, Events(path, table, options), options);
    }

    private static SpikeDataset OpenFeatures(string path, string name, CsvTable table, DataOptions options)
    {
        if (options.Labels is not null)
            return ArrayData.Open(name, table.ToArray(table.Columns), Labels.FromOptions(options), options);
        if (table.Columns < 2)
        {
            throw new DataException(path, "", "one column cannot be features and a label",
                "say --labels none, or name a file of labels");
        }
        return ArrayData.Open(name, table.ToArray(table.Columns - 1), table.Int32Column(table.Columns - 1), options);
    }

    private static EventColumns Events(string path, CsvTable table, DataOptions options)
    {
        if (!table.HasHeader && table.Columns is < 2 or > 4)
        {
            throw new DataException(path, "", $"{table.Columns} columns are not events",
                "events are tick,index[,payload[,sample]]; rows of features need --encoder, a raster --layout TN");
        }
        bool named = table.HasHeader;
        int? Column(int position, params string[] names) =>
            named ? table.Column(names) : position < table.Columns ? position : null;
        int[]? Values(int? column) => column is { } c ? table.Int32Column(c) : null;
        int? time = Column(0, EventColumns.TimeNames);
        int? index = Column(1, EventColumns.IndexNames);
        int? x = named && index is null ? table.Column("x") : null;
        if (time is null || (index ?? x) is null)
        {
            throw new DataException(path, "line 1", "the header names no time or no neuron of events",
                "name the columns t and i (or x, y, p); rows of features need --encoder");
        }
        return new()
        {
            File = path,
            Place = table.Place,
            Times = [.. Enumerable.Range(0, table.Rows).Select(row => table.Value(row, time.Value))],
            Indices = Values(index),
            X = Values(x),
            Y = Values(x is null ? null : table.Column("y")),
            P = Values(x is null ? null : table.Column(EventColumns.PolarityNames)),
            Payloads = Values(Column(2, EventColumns.PayloadNames)),
            Samples = Values(Column(3, EventColumns.SampleNames)),
            Labels = Labels.FromOptions(options),
        };
    }
}
