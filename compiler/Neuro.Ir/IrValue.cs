namespace Neuro.Ir;

/// <summary>
/// An integer that a population or projection is bound to: one scalar for all, or the elements of a named array (one per
/// neuron, or per synapse, as the place says).
/// </summary>
public readonly record struct IrValue
{
    private IrValue(int scalar, string? array) => (Scalar, Array) = (scalar, array);

    /// <summary>The value for all, when <see cref="Array"/> is null.</summary>
    public int Scalar { get; }

    /// <summary>The array's name, or null for a scalar.</summary>
    public string? Array { get; }

    /// <summary>Whether this is an array reference.</summary>
    public bool IsArray => Array is not null;

    /// <summary>A reference to the array called <paramref name="name"/>.</summary>
    public static IrValue FromArray(string name) => new(0, name);

    /// <summary>One value for all.</summary>
    public static implicit operator IrValue(int scalar) => new(scalar, null);

    /// <summary>"12" or "@name".</summary>
    public override string ToString() => Array is null ? $"{Scalar}" : $"@{Array}";
}
