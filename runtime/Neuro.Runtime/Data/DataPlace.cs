namespace Neuro.Runtime.Data;

/// <summary>A place in a file, carried along by readers so that every error can name it.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Part">The part of the file, such as "array 'x'", or empty.</param>
internal readonly record struct DataPlace(string File, string Part = "")
{
    public DataException Error(string message, string hint = "") => new(File, Part, message, hint);

    /// <summary>The error at a finer place: "array 'x', byte 12".</summary>
    public DataException ErrorAt(string detail, string message, string hint = "") =>
        new(File, Part.Length > 0 ? $"{Part}, {detail}" : detail, message, hint);
}
