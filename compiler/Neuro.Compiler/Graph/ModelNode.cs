using System.Collections.Immutable;

namespace Neuro.Compiler.Graph;

/// <summary>A node of a <see cref="ModelGraph"/>: one derived record for each primitive of NIR, with NIR's symbols.</summary>
public abstract record ModelNode
{
    /// <summary>Metadata of a node that has none.</summary>
    public static readonly ImmutableSortedDictionary<string, Parameter> NoMetadata =
        ImmutableSortedDictionary.Create<string, Parameter>(StringComparer.Ordinal);

    private protected ModelNode()
    {
    }

    /// <summary>Unique name within the graph.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from: "net.nir:/node/nodes/fc1", joined by " + " where passes merged nodes.</summary>
    public string? Origin { get; init; }

    /// <summary>What the file says beyond the node's meaning, by path ("a/b"); kept for writing, never used.</summary>
    public ImmutableSortedDictionary<string, Parameter> Metadata { get; init; } = NoMetadata;

    /// <summary>Input and output shape, once inferred.</summary>
    public NodeShape? Shape { get; init; }

    /// <summary>NIR's name of the primitive: "LIF".</summary>
    public abstract string Kind { get; }

    /// <summary>Parameters that are present, by NIR's names, in a fixed order.</summary>
    public abstract IEnumerable<KeyValuePair<string, Parameter>> Parameters { get; }

    /// <summary>Place for diagnostics: the origin, or the name where there is none.</summary>
    public string Place => Origin ?? Name;

    private protected static IEnumerable<KeyValuePair<string, Parameter>> Present(
        params (string Name, Parameter? Value)[] values) =>
        values.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value!));

    private protected static Parameter? Optional(Tensor? tensor) => tensor is null ? null : new(tensor);
}
