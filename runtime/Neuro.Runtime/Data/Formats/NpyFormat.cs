namespace Neuro.Runtime.Data.Formats;

/// <summary>A single NumPy array: a raster of spikes, or values to encode.</summary>
internal sealed class NpyFormat : DataFormat
{
    public override string Name => "npy";

    public override string Description =>
        "NumPy array: spike counts (samples, ticks, neurons...), or values (samples, features...) with an encoder";

    public override bool Matches(string path, string name) => name.EndsWith(".npy", StringComparison.Ordinal);

    public override SpikeDataset Open(string path, DataOptions options) =>
        ArrayData.Open(Path.GetFileName(path), NpyArray.Read(path), Labels.FromOptions(options), options);
}
