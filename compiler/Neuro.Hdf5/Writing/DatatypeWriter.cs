namespace Neuro.Hdf5.Writing;

/// <summary>Encodes element types as datatype messages of version 1 (specification IV.A.2.d).</summary>
internal static class DatatypeWriter
{
    /// <summary>Bytes of a reference into the global heap: length, collection, index.</summary>
    public const int VariableStringSize = 16;

    private const int Version1 = 0x10;

    /// <summary>The little-endian type of a C# number or bool.</summary>
    public static unsafe Hdf5Type TypeOf<T>()
        where T : unmanaged
    {
        int size = sizeof(T);
        return Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => Integer(size, signed: true),
            TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => Integer(size, signed: false),
            TypeCode.Single or TypeCode.Double => Float(size),
            TypeCode.Boolean => new Hdf5Type(Hdf5TypeClass.Boolean, 1) { IsSigned = true, Name = "bool" },
            _ when typeof(T) == typeof(Half) => Float(size),
            _ => throw new ArgumentException($"HDF5 has no element type for {typeof(T).Name}"),
        };
    }

    public static void Write(ByteWriter to, Hdf5Type type)
    {
        switch (type.Class)
        {
            case Hdf5TypeClass.Integer:
                WriteInteger(to, type.Size, type.IsSigned);
                break;
            case Hdf5TypeClass.Float:
                WriteFloat(to, type.Size);
                break;
            case Hdf5TypeClass.Boolean:
                // An enumeration over int8, as h5py encodes numpy's bool.
                Head(to, 8, bits: 2, 1);
                WriteInteger(to, 1, signed: true);
                to.Add("FALSE\0\0\0"u8).Add("TRUE\0\0\0\0"u8).U8(0).U8(1);
                break;
            case Hdf5TypeClass.FixedString:
                Head(to, 3, (int)type.Padding | (type.IsUtf8 ? 1 << 4 : 0), type.Size);
                break;
            default:
                // A sequence of bytes that is a NUL-terminated string (1) in UTF-8 (1 << 8).
                Head(to, 9, 1 | 1 << 8, VariableStringSize);
                WriteInteger(to, 1, signed: false);
                break;
        }
    }

    private static Hdf5Type Integer(int size, bool signed) =>
        new(Hdf5TypeClass.Integer, size) { IsSigned = signed, Name = $"{(signed ? "" : "u")}int{8 * size}" };

    private static Hdf5Type Float(int size) => new(Hdf5TypeClass.Float, size) { IsSigned = true, Name = $"float{8 * size}" };

    private static void Head(ByteWriter to, int kind, int bits, int size) =>
        to.U8(Version1 | kind).U16(bits).U8(0).U32((uint)size);

    private static void WriteInteger(ByteWriter to, int size, bool signed)
    {
        Head(to, 0, signed ? 8 : 0, size);
        to.U16(0).U16(8 * size);
    }

    private static void WriteFloat(ByteWriter to, int size)
    {
        (int exponentBits, int mantissaBits) = size switch { 2 => (5, 10), 4 => (8, 23), _ => (11, 52) };
        // 0x20: the mantissa's leading 1 is implied; then the sign's position.
        Head(to, 1, 0x20 | 8 * size - 1 << 8, size);
        to.U16(0).U16(8 * size);
        to.U8(mantissaBits).U8(exponentBits).U8(0).U8(mantissaBits).U32((1u << exponentBits - 1) - 1);
    }
}
