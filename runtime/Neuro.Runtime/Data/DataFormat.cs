namespace Neuro.Runtime.Data;

/// <summary>A file format of spikes or of values to encode as spikes.</summary>
public abstract class DataFormat
{
    /// <summary>The name that <see cref="DataOptions.Format"/> takes.</summary>
    public abstract string Name { get; }

    /// <summary>One line for help texts.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// Whether a path's name is one that this format usually has; <paramref name="name"/> is lower-case, without ".gz".
    /// </summary>
    public abstract bool Matches(string path, string name);

    /// <summary>Opens a data set.</summary>
    /// <exception cref="DataException">The file is missing or malformed, or the options do not fit it.</exception>
    public abstract SpikeDataset Open(string path, DataOptions options);
}
