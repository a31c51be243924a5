using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>
/// A group of neurons with one micro-program, or, where <see cref="Neuron"/> is null, an input whose events come from outside.
/// </summary>
public sealed record Population
{
    /// <summary>Unique name, usually the model's own.</summary>
    public required string Name { get; init; }

    /// <summary>Extents, outermost first: (channel, row, column) for convolutions. Neurons
    /// are numbered in row-major order.</summary>
    public required ImmutableArray<int> Shape { get; init; }

    /// <summary>The micro-program's name, or null for an input.</summary>
    public string? Neuron { get; init; }

    /// <summary>The order within a tick: a projection of delay 0 runs to a later phase. Inputs are in phase 0.</summary>
    public int Phase { get; init; }

    /// <summary>One binding for each parameter and table of the micro-program: a scalar, or an array with one element per neuron
    /// (a table's array has its own length).</summary>
    public ImmutableSortedDictionary<string, IrValue> Parameters { get; init; } =
        ImmutableSortedDictionary<string, IrValue>.Empty;

    /// <summary>Initial values by state; a state that is not named starts at zero.</summary>
    public ImmutableSortedDictionary<string, IrValue> Initial { get; init; } = ImmutableSortedDictionary<string, IrValue>.Empty;

    /// <summary>Parameters that have another value in sessions that do not learn, such as the increment of an adaptive
    /// threshold.</summary>
    public ImmutableSortedDictionary<string, IrValue> Inference { get; init; } = ImmutableSortedDictionary<string, IrValue>.Empty;

    /// <summary>States that a new sample leaves as they are while a session learns; the learned program begins with
    /// them.</summary>
    public ImmutableSortedSet<string> Kept { get; init; } = ImmutableSortedSet<string>.Empty;

    /// <summary>For an input: the smallest payload its events may carry. Neurons' payloads follow from their programs.</summary>
    public int PayloadMinimum { get; init; }

    /// <summary>For an input: the largest payload its events may carry.</summary>
    public int PayloadMaximum { get; init; } = 1;

    /// <summary>The model path it came from, such as "net.nir:/node/nodes/lif1".</summary>
    public string? Origin { get; init; }

    /// <summary>Number of neurons.</summary>
    public int Size => Shape.Aggregate(1, (product, extent) => checked(product * extent));

    /// <summary>Whether its events come from outside.</summary>
    public bool IsInput => Neuron is null;
}
