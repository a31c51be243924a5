using System.Collections.Concurrent;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>The pieces of OpenCL C in the folder Kernels.</summary>
internal static class Resource
{
    private static readonly ConcurrentDictionary<string, string> Texts = [];

    /// <summary>The text of Kernels/<paramref name="name"/>.cl.</summary>
    public static string Text(string name) => Texts.GetOrAdd(name, static n =>
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream($"kernels/{n}.cl")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The text with every $KEY$ replaced by what stands behind it.</summary>
    public static string Text(string name, params IEnumerable<(string Key, string Value)> values) =>
        values.Aggregate(Text(name), (text, v) => text.Replace($"${v.Key}$", v.Value, StringComparison.Ordinal));
}
