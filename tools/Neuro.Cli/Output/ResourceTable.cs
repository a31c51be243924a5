using Neuro.Compiler.Reports;

namespace Neuro.Cli.Output;

/// <summary>What a program takes of its chip's resources.</summary>
internal static class ResourceTable
{
    /// <summary>The table.</summary>
    public static Spectre.Console.Table Of(IEnumerable<ResourceReport> resources)
    {
        Spectre.Console.Table table = Tables.Create("place", "resource", "#needed", "#available", "#used");
        foreach (ResourceReport r in resources)
            table.Row(r.Place, r.Resource, $"{r.Needed}", $"{r.Available}", $"{r.Utilisation:P1}");
        return table;
    }
}
