namespace Neuro.Cli;

/// <summary>The files of <c>neuro demo</c>, which lie beside the program.</summary>
internal static class DemoFiles
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Demo");

    /// <summary>The trained network: UCI digits, 64 inputs, 10 outputs.</summary>
    public static string Model { get; } = Path.Combine(Folder, "digits.nir");

    /// <summary>Held-out digits with labels.</summary>
    public static string Data { get; } = Path.Combine(Folder, "digits-test.npz");

    /// <summary>What the compiled network answered when it was recorded.</summary>
    public static string Golden { get; } = Path.Combine(Folder, "digits-golden.npz");

    /// <summary>The first file that is not there, or null.</summary>
    public static string? Missing => new[] { Model, Data, Golden }.FirstOrDefault(f => !File.Exists(f));
}
