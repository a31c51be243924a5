using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli.Tests;

/// <summary>The commands of a README's ```sh blocks, as somebody types them in the root of the repository.</summary>
/// <param name="readme">The README's path in the repository.</param>
/// <param name="workspace">Where the files go that they write.</param>
internal sealed class ReadmeCommands(string readme, Workspace workspace)
{
    private const string DemoFolder = "tools/Neuro.Cli/Demo/";

    private static readonly string[] Written =
        [".nrx", ".npz", ".json", ".jsonl", ".csv", ".html", ".onnx", ".net", ".nxb", ".hex", ".ranc"];

    /// <summary>Every line of a README's blocks, comments included.</summary>
    public static IEnumerable<string> Lines(string readme)
    {
        bool inside = false;
        foreach (string line in File.ReadLines(RepositoryRoot.File(readme.Split('/'))))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside && line == "```sh";
            else if (inside)
                yield return line;
        }
    }

    /// <summary>Runs those of neuro and of python3 in their order, each of which has to succeed, and returns how many there were.
    /// What needs ONNX Runtime, or an image that is among the reference data, is left out where that is absent.</summary>
    public int Run()
    {
        int count = 0;
        foreach (string line in Lines(readme))
        {
            string[] parts = line.Split('#')[0].Trim().Split(" > ");
            string[] words = parts[0].Split(' ');
            if (words[0] is not ("neuro" or "python3") || (OnnxRuntimeLibrary.Missing is not null && OnnxRuntimeIsNeeded(line)))
                continue;
            if (words.Contains("image") && !ReferenceData.IsPresent)
                continue;
            string[] arguments = [.. words[1..].Select(Place)];
            string output = words[0] == "neuro"
                ? Cli.Ok(arguments)
                : Python.Run(File.ReadAllText(arguments[0]), ["numpy"], arguments[1..]);
            if (parts.Length > 1)
                File.WriteAllText(Place(parts[1]), output);
            count++;
        }
        return count;
    }

    // Files of the demo lie beside the program, those of the reference data in their folder; what is written goes into a folder
    // of the test.
    private string Place(string word) => word switch
    {
        _ when word.StartsWith(DemoFolder, StringComparison.Ordinal) => Path.Combine(DemoFiles.Folder, word[DemoFolder.Length..]),
        _ when word.StartsWith("tests/", StringComparison.Ordinal) || word.StartsWith("tools/", StringComparison.Ordinal) =>
            RepositoryRoot.File(word.Split('/')),
        _ when word.StartsWith("nir/", StringComparison.Ordinal) || word.StartsWith("braille/", StringComparison.Ordinal) =>
            ReferenceData.Path(word),
        "image" => ReferenceData.Path("ranc/memory_files/vmm_o/64"),
        "." => workspace.Path,
        _ when Written.Contains(Path.GetExtension(word)) => workspace[Path.GetFileName(word)],
        _ => word,
    };

    private static bool OnnxRuntimeIsNeeded(string command) =>
        command.Contains("--against", StringComparison.Ordinal) || command.Contains("onnxruntime", StringComparison.Ordinal);
}
