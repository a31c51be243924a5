namespace Neuro.Hdf5.Format;

/// <summary>Reads the datatype message (0x03).</summary>
internal static class Datatype
{
    private const string What = "datatype";

    private static readonly string[] ClassNames =
    [
        "integer", "float", "time", "string", "bit field", "opaque", "compound", "reference", "enumeration", "sequence", "array",
    ];

    public static Hdf5Type Read(FileImage image, long address, long length)
    {
        Cursor cursor = image.Block(address, length, What);
        return Read(image, ref cursor, nested: false);
    }

    /// <summary>A datatype message, or the committed datatype that a shared message points to.</summary>
    public static Hdf5Type Read(FileImage image, long address, long length, bool shared)
    {
        if (!shared)
            return Read(image, address, length);
        ObjectHeader target = ObjectHeader.Read(image, SharedMessage.Target(image, address, length));
        HeaderMessage? message = target.Find(MessageType.Datatype);
        return message is { IsShared: false } own
            ? Read(image, own.Address, own.Length)
            : throw new Hdf5Exception("committed datatype: it holds no datatype", image.BaseAddress + target.Address);
    }

    private static Hdf5Type Read(FileImage image, ref Cursor cursor, bool nested)
    {
        int head = cursor.U8();
        int kind = head & 15, version = head >> 4;
        if (version is < 1 or > 5)
            throw cursor.Bad($"version {version} is not known");
        int bits = (int)cursor.UInt(3);
        uint size = cursor.U32();
        if (size is 0 or > int.MaxValue)
            throw cursor.Bad($"elements of {size} bytes");
        return kind switch
        {
            0 => ReadInteger(ref cursor, bits, (int)size),
            1 => ReadFloat(ref cursor, bits, (int)size),
            3 => ReadFixedString(cursor, bits, (int)size),
            8 when !nested => ReadEnumeration(image, ref cursor, bits, (int)size, version),
            9 when (bits & 15) == 1 => ReadVariableString(image, cursor, bits, (int)size),
            < 11 => new Hdf5Type(Hdf5TypeClass.Other, (int)size) { Name = ClassNames[kind] },
            _ => throw cursor.Bad($"class {kind} is not known"),
        };
    }

    private static Hdf5Type ReadInteger(ref Cursor cursor, int bits, int size)
    {
        bool big = (bits & 1) != 0, signed = (bits & 8) != 0;
        int offset = cursor.U16(), precision = cursor.U16();
        string name = $"{(big && size > 1 ? ">" : "")}{(signed ? "int" : "uint")}{precision}";
        return offset == 0 && precision == 8 * size && size is 1 or 2 or 4 or 8
            ? new Hdf5Type(Hdf5TypeClass.Integer, size) { IsSigned = signed, IsBigEndian = big, Name = name }
            : new Hdf5Type(Hdf5TypeClass.Other, size) { Name = $"integer of {precision} bits in {size} bytes" };
    }

    private static Hdf5Type ReadFloat(ref Cursor cursor, int bits, int size)
    {
        // Bit offset, precision; exponent position and width, mantissa position and width; exponent bias; sign position.
        (int Offset, int Precision, int Exponent, int ExponentBits, int Mantissa, int MantissaBits, uint Bias, int Sign) layout =
            (cursor.U16(), cursor.U16(), cursor.U8(), cursor.U8(), cursor.U8(), cursor.U8(), cursor.U32(), bits >> 8 & 0xff);
        bool ieee = size switch
        {
            2 => layout == (0, 16, 10, 5, 0, 10, 15, 15),
            4 => layout == (0, 32, 23, 8, 0, 23, 127, 31),
            8 => layout == (0, 64, 52, 11, 0, 52, 1023, 63),
            _ => false,
        };
        bool big = (bits & 1) != 0, vax = (bits & 0x40) != 0;
        string name = $"{(big ? ">" : "")}float{8 * size}";
        return ieee && !vax
            ? new Hdf5Type(Hdf5TypeClass.Float, size) { IsSigned = true, IsBigEndian = big, Name = name }
            : new Hdf5Type(Hdf5TypeClass.Other, size) { Name = $"float of {layout.Precision} bits that is not IEEE 754" };
    }

    private static Hdf5Type ReadFixedString(Cursor cursor, int bits, int size)
    {
        int padding = bits & 15;
        if (padding > 2)
            throw cursor.Bad($"string padding {padding} is not known");
        return new Hdf5Type(Hdf5TypeClass.FixedString, size)
        {
            Padding = (Hdf5StringPadding)padding,
            IsUtf8 = (bits >> 4 & 15) == 1,
            Name = $"S{size}",
        };
    }

    private static Hdf5Type ReadVariableString(FileImage image, Cursor cursor, int bits, int size) =>
        size == GlobalHeap.ReferenceSize(image)
            ? new Hdf5Type(Hdf5TypeClass.VariableString, size) { IsUtf8 = (bits >> 8 & 15) == 1, Name = "str" }
            : throw cursor.Bad($"a variable-length string takes {size} bytes instead of {GlobalHeap.ReferenceSize(image)}");

    private static Hdf5Type ReadEnumeration(FileImage image, ref Cursor cursor, int bits, int size, int version)
    {
        Hdf5Type basis = Read(image, ref cursor, nested: true);
        if (basis.Class != Hdf5TypeClass.Integer || basis.Size != size)
            return new Hdf5Type(Hdf5TypeClass.Other, size) { Name = $"enumeration of {basis.Name}" };
        int members = bits & 0xffff;
        List<string> names = [];
        for (int m = 0; m < members; m++)
        {
            int before = cursor.Position;
            names.Add(cursor.TerminatedText());
            int taken = cursor.Position - before;
            if (version < 3)
                cursor.Skip(-taken & 7);
        }
        ReadOnlySpan<byte> values = cursor.Take((long)members * size);
        bool isBool = size == 1 && names is ["FALSE", "TRUE"] && values is [0, 1];
        return isBool
            ? basis with { Class = Hdf5TypeClass.Boolean, Name = "bool" }
            : basis with { Class = Hdf5TypeClass.Enumeration, Name = $"enumeration of {basis.Name}" };
    }
}
