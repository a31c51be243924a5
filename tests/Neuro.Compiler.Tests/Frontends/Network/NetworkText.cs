using System.Collections.Immutable;
using Neuro.Compiler.Frontends.Network;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Tests.Frontends.Network;

/// <summary>Networks written as text in tests.</summary>
internal static class NetworkText
{
    /// <summary>The program of a network.</summary>
    public static SpikeProgram Load(string json) => Read(json).Program;

    /// <summary>The program of a network and its warnings.</summary>
    public static LoadedNetwork Read(string json)
    {
        using ScratchFolder folder = new();
        return Read(folder, json);
    }

    /// <summary>The same, of a file in a folder that holds its arrays.</summary>
    public static LoadedNetwork Read(ScratchFolder folder, string json)
    {
        File.WriteAllText(folder["net.json"], json);
        return NetworkFrontend.Load(folder["net.json"]);
    }

    /// <summary>What is wrong with a network; an assertion fails where nothing is.</summary>
    public static ImmutableArray<Diagnostic> Errors(string json) =>
        Assert.Throws<DiagnosticException>(() => Load(json)).Diagnostics;
}
