namespace Neuro.Hdf5.Tests;

/// <summary>Rebuilds a tree that was read as one to be written.</summary>
internal static class TreeCopy
{
    public static byte[] Write(Hdf5Group root)
    {
        Hdf5Writer writer = new();
        Copy(root, writer.Root);
        return writer.ToArray();
    }

    private static void Copy(Hdf5Group from, Hdf5GroupBuilder to)
    {
        foreach (Hdf5Attribute attribute in from.Attributes.Values)
            to.SetAttribute(attribute.Name, Data(attribute));
        foreach (Hdf5Group child in from.Groups)
            Copy(child, to.AddGroup(child.Name));
        foreach (Hdf5Dataset child in from.Datasets)
            to.AddDataset(child.Name, Data(child));
    }

    private static Hdf5Data Data(IHdf5Values values)
    {
        // A scalar's shape is empty, which the factories take for "one dimension".
        bool scalar = values.Shape.Count == 0;
        return (values.ElementType.Class, values.ElementType.Size) switch
        {
            (Hdf5TypeClass.Float, 4) =>
                scalar ? Hdf5Data.Scalar(values.ReadSingles()[0]) : Hdf5Data.Array(values.ReadSingles(), [.. values.Shape]),
            (Hdf5TypeClass.Float, 8) =>
                scalar ? Hdf5Data.Scalar(values.ReadDouble()) : Hdf5Data.Array(values.ReadDoubles(), [.. values.Shape]),
            (Hdf5TypeClass.Integer, 8) =>
                scalar ? Hdf5Data.Scalar(values.ReadInt64()) : Hdf5Data.Array(values.ReadInt64s(), [.. values.Shape]),
            (Hdf5TypeClass.Boolean, _) =>
                scalar ? Hdf5Data.Scalar(values.ReadBoolean()) : Hdf5Data.Array(values.ReadBooleans(), [.. values.Shape]),
            (Hdf5TypeClass.FixedString, int size) => Hdf5Data.FixedStrings(values.ReadStrings(), size, [.. values.Shape]),
            (Hdf5TypeClass.VariableString, _) =>
                scalar ? Hdf5Data.String(values.ReadString()) : Hdf5Data.Strings(values.ReadStrings(), [.. values.Shape]),
            _ => throw new NotSupportedException($"{values.Path}: {values.ElementType}"),
        };
    }
}
