using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// The arrays that a network names: entries of npz files, or npy files by name. Without "arrays" an npz beside the JSON that is
/// called like it is opened.
/// </summary>
internal sealed class NetworkArrays : IDisposable
{
    private readonly Dictionary<string, Func<NpyArray>> _readers = new(StringComparer.Ordinal);
    private readonly List<NpzFile> _files = [];
    private readonly string _folder;

    /// <summary>Opens what <paramref name="network"/> names.</summary>
    /// <param name="network">The root of the JSON.</param>
    /// <param name="path">The JSON's file; relative names are relative to its folder.</param>
    /// <param name="findings">Files that cannot be read are added to it.</param>
    public NetworkArrays(JsonNode network, string path, List<Diagnostic> findings)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string beside = Path.ChangeExtension(Path.GetFullPath(path), ".npz");
        switch (network["arrays"])
        {
            case null:
                if (File.Exists(beside)) Open(beside, network.Place, findings);
                break;
            case { IsText: true } one:
                Open(Resolve(one.Text), one.Place, findings);
                break;
            case { IsObject: true } named:
                foreach ((string name, JsonNode file) in named.Members)
                    _readers[name] = () => NpyArray.Read(Resolve(file.Text));
                break;
            case { } list:
                foreach (JsonNode file in list.Items)
                    Open(Resolve(file.Text), file.Place, findings);
                break;
        }
    }

    /// <summary>The array's shape and values.</summary>
    /// <exception cref="DiagnosticException">There is no such array, or it cannot be read.</exception>
    public NumberArray Read(string name, JsonNode place)
    {
        if (!_readers.TryGetValue(name, out Func<NpyArray>? read))
            throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                place.Place, "array", name, JsonSchema.Suggest(name, _readers.Keys)));
        try
        {
            NpyArray array = read();
            double[] values = array.ToDouble();
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0)
                throw new DiagnosticException(DiagnosticCatalog.NetworkNotFinite.At(
                    place.Place, $"array '{name}'", bad, values[bad]));
            return new(name, [.. array.Shape], values);
        }
        catch (DataException e)
        {
            throw Unreadable(place.Place, e);
        }
    }

    /// <summary>The path of a file that the network names.</summary>
    public string Resolve(string file) => Path.Combine(_folder, file);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NpzFile file in _files) file.Dispose();
    }

    private void Open(string file, string place, List<Diagnostic> findings)
    {
        try
        {
            if (file.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            {
                _readers[Path.GetFileNameWithoutExtension(file)] = () => NpyArray.Read(file);
                return;
            }
            NpzFile archive = NpzFile.Open(file);
            _files.Add(archive);
            foreach (string name in archive.Names) _readers[name] = () => archive.Read(name);
        }
        catch (DataException e)
        {
            findings.Add(Unreadable(place, e).Diagnostics[0]);
        }
    }

    private static DiagnosticException Unreadable(string place, DataException e) => new(
        DiagnosticCatalog.NetworkArrayFile.At(
            place, $"{e.Message} ({e.File}{(e.Place.Length > 0 ? $", {e.Place}" : "")})",
            e.Hint.Length > 0 ? e.Hint : "write them with numpy.savez"), e);
}
