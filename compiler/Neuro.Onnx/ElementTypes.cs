using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Onnx;

/// <summary>What is known of the element types that can be read.</summary>
internal static class ElementTypes
{
    /// <summary>Bits of an element; null where it cannot be read: text, complex numbers, floats of 8 bits.</summary>
    public static int? Bits(DataType type) => type switch
    {
        DataType.Double or DataType.Int64 or DataType.Uint64 => 64,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 32,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 16,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 8,
        DataType.Int4 or DataType.Uint4 => 4,
        _ => null,
    };

    public static bool IsFloat(DataType type) =>
        type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;

    /// <summary>The type's name as the ONNX specification writes it, or its number.</summary>
    public static string Name(int type) =>
        Enum.IsDefined((DataType)type) ? ((DataType)type).ToString().ToLowerInvariant() : $"of type {type}";
}
