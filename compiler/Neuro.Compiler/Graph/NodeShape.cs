using System.Collections.Immutable;

namespace Neuro.Compiler.Graph;

/// <summary>What a node takes and gives, as shape inference found it.</summary>
/// <param name="Input">Extents of its input, outermost first.</param>
/// <param name="Output">Extents of its output, outermost first.</param>
public sealed record NodeShape(ImmutableArray<int> Input, ImmutableArray<int> Output)
{
    /// <summary>The shape of a node that works element by element.</summary>
    public NodeShape(ImmutableArray<int> both)
        : this(both, both)
    {
    }
}
