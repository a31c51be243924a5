using System.Collections.Immutable;

namespace Neuro.Compiler.Ann;

/// <summary>
/// A node of an <see cref="AnnGraph"/>. It gives one value, which bears its name. Values are vectors of one sample, elements in
/// row-major order of <see cref="Shape"/>.
/// </summary>
public abstract record AnnNode
{
    private protected AnnNode()
    {
    }

    /// <summary>Unique name, the model's own where it has one.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the nodes whose values it reads.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Extents of its value for one sample; the batch axis, if the model has one, is left out.</summary>
    public required ImmutableArray<int> Shape { get; init; }

    /// <summary>Model path: "net.onnx:/node/Conv_0".</summary>
    public string? Origin { get; init; }

    /// <summary>Number of elements of its value.</summary>
    public int Size => Shape.Aggregate(1, (product, extent) => checked(product * extent));
}
