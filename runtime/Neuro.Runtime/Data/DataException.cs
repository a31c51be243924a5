namespace Neuro.Runtime.Data;

/// <summary>
/// A data file that is missing, malformed, truncated or not what was asked for. <see cref="Exception.Message"/> says what is
/// wrong, <see cref="File"/> and <see cref="Place"/> where, and <see cref="Hint"/> what to do.
/// </summary>
public sealed class DataException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="file">Path of the file, as the user gave it.</param>
    /// <param name="place">Where in the file ("byte 16", "line 3", "array 'x'"), or empty for the file as a whole.</param>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="hint">What to do about it, or empty.</param>
    /// <param name="inner">The error underneath, where there is one.</param>
    public DataException(string file, string place, string message, string hint = "", Exception? inner = null)
        : base(message, inner)
    {
        File = file;
        Place = place;
        Hint = hint;
    }

    /// <summary>Path of the file, as the user gave it.</summary>
    public string File { get; }

    /// <summary>Where in the file, or empty for the file as a whole.</summary>
    public string Place { get; }

    /// <summary>What to do about it, or empty.</summary>
    public string Hint { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string place = Place.Length > 0 ? $": {Place}" : "";
        string hint = Hint.Length > 0 ? $"{Environment.NewLine}  hint: {Hint}" : "";
        return $"{Message}{Environment.NewLine}  --> {File}{place}{hint}";
    }
}
