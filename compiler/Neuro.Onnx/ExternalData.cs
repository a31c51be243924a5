using System.Globalization;

namespace Neuro.Onnx;

/// <summary>The bytes of tensors that lie outside of the model's file: in a file of its folder or below.</summary>
internal sealed class ExternalData(string? folder)
{
    /// <summary>Reads <paramref name="expected"/> bytes, which the file must have before memory is taken for them.</summary>
    public byte[] Read(TensorProto tensor, int expected, string place)
    {
        string location = Entry(tensor, "location") ?? throw new OnnxException("its external data has no location", place);
        long offset = Number(tensor, "offset", place) ?? 0;
        string path = Locate(location, place);
        try
        {
            using FileStream file = File.OpenRead(path);
            long length = Number(tensor, "length", place) ?? expected;
            if (length != expected)
                throw new OnnxException($"it needs {expected} bytes, '{location}' is said to hold {length}", place);
            if (offset > file.Length || expected > file.Length - offset)
                throw new OnnxException(
                    $"it needs {expected} bytes from {offset} on, '{location}' has {file.Length}", place);
            byte[] bytes = new byte[expected];
            file.Position = offset;
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OnnxException($"'{location}' cannot be read: {e.Message}", place, e);
        }
    }

    // A model must not read files that its folder does not hold, whoever wrote it.
    private string Locate(string location, string place)
    {
        if (folder is null)
            throw new OnnxException($"its elements lie in '{location}', and the model was not read from a folder", place);
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        if (location.Contains('\0') || Path.IsPathRooted(location)
            || Path.GetFullPath(Path.Combine(root, location)) is not { } path || !path.StartsWith(root, StringComparison.Ordinal))
            throw new OnnxException($"its elements lie in '{location}', which is not in the model's folder", place);
        return path;
    }

    private static string? Entry(TensorProto tensor, string key) =>
        tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key, string place)
    {
        if (Entry(tensor, key) is not { } text)
            return null;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            throw new OnnxException($"the {key} of its external data is '{text}'", place);
        return number;
    }
}
