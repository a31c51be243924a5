using System.Text.Json;

namespace Neuro.Hdf5.Tests;

/// <summary>h5py, the peer that writes the files we read and reads the files we write.</summary>
internal static class Peer
{
    private static readonly Lazy<ScratchFolder> Variants = new(() =>
    {
        ScratchFolder folder = new();
        Python.Run(Script("write_variants.py"), ["h5py", "numpy"], folder.Path);
        return folder;
    });

    /// <summary>Files that h5py wrote, one for each part of the format and library version.</summary>
    public static string VariantsFolder => Variants.Value.Path;

    /// <summary>What h5py reads from each file: one element per object, root first.</summary>
    public static List<List<JsonElement>> Dump(params string[] files)
    {
        List<List<JsonElement>> dumps = [[]];
        foreach (string line in Python.Run(Script("dump.py"), ["h5py", "numpy"], files)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line == "{}")
                dumps.Add([]);
            else
                dumps[^1].Add(JsonDocument.Parse(line).RootElement);
        }
        dumps.RemoveAt(dumps.Count - 1);
        return dumps;
    }

    private static string Script(string name)
    {
        using StreamReader reader = new(typeof(Peer).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
