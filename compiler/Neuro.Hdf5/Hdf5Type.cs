namespace Neuro.Hdf5;

/// <summary>The element type of a dataset or attribute as the file declares it.</summary>
/// <param name="Class">Which kind of value.</param>
/// <param name="Size">Bytes per element in the file.</param>
public sealed record Hdf5Type(Hdf5TypeClass Class, int Size)
{
    /// <summary>Integers may be negative.</summary>
    public bool IsSigned { get; init; }

    /// <summary>The most significant byte comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>Strings are UTF-8 rather than ASCII.</summary>
    public bool IsUtf8 { get; init; }

    /// <summary>How strings of fixed size end.</summary>
    public Hdf5StringPadding Padding { get; init; }

    /// <summary>The type's short name in the manner of numpy, such as <c>float32</c>, <c>&gt;i4</c> or <c>S10</c>.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal bool IsInteger => Class is Hdf5TypeClass.Integer or Hdf5TypeClass.Boolean or Hdf5TypeClass.Enumeration;

    internal bool IsString => Class is Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString;
}
