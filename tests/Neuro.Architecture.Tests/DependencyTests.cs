using System.Reflection;

namespace Neuro.Architecture.Tests;

/// <summary>Dependencies point one way: tools → {compiler, emulator, targets} → runtime → IR.</summary>
public sealed class DependencyTests
{
    private static readonly string[] ToolMayUse =
        ["Neuro.Ir", "Neuro.Hdf5", "Neuro.Onnx", "Neuro.Runtime", "Neuro.Runtime.OnnxRuntime", "Neuro.Compiler", "Neuro.Emulator",
            "Neuro.Emulator.Ilgpu",
         "Neuro.Emulator.OpenCL", "Neuro.Targets"];

    // What each project may refer to. A new project needs a row, and so a thought.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Neuro.Ir"] = [],
        ["Neuro.Hdf5"] = [],
        ["Neuro.Onnx"] = [],
        ["Neuro.Runtime"] = ["Neuro.Ir"],
        ["Neuro.Runtime.OnnxRuntime"] =
            ["Neuro.Ir", "Neuro.Onnx", "Neuro.Runtime", "Neuro.Targets", "Neuro.Runtime.OnnxRuntime.StandIn"],
        ["Neuro.Runtime.OnnxRuntime.StandIn"] = [],
        ["Neuro.Compiler"] = ["Neuro.Ir", "Neuro.Hdf5", "Neuro.Onnx", "Neuro.Runtime"],
        ["Neuro.Emulator"] = ["Neuro.Ir", "Neuro.Runtime"],
        ["Neuro.Emulator.Ilgpu"] = ["Neuro.Ir", "Neuro.Runtime", "Neuro.Emulator", "Neuro.Emulator.Ilgpu.StandIn"],
        ["Neuro.Emulator.Ilgpu.StandIn"] = [],
        ["Neuro.Emulator.OpenCL"] = ["Neuro.Ir", "Neuro.Runtime", "Neuro.Emulator", "Neuro.Emulator.OpenCL.StandIn"],
        ["Neuro.Emulator.OpenCL.StandIn"] = [],
        ["Neuro.Targets"] = ["Neuro.Ir", "Neuro.Hdf5", "Neuro.Onnx", "Neuro.Runtime"],
        ["Neuro.Cli"] = ToolMayUse,
        ["Neuro.Benchmarks"] = ToolMayUse,
    };

    [Theory]
    [MemberData(nameof(Repository.ProductProjects), MemberType = typeof(Repository))]
    public void A_project_refers_only_to_those_below_it(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} has no row in the table of allowed dependencies");
        string[] wrong = [.. Repository.ReferencesOf(project).Except(Allowed[project])];
        Assert.True(
            wrong.Length == 0, $"{project} refers to {string.Join(", ", wrong)}; allowed: {string.Join(", ", Allowed[project])}");
    }

    [Theory]
    [InlineData("Neuro.Ir")]
    [InlineData("Neuro.Hdf5")]
    [InlineData("Neuro.Onnx")]
    [InlineData("Neuro.Runtime")]
    [InlineData("Neuro.Compiler")]
    [InlineData("Neuro.Emulator")]
    [InlineData("Neuro.Targets")]
    public void A_compiled_assembly_uses_only_those_below_it(string project)
    {
        string[] used = [.. Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("Neuro.", StringComparison.Ordinal))];
        string[] wrong = [.. used.Except(Allowed[project])];
        Assert.True(wrong.Length == 0, $"{project}.dll uses {string.Join(", ", wrong)}");
    }

    [Fact]
    public void Product_code_uses_no_test_project()
    {
        foreach ((string project, string path) in Repository.Projects)
        {
            if (path.StartsWith("tests/", StringComparison.Ordinal))
                continue;
            foreach (string reference in Repository.ReferencesOf(project))
                Assert.False(Repository.Projects[reference].StartsWith("tests/", StringComparison.Ordinal),
                    $"{project} refers to the test project {reference}");
        }
    }

    [Fact]
    public void Package_versions_stand_only_in_Directory_Packages_props()
    {
        foreach (string path in Repository.Projects.Values)
        {
            string text = Repository.Read(path);
            foreach (string line in text.Split('\n').Where(l => l.Contains("<PackageReference", StringComparison.Ordinal)))
                Assert.False(line.Contains("Version=", StringComparison.Ordinal), $"{path}: {line.Trim()}");
        }
    }
}
