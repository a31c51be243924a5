namespace Neuro.Testing;

/// <summary>A fresh folder that disappears with its object, or with the test run at the latest.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public ScratchFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("neuro-test-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Removes it with all that it holds.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
