using Neuro.Compiler.Frontends.Network;
using Neuro.Ir;

namespace Neuro.Compiler.Tests.Frontends.Network;

/// <summary>What the README beside the front-end shows is so.</summary>
public sealed class NetworkReadmeTests
{
    private static string Readme => File.ReadAllText(
        RepositoryRoot.File("compiler", "Neuro.Compiler", "Frontends", "Network", "README.md"));

    [Fact]
    public void The_example_in_python_compiles()
    {
        const string Fence = "```python\n";
        int start = Readme.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        string script = Readme[start..Readme.IndexOf("```", start, StringComparison.Ordinal)];
        using ScratchFolder folder = new();
        Python.Run(script, ["numpy"], folder.Path);
        LoadedNetwork network = NetworkFrontend.Load(folder["digits.json"]);
        Assert.Empty(network.Warnings);
        SpikeProgram program = network.Program;
        Projection seen = program.Projections.Single(p => p.Name == "seen");
        Assert.Equal(784 * 100, program.Array(seen.Weight)!.Length);
        Assert.Equal(4, seen.Plasticity!.Steps.Length);
        Assert.Equal(9900, program.Array("inhibit.targets").Length);
        Assert.Equal("labels", program.Metadata["readout.kind"]);
        string python = Python.Run(
            "import sys, numpy; print(*(numpy.load(sys.argv[1])['first'] * 2**15).round().astype(int)[[0, 5, 783], [0, 7, 99]])",
            ["numpy"], folder["digits.npz"]);
        int[] weights = program.Array(seen.Weight)!.ToInt32();
        Assert.Equal(python.Trim(), $"{weights[0]} {weights[507]} {weights[78399]}");
    }

    [Fact]
    public void Every_rule_is_listed()
    {
        foreach (string rule in NetworkFrontend.Rules)
            Assert.True(Readme.Contains(rule, StringComparison.Ordinal), $"rule '{rule}' is not in the README");
    }
}
